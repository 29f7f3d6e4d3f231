#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""headers.py BINARY FOLDER...: the header of a machine format depends on the command line only. Runs command lines over an
empty book and over a book of each folder, on two days, and wants to see one header for each, or one refusal."""

import os
import subprocess
import sys
import tempfile

LINES = """
exposure
exposure --by deal,currency,agreed_year
exposure --period 2026..2028 --step half
exposure --layout wide
exposure --layout wide --period 2026..2028
exposure --layout wide --period 2026..
exposure --with share,large,paid,press_only
exposure --with metric:revenue --by payer
exposure --end-demand --by leg
exposure not:currency:USD
exposure --columns payer,lo,unknown
schedule
schedule --layout wide
schedule --layout wide --period 2025..2027 --step quarter
schedule --layout tidy --period ..2027
capacity
capacity --by user,hardware,status
capacity --period 2026..2028
capacity --period 2026.. --by tranche
capacity --layout wide
capacity --layout wide --period 2026..2028
capacity --layout wide --period ..2028
capacity --implied
capacity --pue 1.3
loops
loops --count
circularity
circularity --period 2025..2026
circularity --by deal
circularity --by leg
circularity --by loop
deals
parties
timeline
timeline --today 2026-11-03
conflicts
sources
stats
net
coverage
per-gw
concentration
concentration --by payee
ownership
diff 2025-12-31
diff 2025-06-30..2025-12-31 --by payer
reconcile class:spend class:capital
reconcile class:spend --on 2025-06-30 --and-on 2025-12-31
check
log
verify
""".strip().splitlines()


# Their columns would hang on the book.
REFUSED = ["exposure --layout wide --period 2026..", "schedule --layout wide", "capacity --layout wide --period ..2028"]


def header_of(binary, book, line, day):
    words = line.split()
    takes_day = words[0] not in ("diff", "reconcile", "verify", "log", "check")
    done = subprocess.run([binary, *words, *(["--on", day] if day and takes_day else []), "-q", "-f", "csv", "-b", book],
                          capture_output=True, text=True, check=False)
    if done.returncode == 2:
        return "refused: " + done.stderr.splitlines()[0]
    if done.returncode not in (0, 1):
        sys.exit(f"{line}: exit {done.returncode}: {done.stderr}")
    return done.stdout.split("\r\n", 1)[0].split("\n", 1)[0]


def main():
    binary, *folders = sys.argv[1:]
    binary = os.path.abspath(binary)
    with tempfile.TemporaryDirectory() as place:
        books = []
        for folder in [None, *folders]:
            books.append(f"{place}/{len(books)}.db")
            subprocess.run([binary, "init", "-q", "-b", books[-1]], check=True)
            if folder:
                subprocess.run([binary, "import", "-q", folder, "-b", books[-1]], check=True)
        wrong = 0
        for line in LINES:
            headers = {header_of(binary, book, line, day) for book in books for day in (None, "2025-06-30")}
            refused = any(header.startswith("refused") for header in headers)
            if len(headers) != 1 or refused != (line in REFUSED):
                wrong += 1
                print(f"gigawatch {line}:", *sorted(headers), sep="\n  ")
    print(f"{len(LINES)} command lines, {wrong} whose header hangs on the book")
    sys.exit(1 if wrong else 0)


main()
