# cmake -D OUTPUT=x.cpp -D HEADER=Rules/BuiltinRules.h -D TYPE=gfp::BuiltinRuleFile
#       -D FUNCTION=gfp::builtinRuleFiles -D PREFIX=rules/ -D "FILES=a.yaml;b.yaml" -P EmbedFiles.cmake
#
# Writes the definition of FUNCTION(), declared in HEADER: an ArrayRef<TYPE>, where a TYPE is the name
# of a file (after PREFIX) and its text. Byte arrays, because compilers limit how long a string literal
# may be.
set(ARRAYS "")
set(TABLE "")
set(INDEX 0)
foreach(FILE IN LISTS FILES)
  get_filename_component(NAME "${FILE}" NAME)
  file(SIZE "${FILE}" SIZE)
  file(READ "${FILE}" BYTES HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," BYTES "${BYTES}")
  # The zero keeps an empty file's array legal.
  string(APPEND ARRAYS "const unsigned char File${INDEX}[] = {${BYTES}0};\n")
  string(APPEND TABLE
    "    {\"${PREFIX}${NAME}\", {reinterpret_cast<const char *>(File${INDEX}), ${SIZE}}},\n")
  math(EXPR INDEX "${INDEX} + 1")
endforeach()
file(WRITE "${OUTPUT}" "// Made by cmake/EmbedFiles.cmake.
#include \"${HEADER}\"

namespace {
${ARRAYS}
const ${TYPE} Files[] = {
${TABLE}};
} // namespace

llvm::ArrayRef<${TYPE}> ${FUNCTION}() { return Files; }
")
