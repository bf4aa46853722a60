# What `cmake --install` puts beside the programs, and `cpack` makes: a Debian package.
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN "*.md")
install(FILES README.md LICENSE.TXT DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "the gfp-lint developers")
set(CPACK_PACKAGE_CONTACT "${CPACK_PACKAGE_VENDOR}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "checks gfp masks and memalloc scopes in Linux-kernel C code")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
# The modules use Clang's C++ interfaces, which hold within one LLVM release; libclang-common has
# the headers Clang brings itself.
set(CPACK_DEBIAN_PACKAGE_DEPENDS
  "libc6, libstdc++6, libfmt9, libsqlite3-0, libtcmalloc-minimal4, libzstd1, zlib1g, libllvm${LLVM_VERSION_MAJOR} (>= 1:${LLVM_VERSION_MAJOR}.${LLVM_VERSION_MINOR}), libclang-cpp${LLVM_VERSION_MAJOR} (>= 1:${LLVM_VERSION_MAJOR}.${LLVM_VERSION_MINOR}), libclang-common-${LLVM_VERSION_MAJOR}-dev")
# What `gfp-lint scan --kernel` runs, and what loads the modules.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS
  "clang-${LLVM_VERSION_MAJOR}, lld-${LLVM_VERSION_MAJOR}, llvm-${LLVM_VERSION_MAJOR}, make, flex, bison, bc, libelf-dev, libssl-dev")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "clang-tidy-${LLVM_VERSION_MAJOR}")
include(CPack)
