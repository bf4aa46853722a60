"""Copies sources of a tree, each with one planted call that may be a finding, next to the originals,
and with functions that the others call.

usage: plant_bugs.py DATABASE COUNT SEED OUT
Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

OUT/planted.txt lists the copies, before each is there; OUT/planted.json has compile commands for them.
"""

import json
import os
import random
import re
import sys

LARGEST = 120_000
HEADERS = "#include <linux/slab.h>\n#include <linux/vmalloc.h>\n#include <linux/delay.h>\n"

LOCK = r"^\t+(?:raw_)?(?:spin|read|write|rcu_read)_lock(?:_bh|_irq|_irqsave)?\([^;{}]*\);\n"
UNLOCK = r"^\t+(?:raw_)?(?:spin|read|write|rcu_read)_unlock(?:_bh|_irq|_irqrestore)?\([^;{}]*\);\n"
SETS = r"^\t+[a-z_>\-.]+ = [^;{}\n]*;\n"
SLEEPS = ["\tkfree(kmalloc(8, GFP_KERNEL));\n", "\tkfree(kmalloc(8, GFP_ATOMIC));\n"]
RETRIES = [
    "\t{ void *p_; do { p_ = kmalloc(8, GFP_KERNEL); } while (!p_); kfree(p_); }\n",
    "\t{ void *p_; while (!(p_ = kmalloc(8, GFP_NOFS))) cond_resched(); kfree(p_); }\n",
    "\t{ void *p_; for (;;) { p_ = kmalloc(8, GFP_KERNEL); if (p_) break; msleep(1); } kfree(p_); }\n",
]
PAIRS = [
    "\t{ void *p_ = kmalloc(8 * 4, GFP_KERNEL); if (!p_) p_ = vmalloc(8 * 4); kvfree(p_); }\n",
    "\t{ size_t n_ = 5; void *p_ = n_ > 4096 ? vmalloc(n_) : kmalloc(n_, GFP_KERNEL); kvfree(p_); }\n",
    "\t{ size_t n_ = 5; void *p_ = kcalloc(n_, 8, GFP_KERNEL);"
    " if (!p_) p_ = vzalloc(array_size(n_, 8)); kvfree(p_); }\n",
]
MASKS = [
    "\tkfree(kmalloc(8, %s));\n" % mask
    for mask in ("GFP_KERNEL | __GFP_IO", "GFP_NOIO | GFP_KERNEL", "GFP_KERNEL | __GFP_COMP",
                 "GFP_KERNEL | __GFP_NORETRY")
] + ["\tkfree(kzalloc(8, GFP_KERNEL | __GFP_ZERO));\n",
     "\t{ gfp_t g_ = GFP_ATOMIC | __GFP_HIGH; kfree(kmalloc(8, g_)); }\n"]
FREES = [
    "\t{ void *p_ = vmalloc(8); kfree(p_); }\n",
    "\t{ void *p_ = kvmalloc(8, GFP_KERNEL); if (p_) kfree(p_); }\n",
    "\tkfree(planted_give_%d(8));\n",
    "\t{ void *p_ = planted_give_%d(8); if (!p_) kvfree(p_); else kfree(p_); }\n",
    "\t{ void *p_ = planted_give_%d(8), *q_ = p_; kvfree(q_); }\n",
]
WRAPPED = ["\tvfree(planted_wrap_%d(8, GFP_ATOMIC));\n", "\tkvfree(planted_wrap_%d(8, GFP_KERNEL));\n"]
FAR = ["\tplanted_sleep_%d();\n"]
HELPER = "\nstatic void planted_helper(void)\n{\n\tkfree(kmalloc(8, GFP_KERNEL));\n}\n"

# Where it is planted (behind or before what matches), and what.
KINDS = [(LOCK, True, SLEEPS), (UNLOCK, False, SLEEPS), (SETS, True, RETRIES), (SETS, True, PAIRS),
         (SETS, True, MASKS), (LOCK, True, ["\tplanted_helper();\n"]), (SETS, True, FREES),
         (SETS, True, WRAPPED), (LOCK, True, FAR), (LOCK, True, WRAPPED)]

# What the copies define for each other, by their numbers.
DECLARED = ("void *planted_give_%d(size_t n_);\nvoid *planted_wrap_%d(size_t n_, gfp_t gfp_);\n"
            "void planted_sleep_%d(void);\n")
GIVES = ["return kvmalloc(n_, GFP_KERNEL);", "void *p_ = vmalloc(n_);\n\n\treturn p_;",
         "return kmalloc(n_, GFP_KERNEL);", "return planted_give_%d(n_);"]
WRAPS = ["return kvmalloc(n_, gfp_);", "return __vmalloc(n_, gfp_);", "return kmalloc(n_, gfp_);"]
SLEEPING = ["kfree(kmalloc(8, GFP_KERNEL));", "kfree(kmalloc(8, GFP_ATOMIC));", "planted_sleep_%d();"]


def shared(number, count):
    """What copy NUMBER of COUNT defines for the others."""
    def body(choices):
        chosen = random.choice(choices)
        return chosen % random.randrange(count) if "%d" in chosen else chosen
    return (f"\nvoid *planted_give_{number}(size_t n_)\n{{\n\t{body(GIVES)}\n}}\n"
            f"\nvoid *planted_wrap_{number}(size_t n_, gfp_t gfp_)\n{{\n\t{body(WRAPS)}\n}}\n"
            f"\nvoid planted_sleep_{number}(void)\n{{\n\t{body(SLEEPING)}\n}}\n")


def plant(text, number, count):
    """The text of copy NUMBER with something planted, or None."""
    shape, behind, calls = random.choice(KINDS)
    places = list(re.finditer(shape, text, re.M))
    if not places:
        return None
    place = random.choice(places)
    at = place.end() if behind else place.start()
    call = random.choice(calls)
    if "%d" in call:
        call %= random.randrange(count)
    planted = text[:at] + call + text[at:]
    if "planted_helper" in call:
        ends = [end.end() for end in re.finditer(r"^}\n", text, re.M) if end.end() < at]
        if not ends:
            return None
        planted = planted[: ends[-1]] + HELPER + planted[ends[-1] :]
    tail = shared(number, count)
    others = sorted({int(each) for each in re.findall(r"planted_[a-z]+_(\d+)", call + tail)})
    declared = "".join(DECLARED % (each, each, each) for each in others)
    return HEADERS + declared + planted + tail


def main():
    database, count, seed, out = sys.argv[1:]
    random.seed(int(seed))
    with open(database, encoding="utf-8") as file:
        units = json.load(file)
    random.shuffle(units)
    commands = []
    with open(os.path.join(out, "planted.txt"), "w", encoding="utf-8") as names:
        for unit in units:
            if len(commands) == int(count):
                break
            path = os.path.join(unit["directory"], unit["file"])
            if "/tools/" in path or not path.endswith(".c") or not os.path.isfile(path):
                continue
            with open(path, encoding="utf-8", errors="replace") as file:
                text = file.read(LARGEST + 1)
            planted = plant(text, len(commands), int(count)) if len(text) <= LARGEST else None
            if not planted:
                continue
            folder, name = os.path.split(path)
            copy = os.path.join(folder, "gfp_planted_" + name)
            if os.path.exists(copy):
                sys.exit(f"{copy} is there already: remove it")
            print(copy, file=names, flush=True)
            with open(copy, "w", encoding="utf-8") as file:
                file.write(planted)
            arguments = unit.get("arguments")
            command = dict(unit, file=copy)
            if arguments:
                command["arguments"] = [copy if each == unit["file"] else each for each in arguments]
            else:
                command["command"] = unit["command"].replace(unit["file"], copy)
            commands.append(command)
    with open(os.path.join(out, "planted.json"), "w", encoding="utf-8") as file:
        json.dump(commands, file)
    print(len(commands))


if __name__ == "__main__":
    main()
