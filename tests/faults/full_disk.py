#!/usr/bin/env python3
"""Disks of every size: what does not fit is not done, and said not to be.

    full_disk.py PROGRAM RECORDED_CALLS [--every 1]

Each command runs on a disk that has room for the book and nothing, then for one page of 4096 bytes more, and so on
until it fits: a tmpfs in a mount namespace of its own where that is allowed, and a limit to the size of files
(RLIMIT_FSIZE) everywhere. After each attempt, with the disk as full as it is: no file is half there under its final
name, the book can be read and is whole, and the exit code and the last line are true. --every takes every so many
sizes, --deals is how much is imported. A program that asks for no journal (RECORDED_CALLS, preloaded) comes first and must be found out.
"""
import argparse
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

from place import Findings, Place, control, dump, finish

PAGE = 4096
FAILED = ("NOT SAVED", "nothing was", "no backup was", "no book was", "it was not written")
IN_NAMESPACE = "GW_IN_NAMESPACE"


class Tmpfs:
    """A disk of a size. Its own mounts are gone with the process."""
    name = "disk of every size"

    def __init__(self, place):
        self.folder = place.folder / "disk"
        self.folder.mkdir()
        self.mount("size=256m")

    def mount(self, options, *more):
        subprocess.run(["mount", "-t", "tmpfs", *more, "-o", options, "tmpfs", str(self.folder)], check=True)

    def limit(self, base, pages):
        used = sum((path.stat().st_size + PAGE - 1) // PAGE for path in base.rglob("*") if path.is_file())
        folders = 2 + sum(1 for _ in base.rglob("*"))
        subprocess.run(["mount", "-o", f"remount,size={(used + folders + pages) * PAGE}", str(self.folder)], check=True)
        return {}

    def free(self):
        subprocess.run(["mount", "-o", "remount,size=256m", str(self.folder)], check=True)

    def close(self):
        subprocess.run(["umount", str(self.folder)], check=True)


class FileSize:
    name = "files of every size"

    def __init__(self, place):
        self.folder = place.folder / "limited"
        self.folder.mkdir()

    def limit(self, _, pages):
        return {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (pages * PAGE, pages * PAGE))}

    def free(self):
        pass

    def close(self):
        pass


class Trial:
    def __init__(self, place, disk, name, before, command, target, older=False):
        self.place, self.disk, self.name, self.command, self.target = place, disk, name, command, target
        self.base = place.folder / f"{disk.__class__.__name__}-{name}"
        self.base.mkdir()
        for words in before:
            place.must(*words, "-b", self.base / "book.db")
        if older:
            place.make_older(self.base / "book.db")
        (self.base / "answer.csv").write_text("as it was\n")
        self.older = older
        self.before = self.look(self.base)
        self.restore()
        self.right = self.run({})
        self.after = self.look(disk.folder)

    def look(self, folder):
        path = folder / self.target
        if path.suffix == ".db":
            return dump(path)
        if path.is_dir():
            return [(one.name, one.read_bytes()) for one in sorted(path.iterdir())]
        return path.read_bytes() if path.exists() else "none"

    def restore(self):
        self.disk.free()
        for path in self.disk.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for path in self.base.iterdir():
            shutil.copy2(path, self.disk.folder)

    def run(self, limits, **weaken):
        return subprocess.run([self.place.program, *map(str, self.command), "-b", "book.db", "--today", "2026-11-03"], text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=self.disk.folder,
                              env=self.place.environment(**weaken), stdin=subprocess.DEVNULL, **limits)

    def judge(self, done):
        if done.returncode not in (0, 4):
            return f"exit {done.returncode}"
        if dump(self.disk.folder / "book.db").startswith("damaged"):
            return "the book is damaged"
        if not self.older:
            read = self.place.run("deals", "-f", "csv", "-b", self.disk.folder / "book.db")
            if read.returncode != 0:
                return f"the book cannot be read: {read.stdout}"
        left = [path.name for path in self.disk.folder.iterdir()
                if path.name.startswith(".gigawatch-") or path.name.endswith("-journal")]
        if left:
            return f"{left} left behind"
        now = self.look(self.disk.folder)
        if done.returncode == 0 or "SAVED all the same" in done.stdout.replace("NOT SAVED", ""):
            return "" if now == self.after else "said to be done, and is not"
        if "is not known" in done.stdout:  # a book larger than files may be cannot be rolled back there
            return "" if now in (self.before, self.after) else "neither as before nor as after"
        if not any(words in done.stdout for words in FAILED):
            return "does not say that nothing was stored"
        if self.older and now not in (self.before, self.after) and "brought up to date" in done.stdout:
            return ""
        return "" if now == self.before else "said not to be done, and something is there"

    def at_every_size(self, step, **weaken):
        findings, pages, sizes = Findings(), 0, 0
        while True:
            self.restore()
            done = self.run(self.disk.limit(self.base, pages), **weaken)
            problem = self.judge(done)
            findings.check(problem, f"{self.name}, {pages} pages of room, exit {done.returncode}, {done.stdout[-200:]}")
            if done.returncode == 0:
                return findings
            pages, sizes = pages + step, sizes + 1
            if sizes > 20000:
                findings.wrong.append("it never fits")
                return findings


def trials(place, disk, deals):
    sheets = place.write_sheets("sheets", deals, note=500)
    init, imported = ["init", "-q"], ["import", "-q", sheets]
    return [
        Trial(place, disk, "import", [init], ["import", sheets], "book.db"),
        Trial(place, disk, "migrate", [init], ["add", "deal", "big", "kind=deal"], "book.db", older=True),
        Trial(place, disk, "export", [init, imported], ["export", "out"], "out"),
        Trial(place, disk, "backup", [init, imported], ["backup", "copy.db"], "copy.db"),
        Trial(place, disk, "answer", [init, imported], ["deals", "-o", "answer.csv", "--force"], "answer.csv"),
    ]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    arguments.add_argument("program")
    arguments.add_argument("recorder", type=Path)
    arguments.add_argument("--every", type=int, default=1)
    arguments.add_argument("--deals", type=int, default=1000)
    given = arguments.parse_args()
    alone = ["unshare", "-rm"] if os.geteuid() != 0 else ["unshare", "-m"]
    if IN_NAMESPACE not in os.environ and shutil.which("unshare") and subprocess.run(
            [*alone, "sh", "-c", "mount -t tmpfs tmpfs /mnt"], check=False, capture_output=True).returncode == 0:
        os.execvpe(alone[0], [*alone, sys.executable, *sys.argv], {**os.environ, IN_NAMESPACE: "1"})
    total, sound = Findings(), True
    kinds = [Tmpfs, FileSize] if IN_NAMESPACE in os.environ else [FileSize]
    if Tmpfs not in kinds:
        print("no mount namespace here: disks of every size are left out")
    with Place(given.program) as place:
        for kind in kinds:
            disk = kind(place)
            print(disk.name)
            tried = trials(place, disk, given.deals)
            weak = tried[0].at_every_size(max(1, given.every // 4), LD_PRELOAD=str(given.recorder.resolve()),
                                          GW_WEAKEN="pragma journal_mode = off")
            sound = control("without a journal", weak) and sound
            for trial in tried:
                sound = total.take(trial.name, trial.at_every_size(given.every)) and sound
            disk.close()
    finish(sound, f"{total.points:,} sizes of disks and files: {len(total.wrong)} wrong")


if __name__ == "__main__":
    sys.exit(main())
