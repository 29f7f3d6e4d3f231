#!/usr/bin/env python3
"""Programs that are killed at random moments: nothing acknowledged is lost, no file is half there.

    killed.py PROGRAM RECORDED_CALLS [--kills 200] [--seed 1]

In turn an import, an undo, an add, a migration, a backup and an export are started and killed (SIGKILL), half of them
after a random part of the time that they take, half after a random one of their calls that change files. The next command finds what is left, a hot journal too, and may be killed
while it recovers. After each kill the book says what it said before or what the command makes of it, the latter if
the command had ended with exit code 0; a backup or an exported file is whole or absent. A program that asks for no
journal (RECORDED_CALLS, preloaded) comes first and must be found out.
"""
import argparse
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from place import Findings, Place, control, dump, finish
from power_loss import read_record

BOOK_LASTS = 250  # kills: its history grows with each, and all of it is compared each time
JOURNAL_MAGIC = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"


class Trial:
    def __init__(self, place, rng, deals, recorder, **weaken):
        self.place, self.rng = place, rng
        self.preloaded = {"LD_PRELOAD": str(recorder.resolve()), **weaken}
        self.book = place.folder / "book.db"
        self.findings = Findings()
        self.hot = self.ended = self.fresh = 0
        self.durations = {}
        self.first = place.write_sheets("first", 30)
        self.sheets = place.write_sheets("more", deals, first=1000)
        self.begin_book()
        self.older = place.folder / "older.db"
        self.older.unlink(missing_ok=True)
        place.must("init", "-q", "-b", self.older)
        place.make_older(self.older)

    def begin_book(self):
        for path in self.place.folder.glob("book.db*"):
            path.unlink()
        self.place.must("init", "-q", "-b", self.book)
        self.place.must("import", "-q", self.first, "-b", self.book)
        self.calls = {}

    def verify_book(self):
        verified = self.place.run("verify", "-b", self.book)
        if verified.returncode:
            self.findings.wrong.append(f"verify: {verified.stdout}")

    def kill(self, *words):
        """Starts the command and kills it; None, or its exit code if it was faster."""
        kind = words[0]
        most = self.durations.get(kind, 0.05)
        preloaded = {}
        if "GW_WEAKEN" in self.preloaded or self.rng.random() < .5:
            most = 60
            preloaded = {**self.preloaded, "GW_KILL_AT": str(self.rng.randint(1, self.count_calls(words)))}
        began = time.monotonic()
        process = subprocess.Popen([self.place.program, *map(str, words)], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, cwd=self.place.folder,
                                   env=self.place.environment(**preloaded))
        try:
            code = process.wait(timeout=most if preloaded else self.rng.uniform(0, 1.1) * most)
            if code == -signal.SIGKILL:
                return None
            if not preloaded:
                self.durations[kind] = 0.8 * most + 0.2 * (time.monotonic() - began)
            self.ended += 1
            return code
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return None

    def count_calls(self, words):
        """How many calls change files, learnt on a copy of the book the first time."""
        if words[0] not in self.calls:
            record, book = self.place.folder / "record", self.place.folder / "counted.db"
            shutil.copy(words[-1], book)
            self.place.run(*words[:-1], book, GW_RECORD=str(record), **self.preloaded)
            self.calls[words[0]] = sum(1 for _ in read_record(record)) if record.exists() else 1
            for path in [record, *self.place.folder.glob("counted.db*"), self.place.folder / "backup.db",
                         self.place.folder / "deals.csv"]:
                path.unlink(missing_ok=True)
        return self.calls[words[0]]

    def count_journal(self, book):
        journal = Path(f"{book}-journal")
        if journal.exists() and journal.read_bytes()[:8] == JOURNAL_MAGIC:
            self.hot += 1

    def judge(self, kind, code, now, before, after):
        if code not in (None, 0):
            return self.findings.check(f"exit {code}", kind)
        if code == 0 and now != after:
            return self.findings.check("acknowledged, and lost", kind)
        return self.findings.check("" if now in (before, after) else f"neither as before nor as after: {now[:200]}", kind)

    def try_book(self, kind, *words):
        """One command that changes the book. What it makes of it is learnt on a copy."""
        copy = self.place.folder / "copy.db"
        before = dump(self.book)
        shutil.copy(self.book, copy)
        self.place.must(*words, "-q", "--today", "2026-11-03", "-b", copy)
        after = dump(copy)
        code = self.kill(*words, "-q", "--today", "2026-11-03", "-b", self.book)
        self.count_journal(self.book)
        if self.rng.random() < .3:  # what comes next is killed too, while it recovers
            self.kill("log", "-b", self.book)
        now = dump(self.book)
        self.judge(kind, code, now, before, after)
        if now not in (before, after):
            shutil.copy(copy, self.book)
            now = after
        return now == after

    def try_import(self):
        if self.try_book("import", "import", self.sheets):
            while not self.try_book("undo", "undo"):
                pass

    def try_add(self):
        self.fresh += 1
        self.try_book("add", "add", "deal", f"added-{self.fresh}", "kind=deal", "title=One more")

    def try_migration(self):
        book = self.place.folder / "older-one.db"
        shutil.copy(self.older, book)
        before = dump(book)
        code = self.kill("add", "deal", "big", "kind=deal", "-q", "-b", book)
        self.count_journal(book)
        now = dump(book)
        copies = [dump(path) for path in self.place.folder.glob("older-one.db.v1*.bak")]
        wrong = ""
        if now != before:
            verified = self.place.run("verify", "-b", book)
            wrong = verified.returncode and f"verify: {verified.stdout}"
        if any(copy != before for copy in copies) or (now != before and not copies):
            wrong = "no whole copy of what it was"
        if code == 0 and b"'big'" not in now.encode().replace(b"b'", b"'"):
            wrong = "acknowledged, and lost"
        self.findings.check(wrong or "", "migrate")
        for path in self.place.folder.glob("older-one.db*"):
            path.unlink()

    def try_file(self, kind, target, look, *words):
        path = self.place.folder / target
        path.unlink(missing_ok=True)
        self.place.must(*words, target, "-b", self.book)
        after = look(path)
        path.unlink()
        code = self.kill(*words, target, "-b", self.book)
        self.judge(kind, code, look(path), "none", after)

    def clear_drafts(self):
        for path in self.place.folder.glob(".gigawatch-*"):
            path.unlink()

    def run(self, kills):
        rounds = (self.try_import, self.try_import, self.try_add, self.try_migration,
                  lambda: self.try_file("backup", "backup.db", dump, "backup"),
                  lambda: self.try_file("export", "deals.csv", lambda path: path.read_bytes() if path.exists() else "none",
                                        "export"))
        next_book = BOOK_LASTS
        while self.findings.points < kills:
            rounds[self.rng.randrange(len(rounds))]()
            self.clear_drafts()
            if self.findings.points >= next_book:
                self.verify_book()
                self.begin_book()
                next_book += BOOK_LASTS
        self.verify_book()
        return self.findings


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    arguments.add_argument("program")
    arguments.add_argument("recorder", type=Path)
    arguments.add_argument("--kills", type=int, default=200)
    arguments.add_argument("--deals", type=int, default=400)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    rng = random.Random(given.seed)
    with Place(given.program) as place:
        weak = Trial(place, rng, given.deals, given.recorder, GW_WEAKEN="pragma journal_mode = off")
        for _ in range(5):
            weak.try_import()
        sound = control("without a journal", weak.findings)
        trial = Trial(place, rng, given.deals, given.recorder)
        sound = trial.run(given.kills).line("kill -9").sound() and sound
    killed = trial.findings.points
    finish(sound, f"{killed:,} kills, seed {given.seed}, {trial.hot} left a hot journal, {trial.ended} came too late: "
                  f"{len(trial.findings.wrong)} wrong")


if __name__ == "__main__":
    sys.exit(main())
