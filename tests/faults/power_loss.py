#!/usr/bin/env python3
"""The power fails: whatever of the writes since the last sync a disk holds, the book is whole.

    power_loss.py PROGRAM RECORDED_CALLS [--states 100] [--seed 1]

Every write, truncation, sync, new name, removal and renaming of a command is recorded (RECORDED_CALLS, preloaded).
After each of them, disks are made in which every write since the last sync of its file is there, missing, or torn
into sectors of 512 bytes of which some are there; names made or removed since the last sync of their folder are as
they were or as they are. Each disk's book is opened: it says what it said before the command or what it says after,
and once the command has ended all that was acknowledged is there.

--states is how many different disks are tried for each command, at most. Disks on which syncing does nothing, on
which folders are not synced, and programs that ask for no journal or no sync come first and must be found out.
"""
import argparse
import hashlib
import os
import random
import shutil
import struct
import sys
from pathlib import Path

from place import Findings, Place, control, dump, finish

SECTOR = 512


class Disk:
    """What is surely on the disk, and what was asked of it since."""

    def __init__(self, folder):
        self.names, self.durable, self.pending, self.renames, self.objects = {}, {}, {}, [], {}
        self.folders = set()  # those that were made meanwhile
        for path in folder.iterdir():
            if path.is_file():
                self.add_object(path.stat().st_ino, path.read_bytes())
                self.names[str(path)] = self.objects[path.stat().st_ino]

    def add_object(self, inode, content=b""):
        number = len(self.durable)
        self.objects[inode] = number
        self.durable[number], self.pending[number] = content, []

    def take(self, operation, ignore=""):
        kind, inode, place, content = operation
        if kind in ignore:
            return
        names = [os.fsdecode(name) for name in content.split(b"\0")] if kind in "CDURM" else []
        if kind == "M":
            self.folders.add(names[0])
            self.renames.append(("M", names[0]))
        elif kind == "C":
            self.add_object(inode)
            self.renames.append(("C", names[0], self.objects[inode]))
        elif kind in "WT" and inode in self.objects:
            self.pending[self.objects[inode]].append((kind, place, content))
        elif kind == "S" and inode in self.objects:
            number = self.objects[inode]
            self.durable[number] = changed(self.durable[number], self.pending[number])
            self.pending[number] = []
        elif kind == "D":
            synced = [one for one in self.renames if os.path.dirname(one[1]) == names[0]]
            self.renames = [one for one in self.renames if one not in synced]
            self.names = renamed(self.names, synced)
        elif kind in "UR":
            self.renames.append((kind, *names))

    def after_power_loss(self, rng):
        """One of the disks that there may be: name -> bytes."""
        kept, torn = rng.choice((0, .2, .5, .8, 1)), rng.choice((0, .3, 1))
        if rng.random() < .5:
            renames = self.renames[:rng.randint(0, len(self.renames))]
        else:
            renames = [one for one in self.renames if rng.random() < .5]
        names = renamed(self.names, renames)
        return {name: changed(self.durable[number], survivors(self.pending[number], rng, kept, torn))
                for name, number in names.items()
                if number is not None and (os.path.dirname(name) not in self.folders or os.path.dirname(name) in names)}


def renamed(names, renames):
    names = dict(names)
    for kind, name, *more in renames:
        if kind in "CM":
            names[name] = more[0] if more else None
        elif kind == "U":
            names.pop(name, None)
        elif name in names:
            names[more[0]] = names.pop(name)
    return names


def changed(content, operations):
    content = bytearray(content)
    for kind, place, written in operations:
        if len(content) < place:
            content.extend(bytes(place - len(content)))
        if kind == "T":
            del content[place:]
        else:
            content[place:place + len(written)] = written
    return bytes(content)


def survivors(operations, rng, kept, torn):
    for kind, place, written in operations:
        if rng.random() < kept:
            yield kind, place, written
        elif kind == "W" and rng.random() < torn:
            end = place + len(written)
            while place < end:
                to = min((place // SECTOR + 1) * SECTOR, end)
                if rng.random() < .5:
                    yield kind, place, written[len(written) - (end - place):len(written) - (end - to)]
                place = to


def read_record(path):
    content, at = path.read_bytes(), 0
    while at < len(content):
        kind, inode, place, size = struct.unpack_from("<cQQI", content, at)
        at += 21
        yield kind.decode(), inode, place, content[at:at + size]
        at += size


class Trial:
    """One command: what it finds, what it leaves, and every call between."""

    def __init__(self, place, recorder, name, before, command, target="book.db", older=False):
        self.place, self.name, self.target, self.command, self.recorder = place, name, target, command, recorder
        self.folder = place.folder / name
        self.folder.mkdir()
        for words in before:
            place.must(*words[:1], "-b", self.folder / "book.db", *words[1:])
        if older:
            place.make_older(self.folder / "book.db")
        (self.folder / "legs.csv").write_text("as it was\n")
        self.older = older
        self.base = place.folder / f"{name}-base"
        shutil.copytree(self.folder, self.base)
        self.before = self.look(self.folder / target)
        self.said = {}

    @staticmethod
    def look(path):
        if path.suffix == ".csv":
            return path.read_bytes() if path.exists() else "none"
        if path.suffix == "":
            return {(one.name, one.read_bytes()) for one in path.glob("[!.]*")}
        return dump(path)

    def record(self, **weaken):
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        for path in self.base.iterdir():
            shutil.copy2(path, self.folder)
        record = self.place.folder / "record"
        record.unlink(missing_ok=True)
        self.disk = Disk(self.folder)
        done = self.place.run(*self.command, "-b", "book.db", cwd=self.folder, preload=self.recorder,
                              GW_RECORD=str(record), **weaken)
        if done.returncode != 0 or not record.exists():
            raise RuntimeError(f"{self.name}: exit {done.returncode}: {done.stdout}")
        self.after = self.look(self.folder / self.target)
        self.operations = [(kind, inode, place, self.with_folder(kind, content))
                           for kind, inode, place, content in read_record(record)]
        return self

    def with_folder(self, kind, content):
        """Names that the program gave without a folder are in this one."""
        if kind not in "CDURM":
            return content
        names = [os.fsdecode(name) for name in content.split(b"\0")]
        return os.fsencode("\0".join(os.path.normpath(self.folder / name) if name else "" for name in names))

    def try_states(self, most, rng, ignore=""):
        findings, seen = Findings(), set()
        each = max(1, most // len(self.operations))
        for number, operation in enumerate(self.operations):
            self.disk.take(operation, ignore)
            ended = number + 1 == len(self.operations)
            for _ in range(each * (20 if ended else 1)):
                state = self.disk.after_power_loss(rng)
                key = hashlib.blake2b(repr(sorted((name, hashlib.blake2b(content).digest())
                                                  for name, content in state.items())).encode()).digest()
                if (key, ended) not in seen:
                    seen.add((key, ended))
                    findings.check(self.judge(state, ended, verify=len(seen) % 5 == 0),
                                   f"{self.name}, after call {number + 1} of {len(self.operations)}")
        return findings

    def judge(self, state, ended, verify):
        """ "" or what is wrong. The target is opened by the program first, or by SQLite."""
        there = self.place.folder / "there"
        shutil.rmtree(there, ignore_errors=True)
        there.mkdir()
        for name, content in state.items():
            path = there / os.path.relpath(name, self.folder)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        target = there / self.target
        if verify and target.exists() and target.suffix == ".db" and not self.older:
            verified = self.place.run("verify", "-b", target)
            if verified.returncode != 0:
                return f"verify: exit {verified.returncode}: {verified.stdout}"
        now = self.look(target)
        if ended and now != self.after:
            return f"acknowledged, and lost: {str(now)[:200]}"
        if isinstance(now, set) and now <= self.after:
            return ""  # every file is whole
        if now not in (self.before, self.after) and not (self.older and self.is_renewed(target)):
            return f"neither as before nor as after: {str(now)[:200]}"
        if self.older and now != self.before:
            copies = [dump(path) for path in there.glob("*.bak")]
            if copies != [self.before]:
                return "brought up to date, and no whole copy of what it was"
        return ""

    def is_renewed(self, book):
        """Brought up to date, while what the command adds is not there yet."""
        verified = self.place.run("verify", "-b", book)
        log = self.place.run("log", "-f", "csv", "-b", book)
        return verified.returncode == 0 and len(log.stdout.splitlines()) == 2


def trials(place, recorder):
    first, all_deals = place.write_sheets("first", 2), place.write_sheets("all", 60, note=500)
    init, imported = ["init", "-q"], ["import", "-q", all_deals]
    return [
        Trial(place, recorder, "init", [], ["init"]),
        Trial(place, recorder, "import", [init, ["import", "-q", first]], ["import", all_deals]),
        Trial(place, recorder, "add", [init, imported], ["add", "party", "nvidia", "name=NVIDIA", "kind=chip-vendor"]),
        Trial(place, recorder, "set", [init, imported], ["set", "legs/deal-1/1", "amount=39bn"]),
        Trial(place, recorder, "undo", [init, ["import", "-q", first], imported], ["undo"]),
        Trial(place, recorder, "migrate", [init], ["add", "deal", "big", "kind=deal"], older=True),
        Trial(place, recorder, "backup", [init, imported], ["backup", "copy.db"], "copy.db"),
        Trial(place, recorder, "export", [init, imported], ["export", "legs.csv", "--force"], "legs.csv"),
        Trial(place, recorder, "export-folder", [init, imported], ["export", "out"], "out"),
    ]


def controls(tried, most, rng):
    by_name = {trial.name: trial for trial in tried}
    yield control("syncs do nothing", by_name["import"].record().try_states(most, rng, "SD"))
    yield control("folders are not synced", by_name["add"].record().try_states(most, rng, "D"))
    for weaker in ("pragma journal_mode = off", "pragma synchronous = off"):
        yield control(weaker.removeprefix("pragma "), by_name["import"].record(GW_WEAKEN=weaker).try_states(most, rng))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    arguments.add_argument("program")
    arguments.add_argument("recorder", type=Path)
    arguments.add_argument("--states", type=int, default=100)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    rng = random.Random(given.seed)
    with Place(given.program) as place:
        tried = trials(place, given.recorder.resolve())
        sound = all(list(controls(tried, min(given.states, 1000), rng)))
        total = Findings()
        for trial in tried:
            sound = total.take(trial.name, trial.record().try_states(given.states, rng)) and sound
    finish(sound, f"{total.points:,} states after a power failure, seed {given.seed}: {len(total.wrong)} wrong")


if __name__ == "__main__":
    sys.exit(main())
