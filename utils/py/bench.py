# bench.py - the measurements of utils/bench.
# Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""bench.py choose: writes the sets of units to measure. bench.py measure: measures them. Two
programs, because a child's peak memory is never less than what its parent had when it started it:
the one that measures must not have read the whole database."""
import argparse
import os
import re
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

import units
from units import CLANG, fail

TIDY = "clang-tidy-22"
TIDY_CHECK = "linuxkernel-must-check-errs"
SETS = {
    "spread": "every {step:.1f}th of the database's {total} sources, sorted by path",
    "kept": "every {step:.1f}th of the {total} sources that the prefilter keeps, sorted by path",
}


def note(text):
    print(f"bench: {text}", file=sys.stderr)


# Choosing.


def kept_by_prefilter(all_units, options):
    """The sources gfp-lint's own prefilter keeps: given directories that do not exist, gfp-lint
    cannot parse what it keeps, and says so for each. Prints what that took."""
    poisoned = [units.Unit(f"/nonexistent/{index}", unit.file, unit.arguments)
                for index, unit in enumerate(all_units)]
    with tempfile.TemporaryDirectory() as scratch:
        database = os.path.join(scratch, "poisoned.json")
        units.write_database(database, poisoned)
        command = [options.gfp_lint, "scan", "-j1", "-p", database]
        spent = Sample()
        answer = run(command, "/", spent, expected=(0, 3))
    indices = {int(index) for index in
               re.findall(r"cannot enter its directory /nonexistent/(\d+)", answer)}
    if not indices:
        fail("gfp-lint did not say which sources its prefilter keeps")
    print(f"The prefilter alone, on all {len(all_units)} sources (reading the database and every "
          f"header of the tree included): {spent.cpu:.1f} s of CPU, {spent.wall:.1f} s; "
          f"it keeps {len(indices)}.\n")
    return [all_units[index] for index in sorted(indices)]


def parses(unit, adapter):
    command = [CLANG, *adapter.arguments(unit, warnings=False), "-fsyntax-only", unit.file]
    return subprocess.run(command, cwd=unit.directory, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          check=False).returncode == 0


def choose_set(candidates, count, adapter):
    """COUNT of CANDIDATES at even distances. One that does not parse, because it needs a file that
    only a full build makes, is replaced by the next."""
    step = max(1.0, len(candidates) / count)
    chosen, replaced, index = [], 0, 0
    for rank in range(min(count, len(candidates))):
        index = max(index, int(rank * step))
        while index < len(candidates) and not parses(candidates[index], adapter):
            replaced += 1
            index += 1
        if index < len(candidates):
            chosen.append(candidates[index])
            index += 1
    if not chosen:
        fail("clang can parse none of the database's sources")
    return chosen, step, replaced


def choose(options):
    all_units = [unit for unit in units.read_database(options.database)
                 if os.path.isfile(unit.file)]
    adapter = units.Adapter()
    os.makedirs(options.out, exist_ok=True)
    for name, candidates in (("spread", all_units),
                             ("kept", kept_by_prefilter(all_units, options))):
        note(f"choosing the set \"{name}\"")
        chosen, step, replaced = choose_set(candidates, options.count, adapter)
        units.write_database(os.path.join(options.out, f"{name}.json"), chosen)
        rule = SETS[name].format(step=step, total=len(candidates))
        print(f"Set \"{name}\": {len(chosen)} sources, {rule}; {replaced} that clang cannot parse "
              f"without a full build were replaced by the next ({options.out}/{name}.json).")


# Measuring.


class Sample:
    """What one or more commands took."""

    def __init__(self):
        self.cpu = self.wall = 0.0
        self.memory = 0  # KiB, of the largest process.

    def add(self, wall, usage):
        self.cpu += usage.ru_utime + usage.ru_stime
        self.wall += wall
        self.memory = max(self.memory, usage.ru_maxrss)


def run(command, directory, sample, expected=(0,)):
    """Runs COMMAND, adds what it took to SAMPLE and returns what it said."""
    with tempfile.TemporaryFile() as output:
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=directory, stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        sample.add(time.monotonic() - start, usage)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode(errors="replace")
    if process.returncode not in expected:
        fail(f"this ended with {process.returncode}: {shlex.join(command)}\n{said}")
    return said


class Series:
    """The samples of one kind of command over a set: for each unit (or once for all) a list."""

    def __init__(self):
        self.samples = {}

    def take(self, key, command, directory, expected=(0,)):
        sample = Sample()
        said = run(command, directory, sample, expected)
        self.samples.setdefault(key, []).append(sample)
        return said

    def _sum(self, field):
        return sum(statistics.median(getattr(sample, field) for sample in samples)
                   for samples in self.samples.values())

    cpu = property(lambda self: self._sum("cpu"))
    wall = property(lambda self: self._sum("wall"))

    @property
    def memory(self):
        return max(sample.memory for samples in self.samples.values() for sample in samples) / 1024


class Bench:
    """The commands for one set, and what they took."""

    def __init__(self, name, options):
        self.name = name
        self.options = options
        self.database = os.path.join(options.out, f"{name}.json")
        self.units = units.read_database(self.database)
        self.adapter = units.Adapter()
        self.log = {}

    def remember(self, row, command, directory):
        self.log.setdefault(row, {})[shlex.join(command)] = directory

    def take(self, series, row, key, command, directory, expected=(0,)):
        self.remember(row, command, directory)
        return series.setdefault(row, Series()).take(key, command, directory, expected)

    def frontends(self, series):
        """One round of everything that parses and reports."""
        options = self.options
        for unit in self.units:
            arguments = self.adapter.arguments(unit, warnings=False)
            self.take(series, f"{CLANG} -fsyntax-only", unit.file,
                      [CLANG, *arguments, "-fsyntax-only", unit.file], unit.directory)
            self.take(series, f"{TIDY}, {TIDY_CHECK}", unit.file,
                      [TIDY, "--quiet", f"--checks=-*,{TIDY_CHECK}", unit.file, "--", *arguments],
                      unit.directory)
        scan = [options.gfp_lint, "scan", "-j1", "-p", self.database, "--stats"]
        for row, command in (("gfp-lint scan --no-prefilter", [*scan, "--no-prefilter"]),
                             ("gfp-lint scan", scan)):
            said = self.take(series, row, "all", command, "/", expected=(0, 1, 3))
            counts = re.search(r"^\d+ units: .*", said, re.MULTILINE)
            self.log[row]["# " + (counts.group() if counts else "no counts")] = ""

    def compiles(self, series, last):
        """One round of real compilations, plain and with the plugin, in turns and in both
        orders."""
        with tempfile.TemporaryDirectory() as scratch:
            for index, unit in enumerate(self.units):
                compile_it = [CLANG, *self.adapter.arguments(unit, warnings=True), "-c", unit.file,
                              "-o", os.path.join(scratch, "unit.o")]
                pair = [("plain -c", compile_it),
                        ("-c with the plugin",
                         [*compile_it, f"-fplugin={self.options.plugin}",
                          *self.options.plugin_arg])]
                for row, command in pair[::-1] if (index + last) % 2 else pair:
                    self.take(series, row, unit.file, command, unit.directory)

    def write_log(self):
        path = os.path.join(self.options.out, f"{self.name}-commands.txt")
        with open(path, "w", encoding="utf-8") as stream:
            for row, commands in self.log.items():
                stream.write(f"# {row}\n")
                for command, directory in commands.items():
                    stream.write(f"cd {shlex.quote(directory)} && {command}\n" if directory
                                 else f"{command}\n")
        return path

    def measure(self):
        series = {}
        for number in range(self.options.repetitions):
            note(f"set \"{self.name}\", round {number + 1} of {self.options.repetitions}")
            self.frontends(series)
            self.compiles(series, number)
        self.report(series)

    def report(self, series):
        syntax = f"{CLANG} -fsyntax-only"
        bases = {"-c with the plugin": "plain -c", "plain -c": "plain -c"}
        print(f"\nSet \"{self.name}\" ({len(self.units)} sources):\n")
        print(f"  {'':44} {'CPU s':>8} {'ms/unit':>8} {'wall s':>8} {'peak MB':>8}  ratio (CPU)")
        for row, taken in series.items():
            base = bases.get(row, syntax)
            ratio = taken.cpu / series[base].cpu
            print(f"  {row:44} {taken.cpu:8.2f} {taken.cpu * 1000 / len(self.units):8.0f} "
                  f"{taken.wall:8.2f} {taken.memory:8.0f}  {ratio:.3f} of {base}")
        print(f"\n  Every command: {self.write_log()}")
        for row in ("gfp-lint scan --no-prefilter", "gfp-lint scan"):
            for command in self.log[row]:
                print(f"    {command}")


def measure(options):
    load = os.getloadavg()[0]
    print(f"CPU is user and system time. For each unit the median of {options.repetitions} rounds, "
          "summed; gfp-lint\nis one process for the whole set, the others are one for each unit. "
          f"{os.cpu_count()} processors; load when\nstarting: {load:.1f}.")
    for name in SETS:
        Bench(name, options).measure()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("step", choices=("choose", "measure"))
    parser.add_argument("--out", required=True)
    parser.add_argument("--gfp-lint", required=True)
    parser.add_argument("--database")
    parser.add_argument("--plugin")
    parser.add_argument("--plugin-arg", action="append", default=[])
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--repetitions", type=int, default=3)
    options = parser.parse_args()
    {"choose": choose, "measure": measure}[options.step](options)


main()
