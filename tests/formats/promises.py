#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""promises.py BINARY FOLDER: runs every command that a footnote prints and holds it to its word: `5 legs: gigawatch ...` must
list 5 legs, whatever was asked: on a day, of end demand, of a book that was named, of the book as it was."""

import csv
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile

QUESTIONS = """
exposure
exposure payer:openai
exposure payer:openai bucket:committed
exposure payee:nvidia class:spend --end-demand
exposure --end-demand --on 2025-12-31
exposure 'openai or anthropic' not:class:capital --by class --on 2026-03-31
exposure not:currency:USD
exposure amount:unknown
exposure --period 2026..2028
exposure payer:openai --period 2026.. --step half --layout tidy
exposure --layout wide payer:microsoft
exposure --with share,paid payer:oracle
schedule
schedule payer:openai --period 2026..2030
schedule --by class --end-demand --on 2026-01-01
concentration
concentration payee:nvidia class:spend --end-demand
net microsoft openai
net nvidia --end-demand
capacity
capacity --period 2026..2028
capacity user:openai --period ..2027 --by layer --layout wide
capacity layer:site bucket:committed --on 2025-12-31 --period 2025..2030
capacity --pue 1.3 power:unknown
deals
timeline --today 2026-11-03
conflicts
coverage
per-gw
check
check single-witness
check --severity error --on 2026-01-01 --today 2026-06-30
""".strip().splitlines()
PROMISE = re.compile(r"(?:^|: )([\d,]+) (leg|tranche|note|warning)s?[^:]*: (gigawatch .*)$")
# What a footnote counts, where it is not rows.
COUNTED = {"without an amount": "unknown", "of unknown power": "unknown", "without a rate": "unconverted"}


class Program:
    def __init__(self, binary, place, book):
        self.binary, self.place, self.book = binary, place, book

    def run(self, words, named):
        environment = {"PATH": os.environ["PATH"], "HOME": self.place}
        if not named:
            environment["GIGAWATCH_BOOK"] = self.book
        done = subprocess.run([self.binary, *words], env=environment, cwd=self.place, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            sys.exit(f"gigawatch {shlex.join(words)}: exit {done.returncode}: {done.stderr}")
        return done.stdout


def kept(program, note, named):
    """What is wrong with a footnote's command; None: nothing. No promise: it only has to run."""
    command = note[note.index("gigawatch "):]
    words = shlex.split(command)[1:]
    if not words or re.search(r"[A-Z]{3,}", command) or words[0] == "help":
        return None
    rows = list(csv.DictReader(io.StringIO(program.run([*words, "-f", "csv"], named))))
    promise = PROMISE.search(note)
    if not promise or "among " in note:
        return None
    wanted = int(promise[1].replace(",", ""))
    column = next((column for start, column in COUNTED.items() if start in note), None)
    if promise[2] in ("note", "warning"):
        rows = [row for row in rows if row["severity"] == promise[2]]
    got = sum(int(row[column]) for row in rows) if column else len(rows)
    return None if got == wanted else f"promises {wanted}, has {got}"


def main():
    binary, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as place:
        book = os.path.join(place, "a book.db")
        program = Program(binary, place, book)
        program.run(["init", "-q", "-b", book], True)
        program.run(["import", "-q", folder, "--today", "2026-11-03", "-b", book], True)
        ways = [([], False), (["-b", "a book.db"], True), (["--as-of", "2026-11-03"], False)]
        promises = wrong = 0
        for question in QUESTIONS:
            for extra, named in ways:
                words = shlex.split(question) + extra
                for note in program.run([*words, "--width", "0", "-q"], named).split("\n\n", 1)[-1].splitlines():
                    if "gigawatch " not in note:
                        continue
                    promises += bool(PROMISE.search(note))
                    problem = kept(program, note, named)
                    if problem:
                        wrong += 1
                        print(f"gigawatch {shlex.join(words)}: {problem}: {note}")
    print(f"{promises} promises, {wrong} broken")
    sys.exit(1 if wrong or promises < 50 else 0)


main()
