# The lit suite: what gfp-lint says about small C files written against mock kernel headers.
#
# A RUN line names a header style by the substitution that carries its compiler arguments:
#   %plain   up to 6.9: allocators are functions and inlines, flags are literals
#   %hooks   6.10 to 6.13: allocators are macros, one evaluated copy of each call
#   %hooks2  6.14 and later: two evaluated copies, typed allocators, guards
import os
import shutil
import sys

import lit.formats

config.name = "gfp-lint"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".test"]
config.excludes = ["Inputs", "unit"]
config.test_source_root = os.path.join(config.gfp_source_dir, "test")
config.test_exec_root = os.path.join(config.gfp_binary_dir, "test")

tools = config.llvm_tools_dir
inputs = os.path.join(config.test_source_root, "Inputs")
binary = os.path.join(config.gfp_binary_dir, "bin", "gfp-lint")
modules = os.path.join(config.gfp_binary_dir, "lib")


def headers(*directories):
    """The compiler arguments that make a file see the mock headers of one style."""
    include = " ".join(f"-I{inputs}/{d}/include" for d in directories)
    return f"-nostdinc {include} -D__KERNEL__ -std=gnu11"


# Longer names first: each is replaced wherever it is a prefix.
config.substitutions += [
    ("%gfp-lint", binary),
    # One file, messages without source lines.
    ("%scan", f"{binary} scan --no-source"),
    # Each warning the file does not expect is an error, so functions without a CHECK are negatives.
    ("%filecheck", "FileCheck %s --implicit-check-not=warning: --implicit-check-not=error:"),
    ("%hooks2", headers("hooks2", "profiled", "common")),
    ("%hooks", headers("hooks", "profiled", "common")),
    ("%plain", headers("plain", "common")),
    ("%clang-tidy", os.path.join(tools, "clang-tidy")),
    ("%clang", os.path.join(tools, "clang-22")),
    ("%plugin", os.path.join(modules, "gfp-lint-clang.so")),
    ("%tidy-module", os.path.join(modules, "gfp-lint-tidy.so")),
    # %exit-with N COMMAND: the command must end with exactly that code.
    ("%exit-with", f"{sys.executable} {os.path.join(inputs, 'exit-with.py')}"),
    # %browse FILE [#FRAGMENT]: see browse.py.
    ("%browse", f"{sys.executable} {os.path.join(inputs, 'browse.py')} {shutil.which('chromium')}"),
    ("%inputs", inputs),
    ("%python", sys.executable),
]

config.environment["PATH"] = os.pathsep.join([tools, config.environment.get("PATH", "")])
# A configuration or cache of the user who runs the tests must not change them.
config.environment["HOME"] = config.test_exec_root
config.environment["XDG_CACHE_HOME"] = os.path.join(config.test_exec_root, "cache")

if shutil.which("git"):
    config.available_features.add("git")
# The front ends that live inside clang and clang-tidy need not be built.
if os.path.exists(os.path.join(modules, "gfp-lint-clang.so")):
    config.available_features.add("clang-plugin")
if os.path.exists(os.path.join(modules, "gfp-lint-tidy.so")):
    config.available_features.add("tidy-module")
if shutil.which("chromium"):
    config.available_features.add("chromium")
