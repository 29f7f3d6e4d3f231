"""What the fault tests in Python share: a folder to work in, the program in it, what a book says, and
how what was found is told. The last line of every test is its line in the table of script/prove."""
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

OLDER = ("pragma user_version = 1; drop table book_changes; drop table book_change_counts; drop table book_versions;"
         + "".join(f"alter table {table} drop column {column};"
                   for table in ("parties aliases sources deals events links legs leg_links flows sites tranches "
                                 "milestones hardware quantities stakes metrics fx_rates claims").split()
                   for column in ("book_change", "book_check"))
         + "insert into parties (party, name, kind) values ('openai', 'OpenAI', 'ai-lab');"
         + "insert into book_spellings values ('openai', 'openai')")


class Place:
    """A folder of its own, in memory where there is such a folder, gone when the test ends."""

    def __init__(self, program, parent=None):
        self.program = str(Path(program).resolve())
        if parent is None and os.access("/dev/shm", os.W_OK):
            parent = "/dev/shm"
        self.folder = Path(tempfile.mkdtemp(prefix="gigawatch-faults-", dir=parent))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def environment(self, **more):
        return {"LC_ALL": "C", "USER": "tester", "HOME": str(self.folder), "PATH": os.environ.get("PATH", ""), **more}

    def run(self, *words, preload=None, before=(), cwd=None, **more):
        """The process that has ended; its text is stdout and stderr together."""
        if preload:
            more["LD_PRELOAD"] = str(preload)
        return subprocess.run([*before, self.program, *map(str, words)], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
                              stdin=subprocess.DEVNULL, cwd=cwd or self.folder, env=self.environment(**more), timeout=300)

    def must(self, *words):
        done = self.run(*words)
        if done.returncode != 0:
            raise RuntimeError(f"{words}: exit {done.returncode}: {done.stdout}")
        return done

    def write_sheets(self, name, deals, first=1, note=200):
        """A folder of CSV files with that many new deals, and a leg of each."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        numbers = range(first, first + deals)
        (folder / "parties.csv").write_text("party,name,kind\nopenai,OpenAI,ai-lab\naws,AWS,hyperscaler\n")
        (folder / "deals.csv").write_text(
            "deal,kind,note\n" + "".join(f"deal-{i},deal,{'x' * note}\n" for i in numbers))
        (folder / "legs.csv").write_text(
            "deal,leg,payer,payee,kind,amount,currency\n"
            + "".join(f"deal-{i},1,openai,aws,compute,{i % 90 + 1}bn,USD\n" for i in numbers))
        return folder

    def make_older(self, book):
        with sqlite3.connect(self.folder / book) as db:
            db.executescript(OLDER)
        db.close()


def dump(path):
    """All that a book says, and whether SQLite finds it whole; "none" without a file. Rolls a journal back."""
    if not os.path.exists(path):
        return "none"
    try:
        db = sqlite3.connect(path, isolation_level=None)
        try:
            db.text_factory = bytes
            said = [db.execute("pragma integrity_check").fetchall(), db.execute("pragma user_version").fetchall(),
                    db.execute("select type, name, sql from sqlite_schema order by 1, 2").fetchall()]
            said += [db.execute(f'select * from "{name.decode()}" order by 1, 2').fetchall()
                     for kind, name, _ in said[2] if kind == b"table"]
        finally:
            db.close()
    except sqlite3.DatabaseError as problem:
        return f"damaged: {problem}"
    if said[0] != [(b"ok",)]:
        return f"damaged: {said[0]}"
    return repr(said)


class Findings:
    """What is wrong, and how much was looked at. A test that looked at nothing has failed."""

    def __init__(self):
        self.points, self.wrong = 0, []

    def check(self, problem, where=""):
        self.points += 1
        if problem:
            self.wrong.append(f"{where}: {problem}" if where else problem)

    def line(self, name):
        print(f"{name:<24}{self.points:>7} points, {len(self.wrong)} wrong", flush=True)
        for problem in self.wrong[:10]:
            print("   ", problem[:1200])
        return self

    def take(self, name, findings):
        """Prints another's line and counts it in; whether it is sound."""
        findings.line(name)
        self.points += findings.points
        self.wrong += findings.wrong
        return findings.sound()

    def sound(self):
        if self.points == 0:
            print("    nothing was looked at: nothing is proved")
        return self.points > 0 and not self.wrong


def control(name, findings):
    """A run in which something must be found."""
    print(f"{name:<24}{findings.points:>7} points, {len(findings.wrong)} wrong, as it must be", flush=True)
    if not findings.wrong:
        print("    this was not caught: nothing is proved")
    return bool(findings.wrong)


def finish(sound, line):
    print(line)
    sys.exit(0 if sound else 1)
