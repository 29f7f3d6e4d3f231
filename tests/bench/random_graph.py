#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A random graph with hubs, as graph_book.py reads it: random_graph.py PARTIES HOPS SEED >GRAPH.txt

A party is drawn the more often the smaller its number, as 1/(number + 1), so that a few have most of the hops. Each hop
funds, spends, or does both, by amounts of 1 to 10,000 millions.
"""
import bisect
import itertools
import random
import sys


def main():
    parties, hops, seed = (int(word) for word in sys.argv[1:4])
    dice = random.Random(seed)
    weights = list(itertools.accumulate(1 / (number + 1) for number in range(parties)))

    def party():
        return bisect.bisect(weights, dice.random() * weights[-1])

    ends = set()
    while len(ends) < hops:
        payer, payee = party(), party()
        if payer != payee:
            ends.add((payer, payee))
    print(parties, hops)
    for payer, payee in sorted(ends):
        funds = dice.random() < 0.4
        amount = dice.randint(1, 10_000)
        other = dice.randint(1, 10_000) if dice.random() < 0.1 else 0
        print(payer, payee, *((amount, other) if funds else (other, amount)))


if __name__ == "__main__":
    main()
