#!/usr/bin/env python3
"""What the program is started into: streams that are closed or full, signals, places where nothing may be written,
a missing home, other languages and clocks. What must be the same is; what cannot be done is said.

    surroundings.py PROGRAM [--kills 5]

A program that writes what it likes wherever it can (a shell script) comes first and must be found out.
"""
import argparse
import itertools
import os
import shutil
import signal
import subprocess
import sys
import time

from place import Findings, Place, control, dump, finish

ASKED = (["exposure"], ["exposure", "-f", "csv"], ["deals", "-f", "json"], ["check"], ["verify"], ["loops"],
         ["circularity"], ["timeline"], ["log", "-f", "csv"], ["help"], ["--version"], ["completion", "bash"])
ADD = ["add", "party", "nvidia", "name=NVIDIA", "kind=chip-vendor", "--today", "2026-11-03"]


class Cases:
    def __init__(self, place):
        self.place, self.findings = place, Findings()
        self.book = place.folder / "book.db"
        self.book.unlink(missing_ok=True)
        place.run("init", "-q", "-b", self.book)
        place.run("import", "-q", place.write_sheets("sheets", 300), "-b", self.book, "--today", "2026-11-02")
        self.before = dump(self.book)
        self.base = self.book.read_bytes() if self.book.exists() else b""

    def restore(self):
        for path in self.place.folder.glob("book.db*"):
            path.unlink()
        self.book.write_bytes(self.base)
        self.book.chmod(0o600)

    def words(self, words):
        plain = words[0] in ("help", "--version", "completion")
        return [self.place.program, *words, *([] if plain else ["-b", str(self.book)])]

    def run(self, words, environment=None, **more):
        return subprocess.run(self.words(words), cwd=more.pop("cwd", self.place.folder), check=False, timeout=120,
                              env=self.place.environment() if environment is None else environment,
                              **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more})

    def check(self, name, *conditions):
        self.findings.check("; ".join(text for holds, text in conditions if not holds), name)

    def full_streams(self):
        for words in ASKED:
            right = self.run(words)
            with open("/dev/full", "wb") as full:
                done = self.run(words, stdout=full)
            says = b"cannot write to standard output" in done.stderr
            self.check(f"full stdout: {words}", (done.returncode == (4 if right.stdout else right.returncode),
                                                 f"exit {done.returncode}"), (says or not right.stdout, "does not say so"))
            with open("/dev/full", "wb") as full:
                done = self.run(words, stderr=full)
            self.check(f"full stderr: {words}", (done.returncode == right.returncode, f"exit {done.returncode}"),
                       (done.stdout == right.stdout, "says something else"))
        with open("/dev/full", "wb") as full:
            done = self.run(ADD, stdout=full, stderr=full)
        self.check("all full: add", (done.returncode == 0, f"exit {done.returncode}"),
                   ("nvidia" in dump(self.book), "is not stored"))
        self.restore()

    def closed_streams(self):
        for closed in itertools.chain.from_iterable(itertools.combinations((0, 1, 2), n) for n in (1, 2, 3)):
            for words in (["exposure", "-f", "csv"], ADD, ["deals", "-o", "answer.csv", "--force"]):
                def close(which=closed):
                    for descriptor in which:
                        os.close(descriptor)
                done = self.run(words, preexec_fn=close)
                now = dump(self.book)
                self.check(f"closed {closed}: {words[0]}", (done.returncode == 0, f"exit {done.returncode}"),
                           (not now.startswith("damaged"), "the book is damaged"),
                           (("nvidia" in now) == (words is ADD), "the book is not as it must be"))
                self.restore()

    def pipes(self):
        for words in (["help"], ["deals", "-f", "csv"], ["deals", "-f", "json"]):
            process = subprocess.Popen(self.words(words), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                       env=self.place.environment(), bufsize=0)
            process.stdout.read(1)
            process.stdout.close()
            said = process.stderr.read()
            code = process.wait()
            self.check(f"a pipe that closes: {words}", (code in (0, -signal.SIGPIPE), f"exit {code}"),
                       (said == b"", f"says {said[:100]}"))

    def signals(self, times):
        rolled_back, number = 0, 0
        self.place.write_sheets("large", 4000, first=5000)
        words = ["import", str(self.place.folder / "large")]
        began = time.monotonic()
        self.run([*words, "--dry-run"])
        most = time.monotonic() - began
        while number < times or (rolled_back == 0 and number < 10 * times):
            number += 1
            # Jobs behind a shell's "&" begin with SIGINT ignored, and so would what they start.
            process = subprocess.Popen(self.words(words), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                       env=self.place.environment(), cwd=self.place.folder,
                                       preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
            try:
                process.wait(timeout=most * (number % 7 + 1) / 8)
                most *= 0.9  # the machine has more time for us than it had
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGINT)
            said = process.communicate()[0]
            journal = os.path.exists(f"{self.book}-journal")
            now = dump(self.book)
            rolled_back += process.returncode == 130
            if process.returncode == -signal.SIGINT:
                most *= 1.1
            self.check(f"Ctrl-C {number}", (process.returncode in (0, 130, -signal.SIGINT), f"exit {process.returncode}"),
                       (process.returncode == 0 or now == self.before, "interrupted, and not as it was"),
                       (process.returncode != 130 or b"interrupted" in said, "does not say so"),
                       (process.returncode != 130 or not journal, "a journal is left behind"))
            self.restore()
        self.check("Ctrl-C during an import", (rolled_back > 0, "was never rolled back: nothing is proved"))
        for sort in (signal.SIGTERM, signal.SIGHUP):
            process = subprocess.Popen(self.words(words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                       env=self.place.environment(), cwd=self.place.folder)
            time.sleep(most / 3)
            process.send_signal(sort)
            process.wait()
            self.check(sort.name, (dump(self.book) == self.before or process.returncode == 0, "not as it was"))
            self.restore()
        process = subprocess.Popen(self.words(words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env=self.place.environment(), cwd=self.place.folder,
                                   preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
        time.sleep(most / 3)
        process.send_signal(signal.SIGINT)
        self.check("Ctrl-C that is ignored", (process.wait() == 0, f"exit {process.returncode}"))
        self.restore()

    def no_writing(self):
        as_user = [] if os.geteuid() != 0 else ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
        if as_user and not shutil.which("setpriv"):
            return
        closed = self.place.folder / "closed"
        closed.mkdir()
        shutil.copy(self.book, closed / "book.db")
        before = dump(closed / "book.db")
        closed.chmod(0o500)
        for words, code in ((["exposure"], 0), (["check"], None), (["verify"], 0), (["export", "out"], 4), (ADD, 4),
                            (["backup", "copy.db"], 4), (["deals", "-o", "deals.csv"], 4), (["import", "x"], 4),
                            (["undo"], 4), (["edit", "deal-1"], 4)):
            done = subprocess.run([*as_user, self.place.program, *words, "-b", "book.db"], cwd=closed, check=False,
                                  env=self.place.environment(EDITOR="true"), capture_output=True, stdin=subprocess.DEVNULL)
            self.check(f"a folder that may not be written: {words[0]}",
                       (code is None or done.returncode == code, f"exit {done.returncode}: {done.stderr[-200:]}"),
                       (done.returncode != 4 or b"error:" in done.stderr, "does not say so"))
        closed.chmod(0o700)
        self.check("a folder that may not be written", (dump(closed / "book.db") == before, "the book was changed"),
                   (sorted(os.listdir(closed)) == ["book.db"], "something was written"))

    def homeless(self):
        for missing in (("HOME",), ("HOME", "USER"), ("HOME", "USER", "PATH", "LC_ALL")):
            environment = {name: value for name, value in self.place.environment().items() if name not in missing}
            done = self.run(["exposure"], environment)
            self.check(f"without {missing}", (done.returncode == 0, f"exit {done.returncode}: {done.stderr}"))
            done = self.run(ADD, environment)
            self.check(f"without {missing}: add", (done.returncode == 0, f"exit {done.returncode}: {done.stderr}"))
            self.restore()
            done = subprocess.run([self.place.program, "exposure"], env=environment, cwd=self.place.folder, check=False,
                                  capture_output=True, stdin=subprocess.DEVNULL)
            self.check(f"without {missing}, and no book", (done.returncode in (2, 4), f"exit {done.returncode}"),
                       (b"error:" in done.stderr, "does not say so"))
        gone = self.place.folder / "gone"
        gone.mkdir()
        done = self.run(["exposure"], preexec_fn=gone.rmdir, cwd=gone)
        self.check("in a folder that is gone", (done.returncode == 0, f"exit {done.returncode}: {done.stderr}"))
        done = self.run(["exposure"], self.place.environment(TMPDIR="/nowhere", HOME="/nowhere"))
        self.check("in a home that is not there", (done.returncode == 0, f"exit {done.returncode}: {done.stderr}"))
        nameless = subprocess.run(["sh", "-c", 'exec -a "" "$0"', self.place.program], capture_output=True, check=False,
                                  env=self.place.environment(), stdin=subprocess.DEVNULL, executable="bash"
                                  if shutil.which("bash") else "sh")
        self.check("without a name", (nameless.returncode == 2, f"exit {nameless.returncode}"))

    def umask(self):
        for mask in (0o000, 0o777):
            done = self.run(["backup", "copy.db"], preexec_fn=lambda mask=mask: os.umask(mask))
            copy = self.place.folder / "copy.db"
            self.check(f"umask {mask:o}", (done.returncode == 0, f"exit {done.returncode}: {done.stderr}"),
                       (copy.exists() and copy.stat().st_mode & 0o777 == 0o600, "is open to others"))
            copy.unlink(missing_ok=True)

    def languages(self):
        places = [{"LC_ALL": name} for name in ("C.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8", "de_DE.UTF-8", "none")]
        places += [{"TZ": name} for name in ("Etc/GMT+12", "Pacific/Kiritimati", "UTC+14", "UTC-14", "nonsense")]
        for words in ASKED:
            right = self.run(words)
            for more in places:
                done = self.run(words, self.place.environment(**more))
                self.check(f"{more}: {words}", (done.returncode == right.returncode, f"exit {done.returncode}"),
                           (done.stdout == right.stdout, "says something else"))

    def all_of(self, kills):
        for case in (self.full_streams, self.closed_streams, self.pipes, self.no_writing, self.homeless, self.umask,
                     self.languages):
            case()
        self.signals(kills)
        return self.findings


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    arguments.add_argument("program")
    arguments.add_argument("--kills", type=int, default=5)
    given = arguments.parse_args()
    with Place(given.program) as place:
        careless = place.folder / "careless"
        careless.write_text("#!/bin/sh\necho $$ $TZ $LC_ALL\necho said >&2\n")
        careless.chmod(0o700)
        place.program, program = str(careless), place.program
        careless_cases = Cases(place)
        careless_cases.full_streams()
        careless_cases.languages()
        sound = control("a careless program", careless_cases.findings)
        place.program = program
        cases = Cases(place)
        findings = cases.all_of(given.kills).line("surroundings")
    finish(findings.sound() and sound, f"{findings.points:,} cases of streams, signals, places and languages: "
                                       f"{len(findings.wrong)} wrong")


if __name__ == "__main__":
    sys.exit(main())
