#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""branches.py EXPORT.json: a table of the branches taken in the code that reads and adds up figures, out of what llvm-cov exports.
A branch is one outcome of one condition; of a template or an inline function the instances count together. What the compiler writes for "= default" counts not: it
holds no condition of ours. Exits with 1 if a branch is not taken and has no reason below, and if one that has a reason is taken after all."""

import collections
import json
import os
import sys

# Branches that no test can take: file, condition as it stands in the source, outcome, reason.
CANNOT = ()
FILES = ("src/cells/", "src/text/csv.cpp", "src/text/csv.h", "src/counting/sums.cpp", "src/counting/sums.h")
SOURCE = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))


def read_branches(export):
    """How often each branch was taken, by file and place: (line, column, end line, end column, outcome)."""
    with open(export, encoding="utf-8") as file:
        data = json.load(file)["data"][0]
    taken = collections.defaultdict(collections.Counter)
    for function in data["functions"]:
        names = [os.path.relpath(name, SOURCE) for name in function["filenames"]]
        for line, column, end, end_column, true, false, which, *_ in function["branches"]:
            name = names[which]
            if name.startswith(FILES) and b"= default;" not in lines_of(name, line, line)[0]:
                for outcome, count in (("true", true), ("false", false)):
                    taken[name][line, column, end, end_column, outcome] += count
    return taken


def lines_of(name, first, last):
    with open(os.path.join(SOURCE, name), encoding="utf-8") as file:
        return file.read().encode().split(b"\n")[first - 1:last]


def condition_at(name, place):
    line, column, end, end_column, _ = place
    lines = lines_of(name, line, end)
    lines[-1] = lines[-1][:end_column - 1]
    lines[0] = lines[0][column - 1:]
    return " ".join(b" ".join(lines).decode().split())


def main():
    taken = read_branches(sys.argv[1])
    reasons = {excuse[:3] for excuse in CANNOT}
    wrong = []
    print("| file | branches | taken | cannot be | share |\n| --- | --- | --- | --- | --- |")
    totals = [0, 0, 0]
    for name in sorted(taken):
        row = [len(taken[name]), 0, 0]
        for place, count in sorted(taken[name].items()):
            excuse = (name, condition_at(name, place), place[4])
            if count:
                row[1] += 1
            elif excuse in reasons:
                row[2] += 1
                reasons.discard(excuse)
            else:
                wrong.append(f"{name}:{place[0]}:{place[1]}: never {place[4]}: {excuse[1]}")
        totals = [a + b for a, b in zip(totals, row)]
        print(f"| `{name}` | {row[0]} | {row[1]} | {row[2]} | {100 * row[1] / (row[0] - row[2]):.1f} % |")
    print(f"| all | {totals[0]:,} | {totals[1]:,} | {totals[2]} | {100 * totals[1] / (totals[0] - totals[2]):.1f} % |")
    wrong += [f"taken after all, or not there any more: {name}: {condition} {outcome}" for name, condition, outcome in sorted(reasons)]
    print(*wrong, sep="\n", end="\n" if wrong else "", file=sys.stderr)
    sys.exit(1 if wrong else 0)


main()
