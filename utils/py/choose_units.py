"""Draws units from a compile database: those that hold a token of the rules, and others.

usage: choose_units.py DATABASE RULES SAMPLE MOST OUT
Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import json
import os
import random
import re
import sys


def tokens(rules):
    """Names of allocators and scopes."""
    found = set()
    for name in ("allocators.yaml", "scopes.yaml"):
        with open(os.path.join(rules, name), encoding="utf-8") as file:
            found.update(re.findall(r"\b(?:name|save|restore): (\w+)", file.read()))
    return found


def main():
    database, rules, sample, most, out = sys.argv[1:]
    with open(database, encoding="utf-8") as file:
        units = json.load(file)
    wanted = tokens(rules)
    word = re.compile(rb"[A-Za-z_]\w*")
    holding, others = [], []
    for unit in units:
        try:
            with open(os.path.join(unit["directory"], unit["file"]), "rb") as file:
                names = {name.decode() for name in word.findall(file.read())}
        except OSError:
            names = set()
        (holding if names & wanted else others).append(unit)
    draw = random.Random(1)  # The same every time.
    if int(most):
        holding = draw.sample(holding, min(int(most), len(holding)))
    others = draw.sample(others, min(int(sample), len(others)))
    for name, chosen in (("tokens", holding), ("others", others)):
        with open(os.path.join(out, name + ".json"), "w", encoding="utf-8") as file:
            json.dump(chosen, file)
        print(f"{name}: {len(chosen)} of {len(units)} units")


if __name__ == "__main__":
    main()
