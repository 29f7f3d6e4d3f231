#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A book of invented deals of any size, for script/bench: deal_book.py LEGS FOLDER [--parties N] [--seed S] [--flat FILE]

Writes parties, deals, events, legs and fx_rates as gigawatch imports them, and with --flat one row per leg as other
tools read them (deal,announced,status,payer,payee,kind,amount,currency,start,end). The same arguments write the same
bytes everywhere: only random() is drawn from.

A deal is drawn from PATTERNS: who pays whom for what, every role one party. Parties of a role are drawn by a power law,
amounts are log-normal around 200 million with three digits kept, one in 25 is unknown.
"""
import argparse
import bisect
import csv
import datetime
import itertools
import math
import random
from pathlib import Path

ROLES = {"chip": .06, "cloud": .08, "neo": .14, "lab": .16, "fund": .26, "dc": .16, "util": .14}
PATTERNS = [
    (6, ["chip lab equity", "lab cloud compute", "cloud chip hardware"]),
    (8, ["cloud lab equity", "lab cloud compute"]),
    (7, ["chip neo equity", "neo chip hardware"]),
    (16, ["fund lab equity"]),
    (10, ["fund neo debt", "neo chip hardware"]),
    (9, ["lab neo prepayment", "lab neo compute"]),
    (10, ["cloud dc lease", "dc util power"]),
    (6, ["neo dc lease"]),
    (8, ["cloud chip hardware"]),
    (5, ["lab chip hardware", "chip lab warrant"]),
    (5, ["fund dc debt"]),
    (4, ["cloud util power"]),
    (6, []),  # anybody pays anybody for anything
]
YEARS = {"equity": (0, 3), "debt": (3, 7), "warrant": (3, 6), "prepayment": (1, 3), "compute": (3, 10),
         "hardware": (1, 5), "lease": (10, 15), "power": (10, 20)}
STATUSES = [("announced", .30), ("signed", .35), ("active", .25), ("completed", .06), ("cancelled", .04)]
CURRENCIES = [("USD", .94), ("EUR", .03), ("JPY", .02), ("GBP", .01)]
RATES = [("EUR", "1.10"), ("JPY", "0.0068"), ("GBP", "1.27")]
FIRST_DAY = datetime.date(2022, 1, 1)
DAYS = [(FIRST_DAY + datetime.timedelta(days=number)).isoformat() for number in range(365 * 28)]


class Urn:
    """Draws an item by its weight."""

    def __init__(self, items, weights):
        self.items = list(items)
        self.ends = list(itertools.accumulate(weights))

    def draw(self, uniform):
        at = bisect.bisect_right(self.ends, uniform * self.ends[-1])
        return self.items[min(at, len(self.items) - 1)]


class Deals:
    def __init__(self, parties, seed):
        self.uniform = random.Random(seed).random
        self.of_role = {}
        for role, share in ROLES.items():
            count = max(2, round(parties * share))
            self.of_role[role] = Urn((f"{role}{number:05}" for number in range(1, count + 1)),
                                     (number ** -0.9 for number in range(1, count + 1)))
        self.parties = [party for urn in self.of_role.values() for party in urn.items]
        self.patterns = Urn((legs for _, legs in PATTERNS), (weight for weight, _ in PATTERNS))
        self.statuses = Urn(*zip(*STATUSES))
        self.currencies = Urn(*zip(*CURRENCIES))

    def below(self, count):
        return int(self.uniform() * count)

    def promises(self):
        """(payer, payee, kind) of one deal."""
        pattern = self.patterns.draw(self.uniform())
        if not pattern:
            payer = payee = self.parties[self.below(len(self.parties))]
            while payee == payer:
                payee = self.parties[self.below(len(self.parties))]
            return [(payer, payee, list(YEARS)[self.below(len(YEARS))])]
        cast, promises = {}, []
        for payer, payee, kind in map(str.split, pattern):
            for role in (payer, payee):
                if role not in cast:
                    cast[role] = self.of_role[role].draw(self.uniform())
            promises.append((cast[payer], cast[payee], kind))
        return promises

    def amount(self):
        normal = math.sqrt(-2 * math.log(1 - self.uniform())) * math.cos(2 * math.pi * self.uniform())
        dollars = 2e8 * math.exp(1.6 * normal)
        unit = 10 ** max(0, int(math.log10(dollars)) - 2)
        return "" if self.uniform() < .04 else str(max(1, round(dollars / unit)) * unit)

    def deal(self, number):
        """The deal's name, day and status, and its legs: payer, payee, kind, amount, currency, start, end."""
        agreed = self.below(365 * 5)
        status, currency = self.statuses.draw(self.uniform()), self.currencies.draw(self.uniform())
        legs = []
        for payer, payee, kind in self.promises():
            shortest, longest = YEARS[kind]
            start = agreed + self.below(365)
            end = start + int(365 * (shortest + self.uniform() * (longest - shortest)))
            legs.append((payer, payee, kind, self.amount(), currency, DAYS[start], DAYS[end]))
        return f"d{number:07}", DAYS[agreed], status, legs


def table(folder, name, header):
    file = open(folder / f"{name}.csv", "w", newline="", encoding="utf-8")
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(header.split(","))
    return rows.writerow


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("legs", type=int)
    options.add_argument("folder", type=Path)
    options.add_argument("--parties", type=int, default=0, help="a hundredth of the legs, at least 60, unless set")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--flat", type=Path)
    asked = options.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    made = Deals(asked.parties or max(60, asked.legs // 100), asked.seed)
    party = table(asked.folder, "parties", "party,name,kind")
    deal = table(asked.folder, "deals", "deal,kind,title")
    event = table(asked.folder, "events", "deal,status,date")
    leg = table(asked.folder, "legs", "deal,leg,payer,payee,kind,amount,currency,start,end,profile")
    rate = table(asked.folder, "fx_rates", "base,quote,date,rate")
    flat = open(asked.flat, "w", encoding="utf-8") if asked.flat else None
    if flat:
        flat.write("deal,announced,status,payer,payee,kind,amount,currency,start,end\n")
    for slug in made.parties:
        party([slug, f"Party {slug}", "company"])
    for currency, dollars in RATES:
        rate([currency, "USD", DAYS[0], dollars])
    left = asked.legs
    for number in itertools.count(1):
        if left <= 0:
            break
        slug, day, status, legs = made.deal(number)
        deal([slug, "deal", f"Deal {slug}"])
        event([slug, status, day])
        for position, one in enumerate(legs[:left], 1):
            payer, payee, kind, amount, currency, start, end = one
            leg([slug, position, payer, payee, kind, amount, currency if amount else "", start, end, "even"])
            if flat:
                flat.write(",".join((slug, day, status, *one)) + "\n")
        left -= len(legs)


if __name__ == "__main__":
    main()
