#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds gigawatch against the independent reading, to the dollar.

compare.py GIGAWATCH [--seeds A..B] [--size N] [--folder BOOK]: random books by seed, or one book in a folder. Every
book is imported and asked for exposure, capacity, loops and deals, of everything recorded and as of three days; and
the views in the file, read by the sqlite3 shell, must give the same exposure. Random queries must mean the same legs,
tranches and deals in every command. The first differences are printed.
"""
import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import books
import queries
import reading

COMMANDS = {
    "exposure": ["exposure"],
    "exposure by party": ["exposure", "--by", "party,kind,status,agreed_quarter"],
    "exposure by deal": ["exposure", "--by", "deal,programme,firmness,currency,profile,source"],
    "exposure by country": ["exposure", "--by", "bucket,payer_country,payee_country,agreed_year"],
    "schedule": ["schedule", "--period", "2025..2029"],
    "schedule by quarter": ["schedule", "--period", "2024-02-15..2026-05-31", "--step", "quarter"],
    "capacity": ["capacity", "--by", "layer,basis,bucket"],
    "loops": ["loops"],
    "deals": ["deals"],
}
DEALS_COLUMNS = ("deal", "kind", "status", "status_since")
EXPOSURE_OF_VIEWS = """
select payer_group as payer, payee_group as payee, class, bucket, count(*) as legs, sum(lo) as lo, sum(stated) as stated,
       case when count(hi) = count(*) then sum(hi) end as hi, sum(unknown) as unknown, sum(unconverted) as unconverted
from counted_legs group by 1, 2, 3, 4"""


def sums(rows, suffix):
    """Legs, lo, stated and unknowns by payer, payee, class and bucket."""
    found = {}
    for row in rows:
        key = tuple(row[column] for column in ("payer", "payee", "class", "bucket"))
        old = found.get(key, (0, 0, 0, 0))
        new = tuple(row[column + suffix] for column in ("legs", "lo", "stated", "unknown"))
        found[key] = tuple(a + b for a, b in zip(old, new))
    return found


def changes_of(before, after):
    """What differs, key by key."""
    none = (0, 0, 0, 0)
    changes = {key: [b - a for a, b in zip(before.get(key, none), after.get(key, none))] for key in {*before, *after}}
    return [{"key": list(key), "change": change} for key, change in changes.items() if any(change)]


# Commands that list what a query means: the column that names it, and all of it that counts on a day. A new command
# that lists legs, tranches or deals is a line here.
LISTS = [
    (["exposure", "--by", "leg"], "leg", lambda meaning, on: [
        leg.leg.key for leg in reading.Lens(meaning.book, on, meaning.means_leg).counted()]),
    (["capacity", "--by", "tranche"], "tranche", lambda meaning, on: [
        key for key, row in meaning.tranches.items()
        if reading.tranche_bucket(meaning.book, row, on) and meaning.means_tranche(key, on)]),
    (["deals"], "deal", lambda meaning, on: [
        deal for deal in meaning.deals if meaning.means_deal(deal, on)]),
    (["schedule", "--by", "leg"], "leg", lambda meaning, on: [
        leg.leg.key for leg in reading.Lens(meaning.book, on, meaning.means_leg).counted()]),
    (["timeline"], "deal", lambda meaning, on: meaning.dated_events(on)),
    (["timeline"], "tranche", lambda meaning, on: meaning.dated_tranches(on)),
    (["sources"], "source", lambda meaning, on: meaning.cited(on)),
    (["parties"], "party", lambda meaning, on: meaning.parties(on)),
]
# What a row of theirs must be to be listed so: schedule has a row a period, timeline events and milestones.
LISTED = {
    "schedule": lambda rows, column: sorted({row[column] for row in rows}),
    "timeline": lambda rows, column: sorted({row["tranche"] for row in rows if row["tranche"]}) if column == "tranche"
    else [row["deal"] for row in rows if not row["tranche"]],
}


class Comparison:
    def __init__(self, program, queries_of_a_book):
        self.queries_of_a_book = queries_of_a_book
        self.program = program
        self.differences = 0
        self.rows = 0

    def run(self, *arguments, found=0):
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True, check=False)
        if done.returncode not in (0, found):
            raise RuntimeError(f"gigawatch {' '.join(arguments)}: {done.stderr[:1000]}")
        return done.stdout

    def book(self, name, folder, days):
        with tempfile.TemporaryDirectory() as scratch:
            file = f"{scratch}/book.db"
            self.run("init", "-q", "-b", file)
            self.run("import", str(folder), "-q", "-b", file)
            for day in days:
                self.day(name, folder, file, day)
                self.years(name, folder, file, day)
            dated = sorted(day for day in days if day)
            for before, after in zip(dated, dated[1:] + [None]):
                self.changes(name, folder, file, before, after)
            self.views(name, folder, file)
            self.queries(name, folder, file, days)

    def day(self, name, folder, file, day):
        on = ["--on", day] if day else []
        for command, words in COMMANDS.items():
            named = words if words[0] in ("exposure", "schedule") else words[:1]
            options = reading.options_of([str(folder), *named, *on])
            wanted = reading.COMMANDS[words[0]](reading.Book(options.folder), options)
            got = json.loads(self.run(*words, *on, "-f", "json", "-b", file))
            if command == "deals":
                got = [{column: row[column] for column in DEALS_COLUMNS} for row in got]
            self.compare(f"{name} {' '.join(words + on)}", wanted, got)

    def years(self, name, folder, file, day):
        """Capacity online by the end of each year."""
        on = ["--on", day] if day else []
        words = ["capacity", "--by", "layer,basis,bucket", "--period", "2024..2031", *on]
        options = reading.options_of([str(folder), "capacity", *on])
        wanted = reading.capacity_by_year(reading.Book(options.folder), options, 2024, 2031)
        self.compare(f"{name} {' '.join(words)}", wanted, json.loads(self.run(*words, "-f", "json", "-b", file)))

    def changes(self, name, folder, file, before, after):
        """The lines of diff and of reconcile add up to what exposure says of the two days."""
        totals = [reading.COMMANDS["exposure"](reading.Book(options.folder), options) for options in
                  (reading.options_of([str(folder), "exposure", *(["--on", day] if day else [])]) for day in (before, after))]
        wanted = changes_of(*(sums(rows, "") for rows in totals))
        diff = ["diff", f"{before}..{after or ''}"]
        got = json.loads(self.run(*diff, "-f", "json", "-b", file, found=1))
        rows = [row for row in got if row["leg"]]
        self.compare(f"{name} {' '.join(diff)}", wanted, changes_of(sums(rows, "_before"), sums(rows, "_after")))
        if after is None:
            return
        reconcile = ["reconcile", "--on", before, "--and-on", after]
        rows = json.loads(self.run(*reconcile, "-f", "json", "-b", file))
        self.compare(f"{name} {' '.join(reconcile)}", wanted, changes_of(sums(rows, "_a"), sums(rows, "_b")))

    def views(self, name, folder, file):
        if shutil.which("sqlite3") is None:
            return
        done = subprocess.run(["sqlite3", "-json", file, EXPOSURE_OF_VIEWS], capture_output=True, text=True, check=True)
        options = reading.options_of([str(folder), "exposure"])
        wanted = reading.COMMANDS["exposure"](reading.Book(options.folder), options)
        self.compare(f"{name} views", wanted, json.loads(done.stdout or "[]"))

    def queries(self, name, folder, file, days):
        """The same query means the same legs, tranches and deals in every command."""
        dice = self.dice = random.Random(name)
        book = reading.Book(folder)
        maker = queries.Maker(dice, book)
        for _ in range(self.queries_of_a_book):
            tree = maker.tree()
            words = maker.words(tree)
            day = dice.choice(days)
            on = ["--on", day] if day else []
            self.query(f"{name} {words} {' '.join(on)}", queries.Meaning(book, tree), words, on, folder, file)

    def query(self, what, meaning, words, on, folder, file):
        for command, column, wanted in LISTS:
            options = reading.options_of([str(folder), "exposure", *on])
            got = json.loads(self.run(*command, *words, *on, "-f", "json", "-b", file))
            listed = LISTED.get(command[0], lambda rows, column: [row[column] for row in rows])(got, column)
            self.compare(f"{what} {command[0]} {column}", [[key] for key in wanted(meaning, options.on)],
                         [[key] for key in listed])
        self.conflicts(what, meaning, words, on, options.on, file)
        self.shows(what, meaning, file)
        for command in ("exposure", "loops"):
            options = reading.options_of([str(folder), command, *on])
            options.selects = meaning.means_leg
            if meaning.mentions("bucket"):
                options.buckets = reading.BUCKETS
            got = json.loads(self.run(command, *words, *on, "-f", "json", "-b", file))
            self.compare(f"{what} {command}", reading.COMMANDS[command](meaning.book, options), got)

    def conflicts(self, what, meaning, words, on, day, file):
        """Of all conflicts of the book those whose rows are meant; so a query and its `not` miss none about a leg."""
        every = json.loads(self.run("conflicts", *on, "-f", "json", "-b", file))
        got = json.loads(self.run("conflicts", *words, *on, "-f", "json", "-b", file))
        means = {row["subject"]: meaning.means_row(row["subject"], day) for row in every}
        self.compare(f"{what} conflicts", [row for row in every if means[row["subject"]]], got)

    def shows(self, what, meaning, file):
        """A party's page has every leg that it pays or is paid by name, a deal's page every leg and tranche of it."""
        party, deal = self.dice.choice(sorted(meaning.book.parties)), self.dice.choice(sorted(meaning.deals))
        legs = [f"legs/{key}" for key, row in meaning.legs.items()
                if party in (meaning.book.party(row["payer"]), meaning.book.party(row["payee"]))]
        of_deal = [f"legs/{key}" for key in meaning.legs_of[deal]] + [f"tranches/{key}" for key in meaning.tranches_of[deal]]
        for name, wanted, tables in (("parties/" + party, legs, ("legs",)), ("deals/" + deal, of_deal, ("legs", "tranches"))):
            rows = json.loads(self.run("show", name.split("/")[1], "-f", "json", "-b", file))
            if not any(row["subject"] == name for row in rows):
                continue  # a party of the same name
            got = {row["subject"] for row in rows if row["subject"].split("/")[0] in tables}
            self.compare(f"{what} show {name}", [[subject] for subject in wanted], [[subject] for subject in got])

    def compare(self, what, wanted, got):
        wanted, got = (sorted(json.dumps(row, sort_keys=True) for row in rows) for rows in (wanted, got))
        self.rows += len(got)
        if wanted == got:
            return
        self.differences += 1
        print(f"different: {what}")
        for row in [row for row in wanted if row not in got][:3]:
            print(f"  reading    {row}")
        for row in [row for row in got if row not in wanted][:3]:
            print(f"  gigawatch  {row}")


def random_books(comparison, seeds, size):
    for seed in seeds:
        dice = random.Random(seed)
        days = [None] + [f"{dice.randint(2022, 2028)}-{dice.randint(1, 12):02}-15" for _ in range(3)]
        with tempfile.TemporaryDirectory() as folder:
            maker = books.Maker(seed, size)
            maker.make()
            maker.write(Path(folder))
            comparison.book(f"seed {seed}:", folder, days)


def main():
    parser = argparse.ArgumentParser(description="Holds gigawatch against the independent reading.")
    parser.add_argument("program")
    parser.add_argument("--seeds", default="1..40")
    parser.add_argument("--size", type=int, default=25)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--queries", type=int, default=4, help="random queries for each book")
    options = parser.parse_args()
    comparison = Comparison(options.program, options.queries)
    if options.folder:
        comparison.book(options.folder.name, options.folder, [None, "2024-12-31", "2025-11-03", "2026-06-30"])
        count = 1
    else:
        first, last = (int(end) for end in options.seeds.split(".."))
        random_books(comparison, range(first, last + 1), options.size)
        count = last - first + 1
    print(f"{count} books, {comparison.rows} rows, {comparison.differences} differences")
    sys.exit(1 if comparison.differences or not comparison.rows else 0)


if __name__ == "__main__":
    main()
