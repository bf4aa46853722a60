# verify_fixes.py - the work of utils/verify-fixes.
# Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import argparse
import collections
import concurrent.futures
import difflib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

import units
from units import CLANG, fail

MOST_RUNS = 5  # Of `fix`: findings whose edits overlap wait for the next.


def note(text):
    print(f"verify-fixes: {text}", file=sys.stderr)


def link_tree(root, copy):
    """Makes COPY one of ROOT, of hard links: gfp-lint replaces files, it does not write to them."""
    subprocess.run(["cp", "-al", "--", os.path.join(root, "."), copy], check=True)


def changed_files(copy):
    """What was replaced: the files of the copy that are no links to the originals any more."""
    found = subprocess.run(["find", copy, "-type", "f", "-links", "1", "-printf", "%P\\0"],
                           check=True, capture_output=True, text=True).stdout
    return sorted(filter(None, found.split("\0")))


def moved(unit, root, copy):
    """UNIT as part of the copy; its build directory stays where it is."""
    def move(text):
        return re.sub(re.escape(root) + r"(?=/|$)", copy, text)

    return units.Unit(move(unit.directory), move(unit.file), [move(a) for a in unit.arguments])


def affected_units(all_units, root, changed):
    """The units that are a changed file or include one, however deep, judged by names alone."""
    names = {name for name in changed if not name.endswith(".c")}
    affected = {os.path.join(root, name) for name in changed}
    if names:
        includers = collections.defaultdict(set)
        listing = subprocess.run(
            ["grep", "-rEo", "--include=*.[ch]", r'^[ \t]*#[ \t]*include[ \t]*[<"][^>"]+', root],
            capture_output=True, text=True, errors="replace", check=False).stdout
        for line in listing.splitlines():
            file, _, directive = line.partition(":")
            included = re.split(r'[<"]', directive)[-1]
            includers[os.path.basename(included)].add(file)
        waiting = [os.path.join(root, name) for name in names]
        while waiting:
            for file in includers[os.path.basename(waiting.pop())] - affected:
                affected.add(file)
                waiting.append(file)
    return [unit for unit in all_units if unit.file in affected]


class Checker:
    """gfp-lint, and clang as the judge of what it did."""

    def __init__(self, options, scratch):
        self.options = options
        self.scratch = scratch
        self.adapter = units.Adapter()

    def gfp_lint(self, command, some_units, arguments, expected, quiet=False):
        database = os.path.join(self.scratch, "units.json")
        units.write_database(database, some_units)
        full = [self.options.gfp_lint, command, "-p", database, f"-j{self.options.jobs}",
                *self.options.selection, *arguments]
        # Its notes on sources that do not parse would only repeat what clang says below.
        done = subprocess.run(full, cwd="/", stdin=subprocess.DEVNULL, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode not in expected:
            fail(f"{' '.join(full)}\nended with {done.returncode}:\n{done.stderr}")
        if not quiet:
            note(done.stderr.strip().splitlines()[-1])
        return done

    def findings(self, some_units):
        """How often each finding is there, by fingerprint; and a text for each."""
        report = os.path.join(self.scratch, "report.sarif")
        self.gfp_lint("scan", some_units, ["--format=sarif", "-o", report], (0, 1, 3), quiet=True)
        with open(report, encoding="utf-8") as stream:
            results = json.load(stream)["runs"][0]["results"]
        counts, texts = collections.Counter(), {}
        for result in results:
            place = result["locations"][0]["physicalLocation"]
            key = json.dumps(result["partialFingerprints"], sort_keys=True)
            counts[key] += 1
            texts[key] = (f"{place['artifactLocation']['uri']}:{place['region']['startLine']}: "
                          f"{result['message']['text']} [{result['ruleId']}]")
        return counts, texts

    def complaints(self, unit):
        """Clang's errors and warnings on UNIT, without their places: a fix moves lines."""
        arguments = self.adapter.arguments(unit, warnings=True)
        said = subprocess.run(
            [CLANG, *arguments, "-fsyntax-only", "-ferror-limit=0", "-fno-caret-diagnostics",
             unit.file],
            cwd=unit.directory, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            errors="replace", check=False).stderr
        return collections.Counter(re.findall(r"^\S+?:(?:\d+:)* ((?:fatal error|error|warning): .*)",
                                              said, re.MULTILINE))

    def all_complaints(self, some_units):
        with concurrent.futures.ThreadPoolExecutor(self.options.jobs) as pool:
            return list(pool.map(self.complaints, some_units))


def print_changes(root, copy, changed, patch):
    """The diffstat; the whole diff to PATCH."""
    added = deleted = 0
    for name in changed:
        texts = []
        for directory in (root, copy):
            with open(os.path.join(directory, name), encoding="utf-8",
                      errors="surrogateescape") as stream:
                texts.append(stream.read().splitlines(keepends=True))
        diff = list(difflib.unified_diff(*texts, f"a/{name}", f"b/{name}"))
        plus = sum(line.startswith("+") for line in diff[2:])
        minus = sum(line.startswith("-") for line in diff[2:])
        added, deleted = added + plus, deleted + minus
        print(f" {name:60} | +{plus} -{minus}")
        if patch:
            patch.writelines(line.encode(errors="surrogateescape") for line in diff)
    print(f" {len(changed)} files changed, {added} lines added, {deleted} deleted")


def verify(options, scratch):
    """Whether the fixes hold."""
    all_units = [u for u in units.read_database(options.database) if os.path.isfile(u.file)]
    root = units.tree_of(all_units)
    # What the build made is not in the copy, so a fix in it would change the original.
    all_units = [u for u in all_units if u.file.startswith(root + "/")]
    checker = Checker(options, scratch)

    try:
        copy = tempfile.mkdtemp(prefix=os.path.basename(root) + ".fixed.",
                                dir=os.path.dirname(root))
    except OSError as error:
        fail(f"no place for a copy of {root}: {error}")
    try:
        link_tree(root, copy)
        return verify_copy(checker, all_units, root, copy)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if options.keep:
            note(f"the fixed tree is {copy}")
        else:
            shutil.rmtree(copy)


def verify_copy(checker, all_units, root, copy):
    options = checker.options
    note(f"fixing a copy of {root}: {len(all_units)} sources")
    some_units = [moved(unit, root, copy) for unit in all_units]
    changed = []
    for _ in range(MOST_RUNS):
        done = checker.gfp_lint("fix", some_units, ["--in-place"], (0, 1, 3))
        if " 0 wait for a second run" in done.stderr:
            break
        changed = changed_files(copy)
        some_units = [moved(u, root, copy) for u in affected_units(all_units, root, changed)]
    changed = changed_files(copy)
    strange = [name for name in changed if not os.path.isfile(os.path.join(root, name))]
    if strange:
        fail(f"left behind in the tree: {' '.join(strange)}")
    if not changed:
        fixed = re.search(r"(\d+) findings fixed", done.stderr)
        if fixed and fixed.group(1) != "0":
            fail("gfp-lint says that it fixed something, and no file of the copy is new: "
                 f"did it write through the links into {root}?")
        print("no fix-it")
        return True

    before_units = affected_units(all_units, root, changed)
    after_units = [moved(unit, root, copy) for unit in before_units]
    print_changes(root, copy, changed, options.patch)
    note(f"judging {len(before_units)} sources that are or include a changed file")
    wrong = []

    before_said = checker.all_complaints(before_units)
    after_said = checker.all_complaints(after_units)
    for unit, before, after in zip(before_units, before_said, after_said):
        name = os.path.relpath(unit.file, root)
        wrong += [f"{name}: new {text}" for text in after - before]

    before, _ = checker.findings(before_units)
    after, texts = checker.findings(after_units)
    wrong += [f"new finding: {texts[key]}" for key in after - before]
    print(f" {sum(before.values())} findings in these before, {sum(after.values())} after")

    rest = checker.gfp_lint("fix", after_units, ["--dry-run"], (0, 1, 3), quiet=True)
    if rest.stdout:
        wrong.append(f"still to be fixed after {MOST_RUNS} runs:\n{rest.stdout}"
                     if " 0 wait for a second run" not in done.stderr
                     else f"a second run would change more:\n{rest.stdout}")

    errors = [sum("error: " in text for text in said.elements()) for said in before_said]
    print(f" {len(before_units)} sources parsed before and after, {sum(map(bool, errors))} of them "
          f"with errors before, {len(wrong)} faults")
    for text in wrong:
        print(f"FAULT {text}")
    return not wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--gfp-lint", required=True)
    parser.add_argument("--database", required=True)
    parser.add_argument("--jobs", type=int, required=True)
    parser.add_argument("--patch", type=argparse.FileType("wb"))
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("selection", nargs="*")
    options = parser.parse_args()
    # So that the copy goes away then, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("verify-fixes: ended by a signal"))
    with tempfile.TemporaryDirectory() as scratch:
        sys.exit(0 if verify(options, scratch) else 1)


main()
