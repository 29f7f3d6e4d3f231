#!/usr/bin/env python3
"""every_format.py BINARY [--spoil] FOLDER...: runs every Ask command of the program in every format over a book of each folder, and
reads what it prints with parsers that are not ours. The commands come from `gigawatch help`, so a new one is included. All
machine formats must hold the same cells; those for people must be whole, and none may carry a control character. --spoil damages each format in turn and
wants to see that it is found."""

import csv
import html.parser
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

import workbook

FOREIGN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "foreign")

# What a command needs beside its name. A command that is not here is run without words.
WORDS = {
    "show": ["{party}"],
    "diff": ["2025-12-31"],
    "schedule": ["--layout", "tidy"],
    "dependence": ["{party}", "{other}"],
    "stress": ["{party}", "--pays", "50%"],
    "reconcile": ["class:spend", "class:spend bucket:committed"],
    "import": [f"{FOREIGN}/sheet.csv", "--rules", f"{FOREIGN}/rules.toml", "--dry-run"],
    "sql": ["select deal, leg, payer, amount_lo, amount_hi from legs order by deal, leg"],
}
ISOLATES = "\u2068\u2069"  # ours, in pairs, around right-to-left names
VOID = {"meta", "br"}


def fail(message):
    raise AssertionError(message)


def expect(condition, message):
    if not condition:
        fail(message)


class Page(html.parser.HTMLParser):
    """Balanced tags, nothing that loads or runs, rows of one width."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.widths, self.tags, self.body_rows = [], [], set(), 0

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        expect(tag not in ("script", "img", "link", "iframe", "object"), f"<{tag}>")
        for name, value in attributes:
            expect(not name.startswith("on") and name != "src", f"attribute {name}")
            expect(name != "href" or re.match("https?://", value), f"href {value}")
        if tag == "tr":
            self.widths.append(0)
            self.body_rows += "tbody" in self.open
        if tag in ("td", "th"):
            self.widths[-1] += int(dict(attributes).get("colspan", 1))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        expect(self.open and self.open.pop() == tag, f"</{tag}> closes nothing")


def check_page(text, rows):
    page = Page()
    page.feed(text)
    page.close()
    expect(not page.open, f"not closed: {page.open}")
    expect({"caption", "thead", "tbody", "title"} <= page.tags, "no caption, head or title")
    expect(len(set(page.widths)) == 1, f"rows of {set(page.widths)} cells")
    expect(page.body_rows == max(len(rows), 1), f"{page.body_rows} rows for {len(rows)}")


def check_markdown(text, rows):
    lines = [line for line in text.splitlines() if line.startswith("|")]
    widths = {len(re.sub(r"\\.", "", line).split("|")) for line in lines}
    expect(len(widths) == 1, f"rows of {widths} cells")
    expect(re.fullmatch(r"\|( (---|---:) \|)+", lines[1]), "no rule under the header")
    expect(len(lines) >= len(rows) + 2, f"{len(lines)} lines for {len(rows)} rows")


def check_display(text):
    for character in text.replace("\n", ""):
        kind = unicodedata.category(character)
        allowed = kind not in ("Cc", "Cf", "Zl", "Zp") or character in ISOLATES + "\u200c\u200d"
        expect(allowed, f"U+{ord(character):04X} in what people read")
    for line in text.splitlines():
        expect(line.count(ISOLATES[0]) == line.count(ISOLATES[1]), "an isolate that stays open")


def check_dot(text):
    value = r'(?:"(?:[^"\\\n]|\\.)*"|[\w.]+)'
    settings = rf"\w+={value}(?: \w+={value})*"
    forms = [r"digraph gigawatch \{", r"  //.*", rf"  {settings}", rf"  (?:node|edge|n\d+|n\d+ -> n\d+|legend) \[{settings}\]", r"\}"]
    for line in text.splitlines():
        expect(any(re.fullmatch(form, line) for form in forms), f"no Graphviz: {line}")
    expect(text.startswith("digraph ") and text.endswith("}\n"), "no digraph")
    if shutil.which("dot"):  # the forms above are ours
        subprocess.run(["dot", "-Tcanon"], input=text.encode(), check=True, stdout=subprocess.DEVNULL)


def check_mermaid(text):
    label = r'"[^"\n]*"'
    forms = [r"%% .*", r"flowchart LR", rf"  n\d+\[{label}\]", rf"  n\d+ (-->|-\.->)\|{label}\| n\d+",
             r"  linkStyle \d+ stroke:#[0-9A-F]{6},stroke-width:\d+\.\dpx", rf"  legend\[{label}\]",
             r"  style legend fill:none,stroke:none"]
    for line in text.splitlines():
        expect(any(re.fullmatch(form, line) for form in forms), f"no Mermaid: {line}")


def unguarded(cell):
    """What an apostrophe before a formula was put before."""
    rest = cell[1:].lstrip(" \u00a0\ufeff'")
    return cell[1:] if cell[:1] == "'" and rest[:1] and rest[0] in "=+-@\t\r\n＝＋－＠" else cell


def from_tsv(cell):
    return re.sub(r"\\(.)", lambda sign: {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}[sign[1]], cell)


def cells_of(text, name):
    """Header and rows of a machine format as texts; "" for what has no value."""
    if name == "csv":
        header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        return header, [[unguarded(cell) for cell in row] for row in rows]
    if name == "tsv":
        header, *rows = [line.split("\t") for line in text.split("\n")[:-1]]
        return header, [[unguarded(from_tsv(cell)) for cell in row] for row in rows]
    whole = lambda digits: "#" + digits
    if name == "json":
        objects = json.loads(text, parse_int=whole, parse_float=whole)
    else:
        objects = [json.loads(line, parse_int=whole, parse_float=whole) for line in text.splitlines()]
    rows = [["" if cell is None else cell for cell in one.values()] for one in objects]
    return list(objects[0]) if objects else None, rows


def plain(rows, numbers):
    """JSON's numbers lose the mark that tells them from texts; `numbers` are the columns that have some."""
    for row in rows:
        for column, cell in enumerate(row):
            if cell.startswith("#"):
                numbers.add(column)
                row[column] = cell[1:]
    return rows


def check_workbook(file, command, header, rows, numbers):
    sheets = workbook.read_workbook(file)
    expect(list(sheets) == [command, "notes"], f"sheets {list(sheets)}")
    stored_header, *stored = sheets[command]
    expect(stored_header == header, f"header {stored_header}")
    expect(len(stored) == len(rows), f"{len(stored)} rows")
    for row, wanted in zip(stored, rows):
        row = row + [None] * (len(header) - len(row))
        for column, (cell, text) in enumerate(zip(row, wanted)):
            if cell is None:
                expect(text == "", f"an empty cell for {text!r}")
            elif isinstance(cell, str):
                expect(cell == text and (column not in numbers or len(text) > 15), f"{cell!r} for {text!r}")
            else:
                expect(column in numbers and float(text) == cell, f"{cell!r} for {text!r}")


class Program:
    def __init__(self, binary, folder):
        self.binary = binary
        self.folder = folder
        self.environment = {"PATH": os.environ["PATH"], "GIGAWATCH_BOOK": os.path.join(folder, "book.db"), "HOME": folder}

    def run(self, *arguments, codes=(0, 1)):
        done = subprocess.run([self.binary, *arguments], env=self.environment, cwd=self.folder, capture_output=True, check=False)
        said = done.stderr.decode()
        expect(done.returncode in codes, f"exit {done.returncode}: {said}")
        return done.stdout.decode(), said, done.returncode

    def run_raw(self, *arguments):
        done = subprocess.run([self.binary, *arguments], env=self.environment, cwd=self.folder, capture_output=True, check=False)
        expect(done.returncode in (0, 1), f"exit {done.returncode}: {done.stderr.decode()}")
        return done.stdout

    def ask_commands(self):
        overview = self.run("help")[0]
        commands = re.findall(r"^  ([a-z][a-z-]*) ", overview[overview.index("\nAsk\n"):], re.MULTILINE)
        return [command for command in commands if "--format " in self.run("help", command)[0] and command != "workbook"]

    def formats(self):
        return re.findall(r"[a-z]+", re.search(r"--format FORMAT +(.*(?:\n {24}.*)*)", self.run("help", "exposure")[0])[1].replace(" or ", ", "))


def spoiled(name, text):
    """The answer with one digit changed, and a tag and a cell too many; a picture with half a hop."""
    if name in ("dot", "mermaid"):
        return text.rstrip("\n}") + "\n  n0 ->\n}\n"
    return re.sub("([1-8])", lambda digit: str(int(digit[1]) + 1), text, count=1).replace("2", "2</i>|\"\x07", 1)


def check_command(program, command, words, formats, spoil=None):
    answers = {}
    for name in formats:
        if name == "xlsx":
            first = program.run_raw(command, *words, "-q", "-f", "xlsx")
            expect(first == program.run_raw(command, *words, "-q", "-f", "xlsx"), "two runs, two workbooks")
            if name == spoil:
                first = program.run_raw(command, "-q", "--limit", "1", "-f", "xlsx")
            answers[name] = io.BytesIO(first)
            continue
        answers[name], said, code = program.run(command, *words, "-f", name, "-q", codes=(0, 1, 2))
        if name == spoil:
            answers[name] = spoiled(name, answers[name])
        expect(code != 2 or (name in ("dot", "mermaid") and "no picture" in said), f"-f {name}: {said}")
        if code == 2:
            del answers[name]
    header, rows = cells_of(answers["csv"], "csv")
    numbers = set()
    for name in ("json", "ndjson", "tsv"):
        other_header, other_rows = cells_of(answers[name], name)
        expect(other_header in (None, header), f"{name}: header {other_header}")
        expect(plain(other_rows, numbers) == rows, f"{name} and csv differ")
    check_workbook(answers["xlsx"], command, header, rows, numbers)
    check_page(answers["html"], rows)
    check_markdown(answers["md"], rows)
    for name in ("table", "md", "html"):
        check_display(answers[name])
    if "dot" in answers:
        check_dot(answers["dot"])
        check_mermaid(answers["mermaid"])
    return len(rows), "dot" in answers


def check_spoiled(program, formats):
    for name in formats:
        try:
            check_command(program, "loops", [], formats, name)
        except (AssertionError, ValueError, subprocess.CalledProcessError) as problem:
            print(f"{name}: {str(problem)[:80]!r}")
        else:
            sys.exit(f"{name} may be damaged and nothing is said")


def check_book(binary, folder, spoil):
    with tempfile.TemporaryDirectory() as place:
        program = Program(binary, place)
        program.run("init", "-q")
        program.run("import", "-q", os.path.abspath(folder))
        with open(os.path.join(folder, "parties.csv"), encoding="utf-8") as parties:
            party, other = [row["party"] for row in csv.DictReader(parties)][:2]
        formats = program.formats()
        expect(len(formats) >= 10, f"formats {formats}")
        if spoil:
            check_spoiled(program, formats)
            return
        pictures = 0
        for command in program.ask_commands():
            words = [word.format(party=party, other=other) for word in WORDS.get(command, [])]
            try:
                rows, picture = check_command(program, command, words, formats)
            except (AssertionError, ValueError, subprocess.CalledProcessError) as problem:
                sys.exit(f"{folder}: {command} {' '.join(words)}: {problem}")
            pictures += picture
            print(f"{os.path.basename(folder)}: {command}: {rows} rows")
        expect(pictures >= 2, "exposure and loops draw no picture")


def main():
    binary, *folders = sys.argv[1:]
    spoil = folders[0] == "--spoil"
    for folder in folders[spoil:]:
        check_book(os.path.abspath(binary), folder, spoil)


main()
