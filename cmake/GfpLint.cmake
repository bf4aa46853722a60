# gfp_add_library(NAME SOURCES... DEPENDS...) - one static library a folder of lib/.
# gfp_add_module(NAME SOURCES... DEPENDS...)  - a plugin: the program that loads it has clang.
add_library(gfp-options INTERFACE)
target_include_directories(gfp-options INTERFACE ${CMAKE_SOURCE_DIR}/lib)
target_include_directories(gfp-options SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS} ${CLANG_INCLUDE_DIRS})
target_compile_definitions(gfp-options INTERFACE ${LLVM_DEFINITIONS} FMT_HEADER_ONLY=1
                           GFPLINT_VERSION="${PROJECT_VERSION}")
target_compile_options(gfp-options INTERFACE -Wall -Wextra -fno-exceptions
                       -fvisibility-inlines-hidden)
if(NOT LLVM_ENABLE_RTTI)
  target_compile_options(gfp-options INTERFACE -fno-rtti)
endif()

function(gfp_add_library NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_library(${NAME} STATIC ${ARG_SOURCES})
  target_link_libraries(${NAME} PUBLIC gfp-options ${ARG_DEPENDS})
endfunction()

function(gfp_add_module NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_library(${NAME} MODULE ${ARG_SOURCES})
  target_link_libraries(${NAME} PRIVATE gfp-options ${ARG_DEPENDS})
  set_target_properties(${NAME} PROPERTIES PREFIX ""
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
  install(TARGETS ${NAME} LIBRARY
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/gfp-lint/llvm-${LLVM_VERSION_MAJOR})
endfunction()
