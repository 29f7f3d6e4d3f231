#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""branches.py EXPORT.json [--list]: a table of the branches taken in the code that reads and adds up figures, out of what llvm-cov exports.
A branch is one outcome of one condition; of a template or an inline function the instances count together. Exits with 1 if a file takes fewer
than its figure below."""

import collections
import json
import os
import sys

# Branches that no test takes yet, as measured (docs/reliability.md): a change may take more of them, never fewer. Every file that is not
# named must have none.
LEFT = {
    "src/cells/amount_hint.cpp": 7,
    "src/cells/cells.cpp": 1,
    "src/cells/cells.h": 1,
    "src/cells/date.cpp": 8,
    "src/cells/date.h": 1,
    "src/cells/date_hint.cpp": 11,
    "src/cells/decimal.h": 1,
    "src/cells/interval.h": 1,
    "src/cells/moment.cpp": 1,
    "src/cells/number_hint.cpp": 22,
    "src/cells/pasted.cpp": 12,
    "src/cells/pasted_phrase.cpp": 10,
    "src/counting/sums.h": 1,
    "src/text/csv.cpp": 9,
}
FILES = ("src/cells/", "src/text/csv.cpp", "src/text/csv.h", "src/counting/sums.cpp", "src/counting/sums.h")


def main():
    source = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    with open(sys.argv[1], encoding="utf-8") as file:
        data = json.load(file)["data"][0]
    taken = collections.defaultdict(lambda: collections.Counter())
    places = collections.defaultdict(set)
    for function in data["functions"]:
        names = [os.path.relpath(name, source) for name in function["filenames"]]
        for line, column, end, end_column, true, false, which, *_ in function["branches"]:
            name = names[which]
            if not name.startswith(FILES):
                continue
            for outcome, count in (("true", true), ("false", false)):
                place = (line, column, end, end_column, outcome)
                places[name].add(place)
                taken[name][place] += count
    failed = False
    print("| file | branches | taken | share |\n| --- | --- | --- | --- |")
    total = [0, 0]
    for name in sorted(places):
        left = sorted(place for place in places[name] if taken[name][place] == 0)
        count = len(places[name])
        total = [total[0] + count, total[1] + count - len(left)]
        print(f"| `{name}` | {count} | {count - len(left)} | {100 * (count - len(left)) / count:.1f} % |")
        failed |= len(left) > LEFT.get(name, 0)
        if "--list" in sys.argv:
            for line, column, _, _, outcome in left:
                print(f"{name}:{line}:{column}: never {outcome}", file=sys.stderr)
    print(f"| all | {total[0]} | {total[1]} | {100 * total[1] / total[0]:.1f} % |")
    sys.exit(1 if failed else 0)


main()
