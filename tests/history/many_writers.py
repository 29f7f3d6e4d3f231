#!/usr/bin/env python3
"""Several programs at one book: nothing lost, nothing half read, nobody told to try again.

    many_writers.py PROGRAM [--seconds 60] [--writers 2] [--readers 4]

Every writer adds deals in pairs by import, each pair one change set; every reader asks for the deals and
their number over and over. A reader that finds a pair torn, a writer that is refused, a deal that was
said to be stored and is not there at the end: each is a failure, as is a test in which too little
happened. Prints what was done and the longest waits.
"""
import argparse
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path


class Trial:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.lock = threading.Lock()
        self.stored, self.wrong = [], []
        self.waits = {"write": [], "read": []}
        self.end = 0.0

    def run(self, *words):
        return subprocess.run([self.program, *words, "-b", str(self.folder / "book.db")],
                              capture_output=True, text=True, check=False,
                              env={"LC_ALL": "C", "USER": "tester"})

    def note(self, kind, began, problem):
        with self.lock:
            self.waits[kind].append(time.monotonic() - began)
            if problem:
                self.wrong.append(problem)

    def write(self, writer):
        folder = self.folder / f"writer-{writer}"
        folder.mkdir()
        number = 0
        while time.monotonic() < self.end:
            number += 1
            pair = [f"w{writer}-{number}-a", f"w{writer}-{number}-b"]
            (folder / "deals.csv").write_text("deal,kind\n" + "".join(f"{deal},deal\n" for deal in pair))
            began = time.monotonic()
            done = self.run("import", "-q", str(folder))
            self.note("write", began, done.returncode and f"a writer: exit {done.returncode}: {done.stderr}")
            if done.returncode == 0:
                with self.lock:
                    self.stored += pair

    def read(self):
        while time.monotonic() < self.end:
            began = time.monotonic()
            done = self.run("sql", "select deal from deals order by deal", "-f", "csv")
            problem = done.returncode and f"a reader: exit {done.returncode}: {done.stderr}"
            seen = set(done.stdout.split()[1:])
            torn = [deal for deal in seen
                    if (deal[:-1] + ("b" if deal[-1] == "a" else "a")) not in seen]
            self.note("read", began, problem or (f"a reader saw half a change set: {torn[:3]}" if torn else ""))

    def judge(self):
        kept = set(self.run("sql", "select deal from deals order by deal", "-f", "csv").stdout.split()[1:])
        lost = [deal for deal in self.stored if deal not in kept]
        if lost:
            self.wrong.append(f"{len(lost)} deals are lost, such as {lost[0]}")
        if len(kept) != len(self.stored):
            self.wrong.append(f"{len(self.stored)} deals were stored, {len(kept)} are there")
        verified = self.run("verify")
        if verified.returncode:
            self.wrong.append(f"verify: {verified.stdout}{verified.stderr}")
        if not self.waits["write"] or not self.waits["read"]:
            self.wrong.append("nothing was written or read: nothing is proved")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    arguments.add_argument("program")
    arguments.add_argument("--seconds", type=float, default=60)
    arguments.add_argument("--writers", type=int, default=2)
    arguments.add_argument("--readers", type=int, default=4)
    given = arguments.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="gigawatch-"))
    trial = Trial(str(Path(given.program).resolve()), folder)
    trial.run("init", "-q")
    trial.end = time.monotonic() + given.seconds
    threads = [threading.Thread(target=trial.write, args=(i,)) for i in range(given.writers)]
    threads += [threading.Thread(target=trial.read) for _ in range(given.readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    trial.judge()
    shutil.rmtree(folder, ignore_errors=True)
    for problem in trial.wrong[:10]:
        print(problem)
    for kind, waits in trial.waits.items():
        waits.sort()
        if waits:
            print(f"{kind}s: {len(waits)}, half within {waits[len(waits) // 2]:.3f} s, "
                  f"99 % within {waits[len(waits) * 99 // 100]:.3f} s, the longest {waits[-1]:.3f} s")
    print(f"{given.writers} writers, {given.readers} readers, {given.seconds:g} s: "
          f"{len(trial.stored)} deals stored, {len(trial.wrong)} failures")
    return 1 if trial.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
