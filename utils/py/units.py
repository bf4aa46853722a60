# units.py - compile databases, for the scripts that compare gfp-lint with clang itself.
# Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""gfp-lint adapts a database's arguments for clang by itself; this does it a second time and in
another way (clang is asked what it does not know), so that one can be held against the other."""
import json
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass

CLANG = "clang-22"


def fail(message):
    sys.exit(f"{os.path.basename(sys.argv[0])}: {message}")


@dataclass
class Unit:
    directory: str
    file: str
    arguments: list

    def entry(self):
        return {"directory": self.directory, "file": self.file, "arguments": self.arguments}


def read_database(path):
    """The C units of a compile_commands.json, each file once, sorted by path."""
    if os.path.isdir(path):
        path = os.path.join(path, "compile_commands.json")
    try:
        with open(path, encoding="utf-8") as stream:
            entries = json.load(stream)
    except (OSError, ValueError) as error:
        fail(f"{path}: {error}")
    home = os.path.dirname(os.path.abspath(path))
    units = {}
    for entry in entries:
        directory = os.path.join(home, entry["directory"])
        file = os.path.normpath(os.path.join(directory, entry["file"]))
        arguments = entry.get("arguments") or shlex.split(entry["command"])
        if file.endswith(".c"):
            units.setdefault(file, Unit(directory, file, arguments))
    return [units[file] for file in sorted(units)]


def write_database(path, units):
    with open(path, "w", encoding="utf-8") as stream:
        json.dump([unit.entry() for unit in units], stream, indent=1)


def tree_of(units):
    """The root of the kernel's sources: the nearest directory above a unit that looks like one."""
    tried = set()
    for unit in units:
        directory = os.path.dirname(unit.file)
        while directory not in tried:
            tried.add(directory)
            if all(os.path.isfile(os.path.join(directory, name)) for name in ("Makefile", "Kbuild")):
                with open(os.path.join(directory, "Makefile"), encoding="utf-8") as makefile:
                    if re.search(r"^PATCHLEVEL *=", makefile.read(), re.MULTILINE):
                        return directory
            directory = os.path.dirname(directory)
    return fail("no unit of the database is in a kernel tree")


class Adapter:
    """A unit's arguments as clang takes them, without those that name outputs or make warnings
    errors."""

    ALONE = re.compile(r"-(c|S|E|MD|MMD|MP|pipe|flto.*|fplugin.*|Werror.*|Wp,-M.*)")
    WITH_VALUE = ("-o", "-MF", "-MT", "-MQ")
    ALWAYS = (
        "-Qunused-arguments",
        "-Wno-unknown-warning-option",
        "-Wno-unused-command-line-argument",
        "-Wno-ignored-optimization-argument",
    )

    def __init__(self):
        self.known = set()
        self.unknown = set()

    def arguments(self, unit, warnings):
        """Without the source itself. If not WARNINGS, the options for them are gone as well."""
        kept = []
        words = iter(unit.arguments[1:])
        for word in words:
            if word in self.WITH_VALUE:
                next(words, None)
            elif self.ALONE.fullmatch(word) or (not warnings and re.match(r"-W(?![apl],)", word)):
                continue
            elif os.path.normpath(os.path.join(unit.directory, word)) != unit.file:
                kept.append(word)
        self._ask(kept, unit)
        kept = [word for word in kept if word not in self.unknown]
        return kept + ([] if warnings else ["-w"]) + list(self.ALWAYS)

    def _ask(self, words, unit):
        """Sorts WORDS into those that clang knows and those that it does not."""
        if self.known.union(self.unknown).issuperset(words):
            return
        asked = [word for word in words if word not in self.unknown]
        for _ in range(20):  # It may complain of some only when others are gone.
            answer = subprocess.run(
                [CLANG, "-###", "-fsyntax-only", *asked, unit.file],
                cwd=unit.directory, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                check=False)
            refused = {word for word in re.findall(r"error: .*?'(-[^']+)'", answer.stderr)
                       if word in asked}
            if not refused:
                break
            self.unknown |= refused
            asked = [word for word in asked if word not in self.unknown]
        self.known.update(words)
