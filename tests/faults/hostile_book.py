#!/usr/bin/env python3
"""Books that somebody has changed byte by byte: an answer or a refusal, never a crash, never a wait.

    hostile_book.py PROGRAM [--every 1] [--random 0] [--seed 1]

Every byte of the first two pages is turned, one at a time (--every takes every so many), then several random bytes of
the whole file at once, --random times. Commands that read, check, export and write are asked in turn. Each ends with
an exit code of the contract within two seconds; what is refused for its data has exit code 3. A run on a book whose
reader crashes (a program that is none) comes first and must be found out.
"""
import argparse
import random
import subprocess
import sys

from place import Findings, Place, control, finish

COMMANDS = (["exposure", "-f", "csv"], ["check"], ["verify"], ["deals"], ["log"], ["show", "deal-1"],
            ["sql", "select count(*) from counted_legs"], ["export", "out", "--force"],
            ["add", "deal", "new", "kind=deal"], ["undo"], ["backup", "copy.db"])
PATIENCE = 2  # seconds
PAGES = 2


class Trial:
    def __init__(self, place):
        self.place = place
        self.book = place.folder / "book.db"
        place.must("init", "-q", "-b", self.book)
        place.must("import", "-q", place.write_sheets("sheets", 20), "-b", self.book)
        self.sound = self.book.read_bytes()
        self.page = int.from_bytes(self.sound[16:18], "big")

    def ask(self, words, changes):
        content = bytearray(self.sound)
        for at, byte in changes:
            content[at] = byte
        (self.place.folder / "book.db-journal").unlink(missing_ok=True)
        (self.place.folder / "copy.db").unlink(missing_ok=True)
        self.book.write_bytes(content)
        try:
            done = subprocess.run([self.place.program, *words, "-b", str(self.book)], stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, cwd=self.place.folder, env=self.place.environment(),
                                  stdin=subprocess.DEVNULL, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            return f"{words[0]} takes more than {PATIENCE} s"
        if done.returncode not in (0, 1, 2, 3, 4):
            return f"{words[0]}: exit {done.returncode}: {done.stdout[-300:]!r}"
        if done.returncode in (3, 4) and b"error:" not in done.stdout and b"not whole" not in done.stdout:
            return f"{words[0]}: exit {done.returncode} without an error: {done.stdout[-300:]!r}"
        return ""

    def every_byte(self, step):
        findings = Findings()
        for at in range(0, PAGES * self.page, step):
            words = COMMANDS[at % len(COMMANDS)]
            byte = self.sound[at] ^ (0xFF if at % 2 else 1 << at // 2 % 8)
            findings.check(self.ask(words, [(at, byte)]), f"byte {at} turned into {byte:#04x}")
        return findings

    def random_bytes(self, times, rng):
        findings = Findings()
        for _ in range(times):
            changes = [(rng.randrange(len(self.sound)), rng.randrange(256)) for _ in range(rng.choice((1, 3, 10, 100)))]
            findings.check(self.ask(rng.choice(COMMANDS), changes), f"changes {changes[:10]}")
        return findings


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    arguments.add_argument("program")
    arguments.add_argument("--every", type=int, default=1)
    arguments.add_argument("--random", type=int, default=0)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    with Place(given.program) as place:
        trial = Trial(place)
        broken = place.folder / "crashes"
        broken.write_text("#!/bin/sh\nkill -SEGV $$\n")
        broken.chmod(0o700)
        place.program, program = str(broken), place.program
        sound = control("a program that crashes", trial.every_byte(400))
        broken.write_text("#!/bin/sh\nsleep 60\n")
        sound = control("a program that hangs", trial.every_byte(4096)) and sound
        place.program = program
        bytes_turned = trial.every_byte(given.every).line("every byte")
        sound = bytes_turned.sound() and sound
        changed = Findings()
        if given.random:
            changed = trial.random_bytes(given.random, random.Random(given.seed)).line("random bytes")
            sound = changed.sound() and sound
    finish(sound, f"{bytes_turned.points:,} bytes turned, {changed.points:,} books with random bytes, seed {given.seed}: "
                  f"{len(bytes_turned.wrong + changed.wrong)} wrong")


if __name__ == "__main__":
    sys.exit(main())
