# What the targets of this project have in common.
#
# gfp_add_library(NAME SOURCES... DEPENDS...)    - one static library a folder of lib/.
# gfp_add_module(NAME SOURCES... DEPENDS...)     - a plugin: the program that loads it has clang.
# gfp_add_executable(NAME SOURCES... DEPENDS...) - a program.
# gfp_link_clang(NAME)                           - gives a program clang and LLVM.
# gfp_embed_files(OUTPUT FILES... HEADER... TYPE... FUNCTION... [PREFIX...])
#                                                - a source with the text of files: EmbedFiles.cmake.

separate_arguments(LLVM_DEFINITION_LIST NATIVE_COMMAND "${LLVM_DEFINITIONS}")

add_library(gfp-options INTERFACE)
target_include_directories(gfp-options INTERFACE ${CMAKE_SOURCE_DIR}/lib)
target_include_directories(gfp-options SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS} ${CLANG_INCLUDE_DIRS})
target_compile_definitions(gfp-options INTERFACE ${LLVM_DEFINITION_LIST}
                           GFPLINT_VERSION="${PROJECT_VERSION}")
target_compile_options(gfp-options INTERFACE -Wall -Wextra -fno-exceptions
                       -fvisibility-inlines-hidden)
if(NOT LLVM_ENABLE_RTTI)
  target_compile_options(gfp-options INTERFACE -fno-rtti)
endif()
# The library, not its header-only form: that costs each source two seconds.
target_link_libraries(gfp-options INTERFACE fmt::fmt)

# The headers of LLVM and Clang are most of the work of compiling a source of ours. With them
# precompiled, sources build that forget to include them: turn it off to find those.
option(GFPLINT_PCH "precompile the headers of LLVM and Clang" ON)
if(GFPLINT_PCH)
  file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/pch.cpp CONTENT "// A target needs a source.\n")
  add_library(gfp-pch OBJECT ${CMAKE_BINARY_DIR}/pch.cpp)
  target_link_libraries(gfp-pch PRIVATE gfp-options)
  target_precompile_headers(gfp-pch PRIVATE
    <algorithm> <functional> <map> <memory> <optional> <string> <vector>
    <fmt/format.h>
    <llvm/ADT/StringExtras.h> <llvm/ADT/StringMap.h> <llvm/Support/Error.h>
    <llvm/Support/FileSystem.h> <llvm/Support/MemoryBuffer.h> <llvm/Support/Path.h>
    <llvm/Support/raw_ostream.h>
    <clang/AST/ASTContext.h> <clang/AST/RecursiveASTVisitor.h> <clang/Analysis/CFG.h>
    <clang/Frontend/CompilerInstance.h> <clang/Lex/Lexer.h> <clang/Lex/Preprocessor.h>)
endif()

function(gfp_use_pch NAME)
  if(GFPLINT_PCH)
    target_precompile_headers(${NAME} REUSE_FROM gfp-pch)
    # Programs would be compiled as -fPIE, and clang wants the same as for the headers.
    target_compile_options(${NAME} PRIVATE -fPIC)
  endif()
endfunction()

function(gfp_add_library NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_library(${NAME} STATIC ${ARG_SOURCES})
  target_link_libraries(${NAME} PUBLIC gfp-options ${ARG_DEPENDS})
  gfp_use_pch(${NAME})
endfunction()

function(gfp_add_module NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_library(${NAME} MODULE ${ARG_SOURCES})
  target_link_libraries(${NAME} PRIVATE gfp-options ${ARG_DEPENDS} LLVM)
  gfp_use_pch(${NAME})
  set_target_properties(${NAME} PROPERTIES PREFIX ""
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
  # A module of one LLVM in a program of another fails quietly or crashes: one directory for each.
  install(TARGETS ${NAME} LIBRARY
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/gfp-lint/llvm-${LLVM_VERSION_MAJOR})
endfunction()

function(gfp_add_executable NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${NAME} ${ARG_SOURCES})
  target_link_libraries(${NAME} PRIVATE gfp-options ${ARG_DEPENDS})
  gfp_use_pch(${NAME})
endfunction()

# A program of its own starts sooner, runs a twentieth faster and takes less memory with clang's and
# LLVM's code in it. Clang's targets bring the shared LLVM along: so its libraries are named as files.
option(GFPLINT_STATIC_CLANG "link clang and LLVM into gfp-lint" ON)
function(gfp_link_clang NAME)
  if(NOT GFPLINT_STATIC_CLANG)
    target_link_libraries(${NAME} PRIVATE clang-cpp LLVM)
    return()
  endif()
  foreach(LIBRARY Tooling Frontend Driver Parse Serialization Sema Edit Analysis
                  AnalysisLifetimeSafety ToolingCore Rewrite ASTMatchers AST APINotes Lex Options Basic Support)
    list(APPEND LIBRARIES $<TARGET_LINKER_FILE:clang${LIBRARY}>)
  endforeach()
  target_link_libraries(${NAME} PRIVATE
    -Wl,--gc-sections -Wl,--as-needed -Wl,--start-group ${LIBRARIES} -Wl,--end-group
    LLVMFrontendOpenMP LLVMFrontendHLSL LLVMWindowsDriver LLVMOption LLVMProfileData LLVMTargetParser
    LLVMSupport)
endfunction()

function(gfp_embed_files OUTPUT)
  cmake_parse_arguments(ARG "" "HEADER;TYPE;FUNCTION;PREFIX" "FILES" ${ARGN})
  set(SCRIPT ${CMAKE_SOURCE_DIR}/cmake/EmbedFiles.cmake)
  add_custom_command(
    OUTPUT ${OUTPUT}
    COMMAND ${CMAKE_COMMAND} -D OUTPUT=${OUTPUT} -D HEADER=${ARG_HEADER} -D TYPE=${ARG_TYPE}
            -D FUNCTION=${ARG_FUNCTION} -D PREFIX=${ARG_PREFIX} -D "FILES=${ARG_FILES}" -P ${SCRIPT}
    DEPENDS ${ARG_FILES} ${SCRIPT}
    COMMENT "Embedding files: ${ARG_FUNCTION}"
    VERBATIM)
endfunction()
