#!/usr/bin/env python3
"""Random books through import, export and their history, byte for byte.

    random_books.py PROGRAM [--seeds 1..200] [--steps 8] [--keep FOLDER]
    random_books.py PROGRAM --exchange [--seeds 1..10000] [--keep FOLDER]

For every seed: a random book is imported and exported; the export, its rows, columns and files
shuffled, is imported into a new book, whose export must be the same bytes. Then a random sequence of
imports, set, add, rm and undo, one a day: the export as of every one of these days must be the bytes
that were exported then, `verify` must find nothing, and undoing all but the first import must give
the first export again. Prints what was tried and how much of it was done and refused.

With --exchange every text of the random book is hostile (formulas, quotes, line ends, other scripts,
letters that combine, hidden characters), it is not edited, and a table of it, asked for as JSON, must
be what the book's file holds.
"""
import argparse
import csv
import io
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "oracle"))
import books  # noqa: E402

TEXTS = books.NOTES + ["'quoted'", "'=1+1", "x" * 3000, "\u202fnarrow", "a\tb".replace("\t", " ")]
AMOUNTS = ["", "1bn", "~40bn", "..100bn", "10bn..", "17.4bn..19.4bn", "1", "99999999999999999"]
DATES = ["", "2026", "2026-Q3", "..2026", "2027..", "2025-12-31", "2025-02..2027-H1"]
KEYS = {"legs": 2, "deals": 1, "parties": 1, "sources": 1, "tranches": 1, "sites": 1, "events": 3,
        "milestones": 3, "links": 3, "leg_links": 3}


FREE_TEXTS = {"note", "title", "what", "quote", "publisher", "condition", "label", "region", "reason"}
PIECES = ["=", "+", "-", "@", "'", "''", "＝", "＠", '"', '""', ",", ";", "\n", "\n\n", " ", "\u00a0", "\ufeff",
          "\\", "</script>", "<!--", "&amp;", "NULL", "null", "0", "-0", "1e9", "38bn", "#REF!", "{}", "%s",
          "Tập đoàn", "Ta\u0323\u0302p", "شركة", "\u200f", "חברה", "株式会社", "극광", "Эмбер", "ﬁ", "İ", "ß", "ǅ",
          "\u200b", "\u200d", "👩‍👩‍👧", "🇻🇳", "e\u0301\u0327", "\U0001f3d7", "\u00ad", "\ue000", "\U0010fffd",
          "\u0378", "\u2028", "\uffff", "x" * 2000]


class Failure(Exception):
    pass


class Book:
    def __init__(self, program, folder):
        self.program, self.folder, self.path = program, folder, folder / "book.db"

    def run(self, *words, may_fail=False):
        done = subprocess.run([self.program, *words, "-b", str(self.path)], cwd=self.folder,
                              capture_output=True, text=True, errors="surrogateescape", check=False,
                              env={"LC_ALL": "C", "USER": "tester"})
        if done.returncode not in ((0, 2, 3) if may_fail else (0,)):
            raise Failure(f"{words}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def export(self, *words):
        target = self.folder / "export"
        shutil.rmtree(target, ignore_errors=True)
        self.run("export", str(target), "-q", *words)
        return {file.name: file.read_bytes() for file in sorted(target.iterdir())}


def differ(one, two):
    return [name for name in sorted(set(one) | set(two)) if one.get(name) != two.get(name)]


def read(cells):
    return list(csv.reader(io.StringIO(cells.decode(), newline="")))


def write(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def shuffled(dice, export, folder):
    folder.mkdir()
    for name, cells in export.items():
        if not name.endswith(".csv"):
            continue
        header, *rows = read(cells)
        dice.shuffle(rows)
        order = list(range(len(header)))
        dice.shuffle(order)
        write(folder / name, [[row[i] for i in order] for row in [header, *rows]])
    return folder


def rows_of(export, table):
    header, *rows = read(export[table + ".csv"])
    return header, rows


def guarded(text):
    rest = text.lstrip(" \u00a0\ufeff'")
    return "'" + text if rest[:1] and rest[0] in "=+-@\t\r\n＝＋－＠" else text


def mutate(dice, header, row):
    """The row with one to three other cells."""
    row = list(row)
    for _ in range(dice.randint(1, 3)):
        column = dice.choice(header)
        at = header.index(column)
        if column in ("note", "title", "what", "quote"):
            row[at] = guarded(dice.choice(TEXTS))
        elif column in ("amount", "headline") and row[header.index("currency")]:
            row[at] = dice.choice(AMOUNTS[1:])
        elif column in ("start", "agreed", "published"):
            row[at] = dice.choice(DATES)
    return row


def change_by_import(dice, book, export):
    table = dice.choice([t for t in ("legs", "deals", "sources", "events", "tranches", "parties")
                         if len(rows_of(export, t)[1]) > 0])
    header, rows = rows_of(export, table)
    chosen = dice.sample(rows, min(len(rows), dice.randint(1, 4)))
    path = book.folder / f"{table}.csv"
    write(path, [header, *(mutate(dice, header, row) for row in chosen)])
    return ["import", str(path)]


def random_row(dice, export):
    table = dice.choice([t for t in KEYS if len(rows_of(export, t)[1]) > 0])
    header, rows = rows_of(export, table)
    row = dice.choice(rows)
    return table, header, table + "/" + "/".join(row[:KEYS[table]])


def change_by_set(dice, _, export):
    _, header, name = random_row(dice, export)
    column = dice.choice([c for c in header if c in ("note", "title", "start", "amount", "name")] or
                         ["note"])
    value = dice.choice({"start": DATES, "amount": AMOUNTS}.get(column, TEXTS))
    return ["set", name, f"{column}={value}"]


def change_by_add(dice, _, export):
    deals = rows_of(export, "deals")[1]
    parties = rows_of(export, "parties")[1]
    if len(parties) < 2 or not deals or dice.random() < 0.5:
        return ["add", "party", f"new-{dice.randint(1, 9)}", f"name=New {dice.randint(1, 9)}",
                "kind=company", f"note={dice.choice(TEXTS)}"]
    payer, payee = dice.sample(parties, 2)
    return ["add", "leg", dice.choice(deals)[0], f"payer={payer[0]}", f"payee={payee[0]}",
            "kind=compute", "amount=" + dice.choice(AMOUNTS[1:]), "currency=USD"]


def change_by_rm(dice, _, export):
    name = random_row(dice, export)[2]
    return ["rm", name] + (["--with-dependents"] if dice.random() < 0.5 else [])


def change_by_undo(dice, _book, _export):
    return ["undo"] if dice.random() < 0.6 else ["undo", str(dice.randint(2, 9))]


CHANGES = [change_by_import, change_by_set, change_by_add, change_by_rm, change_by_undo]


def day(number):
    return f"2026-{1 + number // 28:02}-{1 + number % 28:02}"


def hostile_text(dice):
    return "".join(dice.choice(PIECES) for _ in range(dice.randint(1, 6)))


def make_hostile(dice, folder):
    """Every other free text of a book that was just made becomes a hostile one."""
    for path in sorted(folder.glob("*.csv")):
        header, *rows = read(path.read_bytes())
        for row in rows:
            for at, column in enumerate(header):
                if (path.stem, column) == ("fx_rates", "quote"):
                    continue  # a currency
                prose = row[header.index("field")].startswith("topic:") if "field" in header else False
                if (column in FREE_TEXTS or (column == "value" and prose)) and dice.random() < 0.5:
                    if row[at] or column not in ("condition", "reason", "value"):
                        row[at] = guarded(hostile_text(dice))
        write(path, [header, *rows])


def check_json(dice, book, export):
    """A table of the book, as JSON, against the file that holds it."""
    table = dice.choice(sorted(name.removesuffix(".csv") for name in export if name.endswith(".csv")))
    with sqlite3.connect(f"file:{book.path}?mode=ro", uri=True) as file:
        stored = file.execute(f"select * from {table} order by 1, 2, 3")
        names = [column[0] for column in stored.description]
        rows = [dict(zip(names, row)) for row in stored]
    told = json.loads(book.run("sql", f"select * from {table} order by 1, 2, 3", "-f", "json").stdout)
    if told != rows:
        raise Failure(f"{table} as JSON is not what the file holds: {told} and {rows}")


def check_exchange(program, seed, folder, tally):
    dice = random.Random(seed)
    maker = books.Maker(seed, dice.choice([2, 5, 8, 12, 25]))
    maker.make()
    maker.write(folder / "made")
    make_hostile(dice, folder / "made")
    book = Book(program, folder)
    book.run("init", "-q")
    done = book.run("import", "-q", str(folder / "made"), "--today", day(0), may_fail=True)
    if done.returncode:
        raise Failure(f"the random book was refused: {done.stderr[:500]}")
    export = book.export()
    check_round_trip(dice, program, folder, export)
    check_json(dice, book, export)
    for name, cells in export.items():
        tally[("change_by_" + name, "rows")] += cells.count(b"\n")
    tally[("change_by_all", "bytes")] += sum(len(cells) for cells in export.values())


def check_round_trip(dice, program, folder, export):
    other = Book(program, folder / "other")
    other.folder.mkdir()
    other.run("init", "-q")
    other.run("import", "-q", str(shuffled(dice, export, other.folder / "csv")))
    if wrong := differ(export, other.export()):
        raise Failure(f"export, import, export differ in {wrong}")
    check_json_trip(dice, other, folder)


def check_json_trip(dice, book, folder):
    """The book as JSON, its rows and columns shuffled, gives a book that is the same JSON."""
    book.run("export", "json", "--json", "-q")
    told = {path.name: path.read_bytes() for path in sorted((book.folder / "json").glob("*.json"))}
    other = Book(book.program, folder / "json")
    (other.folder / "in").mkdir(parents=True)
    for name, text in told.items():
        rows = [dict(dice.sample(list(row.items()), len(row))) for row in json.loads(text)]
        rows = [{column: cell for column, cell in row.items() if cell is not None or dice.random() < 0.5} for row in rows]
        dice.shuffle(rows)
        (other.folder / "in" / name).write_text(json.dumps(rows, ensure_ascii=dice.random() < 0.5,
                                                           indent=dice.choice([None, 1])), encoding="utf-8")
    other.run("init", "-q")
    other.run("import", "-q", "in")
    other.run("export", "json", "--json", "-q")
    again = {path.name: path.read_bytes() for path in sorted((other.folder / "json").glob("*.json"))}
    if wrong := differ(told, again):
        raise Failure(f"JSON, import, JSON differ in {wrong}")


def check_seed(program, seed, steps, folder, tally):
    dice = random.Random(seed)
    book = Book(program, folder)
    maker = subprocess.run([sys.executable, str(Path(books.__file__)), str(folder / "made"),
                            "--seed", str(seed)], capture_output=True, text=True, check=False)
    if maker.returncode != 0:
        raise Failure(maker.stderr)
    book.run("init", "-q")
    book.run("import", "-q", str(folder / "made"), "--today", day(0))
    first = book.export()
    check_round_trip(dice, program, folder, first)
    exports = [first]
    for step in range(1, steps + 1):
        empty = not rows_of(exports[-1], "deals")[1] or not rows_of(exports[-1], "legs")[1]
        change = change_by_undo if empty else dice.choice(CHANGES)
        words = change(dice, book, exports[-1])
        done = book.run(*words, "-q", "--today", day(step), may_fail=True)
        tally[(change.__name__, "refused" if done.returncode else "done")] += 1
        exports.append(book.export())
        if done.returncode and (wrong := differ(*exports[-2:])):
            raise Failure(f"{words} was refused, but changed {wrong}")
    for step, export in enumerate(exports):
        if wrong := differ(export, book.export("--as-of", day(step))):
            raise Failure(f"as of day {step}, {wrong} are not what they were")
    book.run("verify", "-q")
    log = csv.DictReader(book.run("log", "-f", "csv").stdout.splitlines())
    for change in [row["change"] for row in log if row["change"] != "1"]:
        book.run("undo", change, "-q", "--today", day(steps + 1))
    if wrong := differ(first, book.export()):
        raise Failure(f"all edits undone, but {wrong} are not as at first")
    book.run("verify", "-q")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    arguments.add_argument("program")
    arguments.add_argument("--seeds", default="1..200")
    arguments.add_argument("--steps", type=int, default=8)
    arguments.add_argument("--keep")
    arguments.add_argument("--exchange", action="store_true")
    given = arguments.parse_args()
    low, high = (int(n) for n in given.seeds.split(".."))
    tally = Counter()
    failed = 0
    for seed in range(low, high + 1):
        if (seed - low) % 500 == 499:
            print(f"{seed - low + 1} books, {failed} failures", file=sys.stderr, flush=True)
        folder = Path(tempfile.mkdtemp(prefix="gigawatch-"))
        try:
            program = str(Path(given.program).resolve())
            if given.exchange:
                check_exchange(program, seed, folder, tally)
            else:
                check_seed(program, seed, given.steps, folder, tally)
        except Failure as failure:
            failed += 1
            print(f"seed {seed}: {failure}")
            if given.keep:
                shutil.copytree(folder, Path(given.keep) / str(seed), dirs_exist_ok=True)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    for (name, outcome), count in sorted(tally.items()):
        print(f"{name.removeprefix('change_by_'):<18}{outcome:<8}{count}")
    for name in (change.__name__ for change in CHANGES):
        if not given.exchange and high - low >= 50 and tally[(name, "done")] == 0:
            print(f"{name} was never done: nothing is proved of it")
            failed += 1
    print(f"{high - low + 1} books, {failed} failures")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
