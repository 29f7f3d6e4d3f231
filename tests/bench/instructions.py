#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What commands cost, in instructions, which do not hang on the machine's load or speed as seconds do.

    instructions.py PROGRAM BUDGETS [--measure] [--spoil]

On invented books of 1,000 and 4,000 legs every command of BUDGETS runs under valgrind. It may take as many thousands of
instructions as stand there, first of the small book, then of the large one, so that what grows faster than the book is
found. --measure prints the budgets that today's program would have, a sixth above what it takes; who raises one says why
in the commit. --spoil halves the first budget and measures
that alone: it must fail. Exit 77 without valgrind.
"""
import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SIZES = (1000, 4000)  # legs


def count(program, words, folder):
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, *words], check=False,
                          cwd=folder, capture_output=True, text=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})
    found = re.search(r"Collected\s*:\s*(\d+)", done.stderr)
    if done.returncode not in (0, 1) or not found:
        sys.exit(f"{' '.join(words)}: exit {done.returncode}\n{done.stderr[-2000:]}")
    return int(found[1])


def make_books(program, folder):
    for legs in SIZES:
        subprocess.run([sys.executable, HERE / "deal_book.py", str(legs), folder / f"b{legs}"], check=True)
        for words in (["init", "-q"], ["import", "-q", f"b{legs}"]):
            subprocess.run([program, *words, "-b", f"{legs}.db"], cwd=folder, check=True)


def measure(program, command, folder, legs):
    book = f"{legs}.db"
    if command == "import":
        book = "new.db"
        (folder / book).unlink(missing_ok=True)
        subprocess.run([program, "init", "-q", "-b", book], cwd=folder, check=True)
        command = f"import -q b{legs}"
    shutil.rmtree(folder / "out", ignore_errors=True)
    return count(program, [*command.split(), "-b", book], folder)


def read_budgets(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            small, large, command = line.split(maxsplit=2)
            yield command, (int(small), int(large))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program")
    options.add_argument("budgets", type=Path)
    options.add_argument("--measure", action="store_true")
    options.add_argument("--spoil", action="store_true")
    asked = options.parse_args()
    if not shutil.which("valgrind"):
        print("valgrind is not here: nothing is measured")
        sys.exit(77)
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        asked.program = str(Path(asked.program).resolve())
        make_books(asked.program, folder)
        for command, budgets in list(read_budgets(asked.budgets))[:1 if asked.spoil else None]:
            taken = [measure(asked.program, command, folder, legs) for legs in SIZES]
            if asked.measure:
                print("".join(f"{count * 7 // 6000:8d}" for count in taken), command)
                continue
            most = [budget * 1000 // (2 if asked.spoil else 1) for budget in budgets]
            ok = all(count <= limit for count, limit in zip(taken, most))
            wrong += not ok
            print(f"{'' if ok else 'TOO MANY: '}{command}: "
                  + ", ".join(f"{count / 1e6:.1f} of {limit / 1e6:.1f}" for count, limit in zip(taken, most))
                  + " million instructions")
    if wrong:
        print(f"\nMake it cost less; or, if it must cost more, say why and write what --measure prints into {asked.budgets}.")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
