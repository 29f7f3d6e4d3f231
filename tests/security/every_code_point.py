#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""every_code_point.py BINARY [--raw]: every code point of Unicode through the program. What a text cell may hold comes out of the formats
for people escaped, or as it is, never as a control; out of the machine formats it comes as it went in. What it may not hold, it may not
in any table, and the error that says so, as every error, shows it escaped, in names of files too. A text that a spreadsheet would run
is guarded whatever it begins with. --raw takes what sqlite3 prints for what gigawatch does, and must fail."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "formats"))
import workbook  # noqa: E402

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # but for our isolates, in pairs on one line
RAW = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f{BIDI}\u2028\u2029]")
OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
PER_CELL = 8000  # a cell of a workbook holds 32,767 units of UTF-16
FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
SKIPPED = " \u00a0\ufeff'"  # before it


def expect(condition, message):
    if not condition:
        raise AssertionError(message)


def code_points():
    return [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]


def may_stand(character):
    """In a text cell (docs/format.md)."""
    code = ord(character)
    return character == "\n" or not (code < 0x20 or 0x7F <= code < 0xA0 or character in OVERRIDES)


def check_for_people(text, what):
    raw = RAW.search(re.sub("\u2068([^\u2068\u2069\n]*)\u2069", r"\1", text))
    if raw:
        raise AssertionError(f"{what}: raw U+{ord(raw.group()):04X}")


class Program:
    def __init__(self, binary, folder, raw):
        self.binary, self.folder, self.raw = binary, folder, raw
        self.environment = {"HOME": folder, "PATH": os.environ["PATH"], "GIGAWATCH_BOOK": "book.db"}

    def run(self, *words, exit_code=0):
        done = subprocess.run([self.binary, *words], cwd=self.folder, env=self.environment, capture_output=True, check=False)
        expect(exit_code is None or done.returncode == exit_code, f"{words[:2]}: exit {done.returncode}: {done.stderr[:300]}")
        return done.stdout.decode(), done.stderr.decode()

    def write(self, name, rows):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    def query(self, form):
        if self.raw:
            done = subprocess.run(["sqlite3", "book.db", QUERY], cwd=self.folder, capture_output=True, check=True)
            return done.stdout.decode()
        return self.run("sql", QUERY, "-f", form)[0]


QUERY = "select deal, note from deals order by deal"


def unguarded(text):
    return text[1:] if re.match(f"'[{SKIPPED}]*[{FORMULA}]", text) else text


def check_formats(program, notes):
    for form in ("table", "md", "html"):
        shown = program.query(form)
        check_for_people(shown, form)
        expect(len(shown) > sum(map(len, notes.values())), f"{form} has them all")
    check_for_people(program.run("sql", QUERY, "--ascii", "--width", "40")[0], "table, 40 wide")
    check_for_people(re.sub("\x1b\\[[0-9;]*m", "", program.run("deals", "--color", "always")[0]), "deals, in colour")
    read = {row[0]: unguarded(row[1]) for row in csv.reader(io.StringIO(program.query("csv"), newline="")) if row[0] != "deal"}
    expect(read == notes, "csv reads back")
    tsv = [line.split("\t") for line in program.query("tsv").split("\n")[1:-1]]
    escapes = {"\\n": "\n", "\\t": "\t", "\\r": "\r", "\\\\": "\\"}
    read = {deal: unguarded(re.sub(r"\\.", lambda found: escapes[found.group()], note)) for deal, note in tsv}
    expect(read == notes, "tsv reads back")
    expect({row["deal"]: row["note"] for row in json.loads(program.query("json"))} == notes, "json reads back")
    lines = [json.loads(line) for line in program.query("ndjson").split("\n") if line]
    expect({row["deal"]: row["note"] for row in lines} == notes, "ndjson reads back")
    for form in ("csv", "tsv", "json", "ndjson"):
        expect(all(may_stand(c) or c in "\r\t" for c in set(program.query(form))), f"{form} has a raw control")
    check_workbook(program, notes)


def check_workbook(program, notes):
    program.run("sql", QUERY, "-o", "answer.xlsx")
    read = dict(workbook.read_workbook(os.path.join(program.folder, "answer.xlsx"))["sql"][1:])  # no formula is in it
    for deal, note in notes.items():
        expect(read[deal] == note.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"), f"{deal} differs in the workbook")  # XML


def check_refusals(program):
    """What a cell may not hold: by itself in a cell, a query and a file's name, and all together in every kind of message."""
    refused = [c for c in code_points() if not may_stand(c)]
    for character in refused:
        name = f"a{character}b"
        program.write("deals.csv", [["deal", "kind", "note"], ["refused", "deal", name]])
        check_for_people(program.run("import", "deals.csv", exit_code=3)[1], f"import of U+{ord(character):04X}")
        if character != "\0":  # which no argument holds
            check_for_people(program.run("exposure", name, exit_code=2)[1], f"query with U+{ord(character):04X}")
            check_for_people(program.run("import", f"{name}.csv", exit_code=4)[1], f"file with U+{ord(character):04X}")
    name = "a" + "".join(refused[1:]) + "\u200b\u2028\u2029\ufeff\u061c\u200f\u0378\U000e0041b"
    for words in (["exposure", f"payer:{name}"], ["show", name], ["sql", f"select {name}"], ["deals", "--by", name], [name],
                  [f"--{name}"], ["deals", "-b", f"{name}.db"], ["deals", "-o", f"{name}/x.csv"], ["deals", "-o", name],
                  ["export", f"no/{name}"], ["set", name, name], ["set", "deals/d000", f"note={name}"], ["help", name], ["rm", name],
                  ["add", "deal", name, f"{name}={name}"], ["init", "-b", f"no/{name}.db"], ["backup", f"no/{name}"], ["check", name],
                  ["import", "deals.csv", "--rules", name], ["exposure", "--on", name], ["log", name], ["diff", name]):
        out, said = program.run(*words, exit_code=None)
        expect(said, f"{words[0]} says nothing")
        check_for_people(said + out, words[0])


def check_formulas(program):
    """Each first character, of texts that could be formulas with it: guarded, and the same after export and import."""
    firsts = [c for c in code_points() if may_stand(c) and (ord(c) < 0x3100 or 0xF900 <= ord(c) < 0x10100 or ord(c) % 251 == 0)]
    notes = {f"d{number}": first + rest for number, (first, rest) in enumerate((c, r) for c in firsts for r in ("1+1", "=1") if r < "=" or ord(c) < 0x300)}
    notes |= {f"e{number}": skipped + first + "1" for number, (skipped, first) in
              enumerate((s, f) for s in ("'", " ", "\u00a0", "\ufeff", " '", "''") for f in FORMULA if may_stand(f))}
    notes = {deal: note for deal, note in notes.items() if note.strip(" ") == note}  # cells are trimmed
    program.run("init", "-q", "-b", "formulas.db")
    header = [["deal", "kind", "note"]]
    program.write("deals.csv", header + [[deal, "deal", "'" + note if unguarded("'" + note) == note else note]
                                         for deal, note in notes.items()])
    program.run("import", "-q", "-b", "formulas.db", "deals.csv")
    program.run("export", "-q", "-b", "formulas.db", "one")
    with open(os.path.join(program.folder, "one", "deals.csv"), encoding="utf-8", newline="") as file:
        written = {row["deal"]: row["note"] for row in csv.DictReader(file)}
    for deal, note in notes.items():
        runs = re.match(f"[{SKIPPED}]*[{FORMULA}]", note)
        expect(written[deal] == ("'" + note if runs else note), f"{note!r} is written as {written[deal]!r}")
    program.run("init", "-q", "-b", "again.db")
    program.run("import", "-q", "-b", "again.db", "one")
    program.run("export", "-q", "-b", "again.db", "two")
    for name in os.listdir(os.path.join(program.folder, "one")):
        with open(os.path.join(program.folder, "one", name), "rb") as one, open(os.path.join(program.folder, "two", name), "rb") as two:
            expect(one.read() == two.read(), f"{name} differs after export, import, export")
    return len(notes)


def main():
    with tempfile.TemporaryDirectory() as folder:
        program = Program(os.path.abspath(sys.argv[1]), folder, "--raw" in sys.argv)
        standing = [c for c in code_points() if may_stand(c)]
        texts = ["".join(standing[at : at + PER_CELL]) for at in range(0, len(standing), PER_CELL)]
        notes = {f"d{number:03}": f"a{text}z" for number, text in enumerate(texts)}
        program.run("init", "-q")
        program.write("deals.csv", [["deal", "kind", "title", "note"], *([deal, "deal", "t" + note[1:200], note] for deal, note in notes.items())])
        program.run("import", "-q", "deals.csv")
        check_formats(program, notes)
        check_refusals(program)
        formulas = check_formulas(program)
        print(f"{len(standing)} code points in 8 formats, {formulas} texts that may be formulas")


main()
