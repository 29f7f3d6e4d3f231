#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A book made of a graph: graph_book.py GRAPH.txt FOLDER

GRAPH.txt: a line "parties hops", then a line "payer payee funding spending" for every hop, parties numbered from 0,
amounts in millions. Every hop becomes a funding leg and a spending leg of a deal of its own, where its amount is above
0; a hop of two zeros becomes a spending leg without an amount.
"""
import csv
import sys
from pathlib import Path


def legs_of(number, payer, payee, funding, spending):
    deal = f"deal-{number:06}"
    ends = [f"party-{payer:05}", f"party-{payee:05}"]
    legs = []
    if funding > 0:
        legs.append([deal, len(legs) + 1, *ends, "equity", f"{funding}m", "USD"])
    if spending > 0:
        legs.append([deal, len(legs) + 1, *ends, "compute", f"{spending}m", "USD"])
    return legs or [[deal, 1, *ends, "compute", "", ""]]


def write(file, header, rows):
    with open(file, "w", newline="", encoding="utf-8") as out:
        csv.writer(out, lineterminator="\n").writerows([header, *rows])


def main():
    graph, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    numbers = [[int(word) for word in line.split()] for line in graph.read_text(encoding="utf-8").splitlines()]
    parties, hops = numbers[0][0], numbers[1:]
    deals = [f"deal-{number:06}" for number in range(len(hops))]
    write(folder / "parties.csv", ["party", "name", "kind"],
          [[f"party-{number:05}", f"Party {number:05}", "company"] for number in range(parties)])
    write(folder / "deals.csv", ["deal", "kind"], [[deal, "deal"] for deal in deals])
    write(folder / "events.csv", ["deal", "status", "date"], [[deal, "signed", "2025-01-01"] for deal in deals])
    write(folder / "legs.csv", ["deal", "leg", "payer", "payee", "kind", "amount", "currency"],
          [leg for number, hop in enumerate(hops) for leg in legs_of(number, *hop)])


if __name__ == "__main__":
    main()
