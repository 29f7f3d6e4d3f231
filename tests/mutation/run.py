#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""run.py BUILD [FILE...] [--every N] [--from K] [--jobs J] [--again] [--list]: puts one small fault after the other into the code that reads and adds up figures and runs its unit
tests each time. A fault that the tests do not find survives: it is printed, and must be found by a test or stand in equivalent.txt with the reason why no
test can. Exits with 1 if less than 95 of 100 are found."""

import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import sys
import threading

sys.dont_write_bytecode = True  # no folder beside the sources
import harness  # noqa: E402
import mutants  # noqa: E402

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
FILES = ("src/cells/*.cpp", "src/cells/*.h", "src/counting/sums.cpp", "src/counting/sums.h", "src/text/csv.cpp", "src/text/csv.h")
OTHERS = ("src/cells/position.h",)  # what the tests of exact code do not include
LEAST = 95
# What a harness that works finds out before anything else: file, sound text, faulty text, verdict.
CONTROLS = (
    ("src/cells/decimal.cpp", "if (value < 0) {", "if (value <= 0) {", "killed"),
    ("src/cells/pasted_words.cpp", "list.remove_prefix(", "list.substr(", "killed"),  # hangs
    ("src/cells/interval.h", "return !lo && !hi;", "return !lo;", "killed"),
    ("src/cells/decimal.cpp", "namespace gw {", "namespace gw /* a comment */ {", "same"),
    ("src/cells/decimal.cpp", "namespace gw {", "namespace gw { int control() { return 1; }", "survived"),
    ("src/cells/decimal.cpp", "namespace gw {", "namespace gw", "broken"),
)


def read_excuses():
    """Faults that change nothing that can be seen: (file, line of the source, change) and the reason."""
    excuses = {}
    with open(SOURCE / "tests/mutation/equivalent.txt", encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.startswith("#") or not line.strip():
                continue
            parts = [part.strip() for part in line.split(" ¦ ")]
            if len(parts) != 4 or not all(parts):
                raise SystemExit(f"equivalent.txt:{number}: not FILE ¦ LINE ¦ CHANGE ¦ REASON")
            excuses[tuple(parts[:3])] = parts[3]
    return excuses


def find_excuse(excuses, mutant):
    """The entry that speaks of a fault; one whose line ends with * speaks of all lines that begin so."""
    for entry in excuses:
        file, line, change = entry
        same_line = mutant.source.startswith(line[:-1]) if line.endswith("*") else mutant.source == line
        if mutant.file == file and mutant.change == change and same_line:
            return entry
    return None


def check_controls(tests):
    for file, sound, faulty, expected in CONTROLS:
        text = (SOURCE / file).read_text(encoding="utf-8")
        if text.count(sound) < 1:
            raise SystemExit(f"control: {file} holds {sound!r} no more; choose another")
        verdict = tests.judge(file, text.replace(sound, faulty, 1))
        if verdict != expected:
            raise SystemExit(f"control: {faulty!r} in {file} is {verdict}, not {expected}: the harness finds nothing out")
    print(f"controls: {len(CONTROLS)} of {len(CONTROLS)} as they must be", flush=True)


class Memory:
    """What was found before, for --again: a fault that was found once is found again as long as tests are only added and its file is the same."""

    def __init__(self, path, texts):
        self.path = path
        self.digests = {file: hashlib.sha256(text.encode()).hexdigest() for file, text in texts.items()}
        self.kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        self.judged = 0
        self.lock = threading.Lock()

    def recall(self, mutant):
        digest, verdicts = self.kept.get(mutant.file, (None, {}))
        verdict = verdicts.get(f"{mutant.line}: {mutant.change}")
        return verdict if digest == self.digests[mutant.file] and verdict in ("killed", "same") else None

    def keep(self, mutant, verdict):
        with self.lock:
            if self.kept.get(mutant.file, (None,))[0] != self.digests[mutant.file]:
                self.kept[mutant.file] = (self.digests[mutant.file], {})
            self.kept[mutant.file][1][f"{mutant.line}: {mutant.change}"] = verdict
            self.judged += 1
            if self.judged % 50 == 0:
                self.write()
        return verdict

    def write(self):
        self.path.write_text(json.dumps(self.kept, indent=0), encoding="utf-8")


def print_table(files, verdicts):
    print("| file | faults | not compiled | same code | equivalent | found | left | share |\n| --- | --- | --- | --- | --- | --- | --- | --- |")
    totals = [0] * 6
    for file in [*files, "all"]:
        mine = [verdict for mutant, verdict in verdicts if mutant.file == file]
        row = [len(mine)] + [mine.count(kind) for kind in ("broken", "same", "equivalent", "killed", "survived")]
        if file == "all":
            row = totals
        elif not mine:
            continue
        else:
            totals = [a + b for a, b in zip(totals, row)]
        found, left = row[4], row[5]
        share = f"{100 * found / (found + left):.1f} %" if found + left else "none"
        name = file if file == "all" else f"`{file}`"
        print(f"| {name} | " + " | ".join(f"{n:,}" for n in row) + f" | {share} |")
    return totals[4], totals[5]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--from", dest="start", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    known = sorted({str(path.relative_to(SOURCE)) for pattern in FILES for path in SOURCE.glob(pattern)} - set(OTHERS))
    files = options.files or known
    if unknown := [file for file in files if file not in known]:
        raise SystemExit(f"not among the files whose faults are looked for: {' '.join(unknown)}")
    texts = {file: (SOURCE / file).read_text(encoding="utf-8") for file in files}
    everything = [mutant for file in files for mutant in mutants.find_mutants(file, texts[file])]
    chosen = everything[options.start::options.every]
    if options.list:
        print(*chosen, sep="\n")
        return
    excuses = read_excuses()
    tests = harness.Harness(SOURCE, pathlib.Path(options.build).resolve())
    tests.measure()
    check_controls(tests)

    memory = Memory(pathlib.Path(options.build) / "verdicts.json", texts)

    def judge(mutant):
        known_verdict = memory.recall(mutant) if options.again else None
        return known_verdict or memory.keep(mutant, tests.judge(mutant.file, mutant.apply(texts[mutant.file])))

    verdicts = []
    judged = {}
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for mutant, verdict in zip(chosen, pool.map(judge, chosen)):
            excuse = find_excuse(excuses, mutant)
            judged.setdefault(excuse, []).append(verdict)
            if verdict == "survived" and excuse:
                verdict = "equivalent"
            if verdict == "survived":
                print(f"left: {mutant}", flush=True)
            verdicts.append((mutant, verdict))
    memory.write()
    check_controls(tests)  # libraries that were installed meanwhile make every file one that does not compile
    here = {find_excuse(excuses, mutant) for mutant in everything}
    wrong_excuses = [f"equivalent.txt: no such fault: {' ¦ '.join(excuse)}" for excuse in excuses if excuse[0] in files and excuse not in here]
    wrong_excuses += [f"equivalent.txt: found, so it needs no reason: {' ¦ '.join(excuse)}" for excuse in excuses
                      if excuse in judged and "survived" not in judged[excuse]]
    print(*wrong_excuses, sep="\n", end="\n" if wrong_excuses else "")
    found, left = print_table(files, verdicts)
    share = 100 * found / (found + left) if found + left else 100
    print(f"{found:,} of {found + left:,} faults found: {share:.1f} %, of {len(chosen):,} made out of {len(everything):,}")
    sys.exit(1 if share < LEAST or wrong_excuses else 0)


main()
