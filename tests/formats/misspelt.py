#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""misspelt.py BINARY FOLDER: every command, option, field and value that the program or the book of a folder knows, with one
letter wrong: exit 2, nothing on stdout, at most three suggestions, the right word among them, and a caret below the word
where it stands in a query."""

import csv
import os
import re
import subprocess
import sys
import tempfile

WORDS = {
    "class": "spend capital contingent transfer right",
    "kind": "compute hardware lease power construction service licence revenue-share prepayment equity debt convertible grant "
            "guarantee warrant acquisition exclusivity first-refusal",
    "bucket": "committed conditional announced talks",
    "status": "talks loi announced signed amended active paused completed denied lapsed cancelled superseded",
    "firmness": "firm option contingent",
    "layer": "contract site chips generation",
    "basis": "facility nameplate unspecified",
}
# Three parties of the book may be nearer to a wrong letter than the right one is.
CROWDED = 0.02


class Test:
    def __init__(self, binary, place):
        self.binary, self.place = binary, place
        self.checked, self.problems, self.crowded = 0, [], []

    def run(self, *words):
        environment = {"PATH": os.environ["PATH"], "HOME": self.place, "GIGAWATCH_BOOK": f"{self.place}/book.db"}
        return subprocess.run([self.binary, *words], env=environment, cwd=self.place, capture_output=True, text=True, check=False)

    def expect(self, right, wrong, words, in_query=False):
        done = self.run(*words)
        self.checked += 1
        said = done.stderr
        hints = re.findall(r"^hint: (.*)$", said, re.MULTILINE)
        offered = [hint.strip() for line in hints for hint in re.split(r", | or |; ", line)]
        if done.returncode != 2 or done.stdout or wrong not in said:
            self.problems.append(f"{words}: exit {done.returncode}: {said.splitlines()[:2]}")
        elif in_query and not re.search(r"^ +\^+$", said, re.MULTILINE):
            self.problems.append(f"{words}: no caret: {said}")
        elif len(offered) > 3:
            self.problems.append(f"{words}: {len(offered)} suggestions: {hints}")
        elif not any(right in hint for hint in offered):
            self.crowded.append(f"{words}: {right} is not offered: {hints}")


def slip(word, known):
    """The word with one letter wrong, so that it is no other word."""
    for place in [len(word) // 2, *range(len(word))]:
        for letter in "qxzjk":
            wrong = word[:place] + letter + word[place + 1:]
            if word[place].isalnum() and wrong not in known and not any(one.startswith(wrong) for one in known):
                return wrong
    return None


def commands_and_options(test):
    overview = test.run("help").stdout
    commands = re.findall(r"^  ([a-z][a-z-]*) ", overview[overview.index("\nAsk\n"):], re.MULTILINE)
    for command in commands:
        wrong = slip(command, set(commands))
        test.expect(command, wrong, [wrong])
        options = re.findall(r"(--[a-z][a-z-]+)", test.run("help", command).stdout.split("\nOptions", 1)[-1])
        for option in dict.fromkeys(options):
            wrong = "--" + slip(option[2:], {one[2:] for one in options})
            test.expect(option, wrong, [command, wrong])


def fields(test):
    text = test.run("help", "query").stdout
    known = re.findall(r"^  ([a-z]+) +[*a-z]", text[text.index("\nFields"):text.index("\nA term")], re.MULTILINE)
    for field in dict.fromkeys(known):
        wrong = slip(field, set(known))
        test.expect(field, wrong, ["exposure", f"{wrong}:openai"], True)
    return len(known)


def values(test, folder):
    for field, words in WORDS.items():
        for word in words.split():
            wrong = slip(word, set(words.split()))
            test.expect(word, wrong, ["exposure", f"{field}:{wrong}"], True)

    def column(table, name):
        with open(f"{folder}/{table}.csv", newline="", encoding="utf-8") as file:
            return [row[name] for row in csv.DictReader(file) if row.get(name)]

    parties, deals = column("parties", "party"), column("deals", "deal")
    names = set(parties) | {name.lower() for name in column("parties", "name")} | {name.lower() for name in column("aliases", "alias")}
    for field, known in (("payer", parties), ("deal", deals), ("site", column("sites", "site")), ("source", column("sources", "source")),
                         ("hardware", column("hardware", "hardware"))):
        for word in known:
            wrong = slip(word, names | set(known))
            if wrong and len(word) > 2:
                test.expect(word, wrong, ["exposure", f"{field}:{wrong}"], True)
    for dimension in ("payer", "hardware", "agreed_year", "status"):
        wrong = slip(dimension, set())
        test.expect(dimension, wrong, ["exposure", "--by", wrong])
        test.expect(dimension, wrong, ["exposure", "--by", f"payee,{wrong}"])


def main():
    binary, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as place:
        test = Test(binary, place)
        test.run("init", "-q")
        test.run("import", "-q", folder)
        commands_and_options(test)
        found = fields(test)
        values(test, folder)
        few = len(test.crowded) <= CROWDED * test.checked
        for problem in test.problems + ([] if few else test.crowded):
            print(problem)
        print(f"{test.checked} words, {len(test.problems)} wrong answers, {len(test.crowded)} without the right word")
        sys.exit(1 if test.problems or not few or test.checked < 500 or found < 20 else 0)


main()
