#!/usr/bin/env python3
"""The program as it is built, while the kernel fails it: every call of a sort, one after the other.

    injected.py PROGRAM RECORDED_CALLS [--every 1]

strace makes the n-th write, sync, unlink, lock, open, truncation, rename or read fail, once and for ever, in two ways
each, for every n that a command comes to after it has begun. After each: the exit code is one of the contract, the last line is true, the book is
whole and says what it said before or after, and a file under its final name is whole. A program that asks for no
journal (RECORDED_CALLS, preloaded) comes first and must be found out. Where strace is absent or may not trace nothing is done.
"""
import argparse
import itertools
import re
import shutil
import subprocess
import sys
from pathlib import Path

from place import Findings, Place, control, dump, finish

ERRORS = {"pwrite64": ("ENOSPC", "EIO"), "write": ("EIO", "ENOSPC"), "fdatasync": ("EIO", "ENOSPC"),
          "fsync": ("EIO", "ENOSPC"), "unlink": ("EIO", "EACCES"), "fcntl": ("EIO", "EPERM"),
          "openat": ("EACCES", "EMFILE"), "ftruncate": ("EIO", "EPERM"), "rename": ("EIO", "EACCES"),
          "renameat2": ("EIO", "EXDEV"), "read": ("EIO", "EACCES"), "pread64": ("EIO", "EACCES")}
FAILED = ("NOT SAVED", "nothing was", "no backup was", "no book was", "it was not written")


class Trial:
    def __init__(self, place, name, before, command, target="book.db"):
        self.place, self.name, self.command, self.target = place, name, command, target
        self.base, self.folder = place.folder / f"{name}-base", place.folder / name
        self.base.mkdir()
        for words in before:
            place.must(*words, "-b", self.base / "book.db")
        (self.base / "answer.csv").write_text("as it was\n")
        self.restore()
        self.before = self.look()
        self.right = self.run([])
        self.after = self.look()
        if self.right.returncode != 0:
            raise RuntimeError(f"{name}: exit {self.right.returncode}: {self.right.stdout}")

    def restore(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.base, self.folder)

    def look(self):
        path = self.folder / self.target
        if path.suffix == ".db":
            return dump(path)
        if path.is_dir():
            return [(one.name, one.read_bytes()) for one in sorted(path.iterdir())]
        return path.read_bytes() if path.exists() else "none"

    def run(self, before, **weaken):
        return self.place.run(*self.command, "-b", "book.db", "--today", "2026-11-03", before=before, cwd=self.folder,
                              **weaken)

    def count(self, **weaken):
        """How often each call is made before the program begins, and in all; the loader's are not the program's."""
        trace = self.place.folder / "trace"
        self.restore()
        self.run(["strace", "-f", "-qq", "-o", str(trace), "-e", "trace=" + ",".join(ERRORS), *preloading(weaken)])
        counts, begun = {}, False
        for line in trace.read_text(errors="replace").splitlines():
            call = re.match(r"\d+\s+(\w+)\(", line)
            begun = begun or '"/dev/null"' in line
            if call:
                first, last = counts.get(call.group(1), (0, 0))
                counts[call.group(1)] = (first if begun else first + 1, last + 1)
        return counts

    def at_every_call(self, step, **weaken):
        findings = Findings()
        number = 0
        for call, (before, last) in self.count(**weaken).items():
            for error, at, ever in itertools.product(ERRORS[call], range(before + 1, last + 1), ("", "+")):
                number += 1
                if number % step:
                    continue
                self.restore()
                done = self.run(["strace", "-f", "-qq", "-o", str(self.place.folder / "trace"), "-e", f"trace={call}",
                                 "-e", f"inject={call}:error={error}:when={at}{ever}", *preloading(weaken)])
                findings.check(self.judge(done, call),
                               f"{self.name}, {call} {at}{ever} of {last}, exit {done.returncode}, {done.stdout[-300:]}")
        return findings

    def judge(self, done, call):
        now = self.look()
        if dump(self.folder / "book.db").startswith("damaged"):
            return "the book is damaged"
        if done.returncode == 4 and "; not written: " in done.stdout:
            return self.judge_named(done.stdout)
        if now not in (self.before, self.after):
            return f"neither as before nor as after: {str(now)[:200]}"
        if done.returncode == 0:
            return "" if now == self.after else "said to be done, and is not"
        if done.returncode not in (1, 3, 4):
            return "an exit code that means something else"
        if "SAVED all the same" in done.stdout.replace("NOT SAVED", "") or "may not outlast" in done.stdout:
            return "" if now == self.after else "said to be there, and is not"
        if "is not known" in done.stdout or self.before == self.after or call in ("write", "read", "openat"):
            # What is said may not have come through, or the program never came to the book.
            return "" if self.before == self.after or now == self.before or "is not known" in done.stdout \
                else "failed, and is done"
        if not any(words in done.stdout for words in FAILED) and self.name != "answer":
            return "does not say whether it was saved"
        return "" if now == self.before else "said not to be saved, and is"


    def judge_named(self, said):
        """Of several files, those that are there are named, and those that are not."""
        written, rest = said.split("written: ", 1)[1].split("; not written: ")
        there = {path.name for path in (self.folder / self.target).iterdir()}
        if set(written.split(", ")) != there or there & set(rest.split()[0].split(", ")):
            return "names other files than are there"
        return ""


def preloading(weaken):
    """Into the program, not into strace."""
    return [word for name, value in weaken.items() for word in ("-E", f"{name}={value}")]


def trials(place):
    sheets = place.write_sheets("sheets", 20)
    init, imported = ["init", "-q"], ["import", "-q", sheets]
    return [
        Trial(place, "init", [], ["init"]),
        Trial(place, "import", [init], ["import", sheets]),
        Trial(place, "add", [init, imported], ["add", "party", "nvidia", "name=NVIDIA", "kind=chip-vendor"]),
        Trial(place, "undo", [init, imported], ["undo"]),
        Trial(place, "export", [init, imported], ["export", "out"], "out"),
        Trial(place, "backup", [init, imported], ["backup", "copy.db"], "copy.db"),
        Trial(place, "answer", [init, imported], ["deals", "-o", "answer.csv", "--force"], "answer.csv"),
        Trial(place, "exposure", [init, imported], ["exposure", "-f", "csv"]),
    ]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    arguments.add_argument("program")
    arguments.add_argument("recorder", type=Path)
    arguments.add_argument("--every", type=int, default=1)
    given = arguments.parse_args()
    if not shutil.which("strace"):
        finish(True, "strace is not installed: nothing was done")
    if subprocess.run(["strace", "-o", "/dev/null", "true"], check=False, capture_output=True).returncode != 0:
        finish(True, "strace may not trace here: nothing was done")
    total, sound = Findings(), True
    with Place(given.program) as place:
        tried = trials(place)
        weak = {"LD_PRELOAD": str(given.recorder.resolve()), "GW_WEAKEN": "pragma journal_mode = off"}
        sound = control("without a journal", tried[1].at_every_call(max(5, given.every // 4), **weak))
        for trial in tried:
            sound = total.take(trial.name, trial.at_every_call(given.every)) and sound
    finish(sound, f"{total.points:,} calls of the kernel that failed: {len(total.wrong)} wrong")


if __name__ == "__main__":
    sys.exit(main())
