"""Times scans of a whole kernel against Coccinelle and clang-tidy; prints a Markdown table.

usage: bench_tree.py GFP-LINT DATABASE COCCI TIDY-SAMPLE [level1]
Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import json
import os
import random
import subprocess
import sys
import tempfile

FOUNDING = "gfp-kvmalloc-flags,gfp-nofail-vmalloc,gfp-redundant-scope,gfp-unbalanced-scope"


# A process begins with as much memory as the one that starts it: this one holds all commands, so a
# small one does.
STARTER = """
import resource, subprocess, sys, time
start = time.monotonic()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def run(command, cwd=None):
    """Wall and processor seconds, and the peak memory in MB."""
    told = subprocess.run([sys.executable, "-c", STARTER, *command], cwd=cwd, check=True,
                          stdout=subprocess.PIPE, text=True).stdout.split()
    wall, cpu, memory = map(float, told[1:])
    print(f"  {wall:7.1f} s  exit {told[0]}  {' '.join(command)[:150]}", file=sys.stderr, flush=True)
    return wall, cpu, memory


def tree_of(units):
    for unit in units:
        path = os.path.dirname(os.path.join(unit["directory"], unit["file"]))
        while path != "/":
            if os.path.exists(os.path.join(path, "Kbuild")) and os.path.exists(
                    os.path.join(path, "MAINTAINERS")):
                return path
            path = os.path.dirname(path)
    sys.exit("no kernel tree in the database")


def syntax_arguments(unit):
    """Without what writes a file."""
    arguments, skip = [], False
    for argument in unit["arguments"][1:]:
        if skip or argument in ("-c", "-o") or argument.startswith("-Wp,-M"):
            skip = argument == "-o"
            continue
        arguments.append(argument)
    return arguments


def main():
    gfp_lint, database, cocci, tidy = sys.argv[1:5]
    level1 = sys.argv[5:] == ["level1"]
    with open(database, encoding="utf-8") as file:
        units = json.load(file)
    tree = tree_of(units)
    jobs = os.cpu_count()
    scan = [gfp_lint, "scan", "-p", database, "--no-source"]
    rows = []
    peers, own = [], []  # The machine may be another one some minutes later.

    def run_peer():
        peers.append(run(["spatch", "-D", "report", "--very-quiet", "--sp-file", cocci,
                          "--no-includes", "--dir", tree, "-j", str(jobs)]))
        own.append(run(scan + ["--no-cache", "--checks=" + FOUNDING]))

    run_peer()
    with tempfile.TemporaryDirectory() as scratch:
        def cached(name, *options):
            cache = ["--cache", os.path.join(scratch, name)]
            rows.append((f"gfp-lint, {name}, cold", run(scan + cache + list(options))))
            rows.append((f"gfp-lint, {name}, warm", run(scan + cache + list(options))))

        cached("founding checks", "--checks=" + FOUNDING)
        rows.append(("gfp-lint, founding checks, cold, -j1",
                     run(scan + ["--no-cache", "-j1", "--checks=" + FOUNDING])))
        run_peer()
        cached("level 0")
        run_peer()
        if level1:
            cached("level 1", "--level=1")
            run_peer()
    drawn = random.Random(1).sample(units, int(tidy))
    wall = sum(run(["clang-tidy-22", "--checks=-*,linuxkernel-must-check-errs", "-p",
                    os.path.dirname(database),
                    os.path.join(u["directory"], u["file"]), "--", *u["arguments"][1:]])[0]
               for u in drawn)
    rows.append((f"clang-tidy, one check, extrapolated from {tidy} sources, -j{jobs}",
                 (wall / int(tidy) * len(units) / jobs, 0, 0)))
    syntax = [run(["clang-22", "-w", "-fsyntax-only", *syntax_arguments(u)], u["directory"])
              for u in drawn]
    rows.append((f"clang -fsyntax-only, one unit (mean and largest of {tidy})",
                 (sum(s[0] for s in syntax) / len(syntax), sum(s[1] for s in syntax) / len(syntax),
                  max(s[2] for s in syntax))))
    def mean(runs):
        return [sum(each) / len(runs) for each in zip(*runs)]

    peer = mean(peers)
    rows.insert(0, (f"gfp-lint, founding checks, cold, no cache (mean of {len(own)}, each beside "
                    "one of Coccinelle)", mean(own)))
    rows.insert(0, (f"Coccinelle, the founding questions, -j{jobs} (mean of {len(peers)})", peer))
    print("| what | of Coccinelle's time | of its processor time | peak MB |\n|---|---|---|---|")
    for name, (seconds, cpu, memory) in rows:
        share = f"{cpu / peer[1]:.2f}" if cpu else ""
        print(f"| {name} | {seconds / peer[0]:.3f} | {share} | {memory:.0f} |")


if __name__ == "__main__":
    main()
