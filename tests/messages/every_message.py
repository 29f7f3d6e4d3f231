#!/usr/bin/env python3
"""Every message that a user can meet stands in docs/errors.md, and each of that page in a golden test.

    every_message.py SOURCE_FOLDER [--without PATTERN]

Three things are held against each other: the messages that the program's sources can say, those that golden
tests and pages show it saying, and those that docs/errors.md explains (`…` there stands for what differs).
--without leaves a message of the page out, for a test of this test.
"""
import argparse
import re
import sys
from pathlib import Path

# What no test can bring about: the reason why it is said at all.
UNSEEN = {
    "SQLite cannot start": "a broken library",
    "SQLite refuses setting {}": "a library older than the one we ask for",
    "no row from: {}": "a mistake in the program",
    "the claims were changed by another meanwhile; nothing was changed": "a race of two programs",
    "interrupted": "SQLite is stopped in the middle of its work, which no test can time",
    "{} is missing: it is in the key of {}": "told by the words of the key first",
    "{}: {}; nothing was changed": "a file of the editor that cannot be made",
    "{} was changed since it was shown; nothing was changed": "told with where the text is kept",
    "the copy is damaged: {}": "a disk that lies",
    "{} was moved or replaced while it was being written; nothing was stored": "a race of two programs",
    "{}: written, but it may not outlast a power failure: {}": "a failing disk",
    "the workbook could not be made: {}": "a failing disk",
    "the workbook could not be read back": "a failing disk",
    "no temporary folder for the workbook": "a full disk",
    "xlsx needs {}, which is not there": "an installation without the library",
    "{} rows are more than a sheet holds": "an answer of a million rows",
    "\"{}\" cannot be the name of a sheet": "a mistake in the program",
    "the statement was stopped: it needs more than 1 GiB of memory": "takes minutes to bring about",
    "\"{}\" is no moment of the history": "told by verify first",
    "subject names {}, which is not there": "told by import first",
    "\"{}\" is a row of {} and of {}": "no two tables of today share a key",
}
LITERAL = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
THROWN = re.compile(r"Error\(\s*Exit::k\w+,\s*(?:fmt::format\(\s*)?" + LITERAL)


def said_in_sources(folder):
    """The first text of every Error that is thrown, with {} for what differs, and where."""
    said = {}
    for path in sorted(folder.glob("src/*/*.cpp")):
        for match in THROWN.finditer(path.read_text(encoding="utf-8")):
            text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', match.group(1)))
            said.setdefault(text.replace('\\"', '"').replace("\\n", "\n"), path.name)
    return said


def explained(folder):
    page = (folder / "docs/errors.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(.+?)` \| (.+) \|$", page, re.MULTILINE)
    twice = {message for message, _ in rows if [row[0] for row in rows].count(message) > 1}
    return [message for message, _ in rows], twice


def pattern_of(message):
    return re.compile("".join(".*" if part == "…" else re.escape(part)
                              for part in re.split("(…)", message)) + r"\Z", re.DOTALL)


def shown_in_tests(folder):
    """What stands behind "error: " in golden tests and pages, with and without a place before it."""
    shown = []
    files = [*sorted(folder.glob("tests/golden/*.test")), folder / "README.md",
             *sorted(folder.glob("docs/*.md"))]
    for path in files:
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            match = re.match(r"(?:[!|](?:\\)? )?error: (.+)$", line)
            if match and path.name != "errors.md":
                text = match.group(1)
                place = re.match(r"[^ :]+(?:\.\w+|(?::\d+)+|query|config): |\S+(?::\d+){1,2}: ", text)
                shown.append((path.name, text, text[place.end():] if place else text))
    return shown


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    arguments.add_argument("source", type=Path)
    arguments.add_argument("--without")
    given = arguments.parse_args()
    messages, twice = explained(given.source)
    messages = [message for message in messages if message != given.without]
    patterns = {message: pattern_of(message) for message in messages}
    shown = shown_in_tests(given.source)
    wrong = [f"docs/errors.md has it twice: {message}" for message in sorted(twice)]
    met = set()
    for file, whole, bare in shown:
        fits = [message for message, pattern in patterns.items()
                if pattern.match(bare) or pattern.match(whole)]
        met.update(fits)
        if not fits:
            wrong.append(f"{file} shows what docs/errors.md does not explain: {bare}")
    wrong += [f"no golden test shows what docs/errors.md explains: {message}"
              for message in messages if message not in met]
    texts = [bare for _, _, bare in shown] + [whole for _, whole, _ in shown]
    for text, file in said_in_sources(given.source).items():
        pattern = pattern_of(re.sub(r"\{[^}]*\}", "…", text))
        if text in UNSEEN or any(pattern.match(one) for one in texts):
            continue
        wrong.append(f"{file} says what no golden test shows: {text}")
    for line in dict.fromkeys(wrong):
        print(line)
    print(f"{len(messages)} messages explained, {len(shown)} shown, {len(set(wrong))} wrong")
    return 1 if wrong or not shown else 0


if __name__ == "__main__":
    sys.exit(main())
