#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What script/bench runs: gigawatch and its peers on the same invented books, in alternation.

run.py PROGRAM SCRATCH PAGE [--legs 1000,100000,1000000] [--runs N] [--seed S] [--only JOB[,JOB]]

Every command is a whole process, its output thrown away; the commands of a job run in turns (A B C A B C ...), so that
what else the machine does hits all alike. A line gives the medians of wall time, processor time and peak memory, and
the ratio: the median over the rounds of this command's wall time by that of the job's yardstick. The tables go to
stdout, and into PAGE between its two marks. A peak is at least this script's own, some 16 MB. Peers that are not installed are named and left out.
"""
import argparse
import datetime
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
BEGIN, END = "<!-- script/bench begins -->", "<!-- script/bench ends -->"
TEXT_COLUMNS = {"legs": "deal,leg,payer,payee,kind,amount,currency,start,end,profile", "deals": "deal,kind,title",
                "events": "deal,status,date", "parties": "party,name,kind", "fx_rates": "base,quote,date,rate"}

YEARS = "2015..2055"  # every year of an invented book

# Each amount in equal parts over the calendar years of its promise, the rest in the last; unknown and cancelled ones not.
YEARS_SQL = """.mode csv
select payer, payee, currency, y.value, sum(amount / n + case when y.value = y2 then amount % n else 0 end)
from (select *, y2 - y1 + 1 as n
      from (select l.payer, l.payee, l.currency, cast(l.amount as integer) as amount, substr(l.start, 1, 4) + 0 as y1,
                   substr(l."end", 1, 4) + 0 as y2
            from legs l join events e using (deal) where l.amount <> '' and e.status <> 'cancelled')),
     generate_series(y1, y2) as y
group by 1, 2, 3, 4;
"""
DUCK = """import { DuckDBInstance } from '@duckdb/node-api';
const [file, make] = process.argv.slice(2);
const book = await DuckDBInstance.create(file, make ? {} : { threads: '2', access_mode: 'READ_ONLY' });
const connection = await book.connect();
await connection.run(make ? `create table leg as select * from read_csv('${make}', nullstr='')` :
`copy (select payer, payee, currency, y, sum(amount // n + case when y = y2 then amount % n else 0 end) as total
from (select *, y2 - y1 + 1 as n, unnest(range(y1, y2 + 1)) as y
      from (select payer, payee, currency, amount, year(start) as y1, year("end") as y2
            from leg where amount is not null and status <> 'cancelled'))
group by all order by all) to '/dev/null' (format csv, header false)`);
connection.closeSync();
book.closeSync();
"""


class Job:
    """Commands that are compared; the first is the yardstick unless it says otherwise."""

    def __init__(self, name, goal, commands, prepare="", yardstick=1):
        self.name, self.goal, self.commands = name, goal, commands
        self.prepare, self.yardstick = prepare, yardstick


def run_once(command, folder):
    begin = time.monotonic()
    process = subprocess.Popen(["/bin/sh", "-c", "exec " + command if ";" not in command else command], cwd=folder,
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - begin
    if process.returncode not in (0, 1):  # 1: check found something, or there are more loops than were listed
        sys.exit(f"{command}: exit {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(job, runs, folder):
    """Lines of (name, wall, cpu, peak, ratio)."""
    seen = {name: [] for name, _ in job.commands}
    for round_number in range(runs + (1 if runs > 1 else 0)):
        for name, command in job.commands:
            if job.prepare:
                subprocess.run(job.prepare, shell=True, cwd=folder, check=True)
            result = run_once(command, folder)
            if round_number > 0 or runs == 1:  # the first round only warms up
                seen[name].append(result)
    yardstick = seen[job.commands[job.yardstick][0]]
    median = statistics.median
    return [(name, *(median(one[i] for one in results) for i in range(3)),
             median(one[0] / other[0] for one, other in zip(results, yardstick))) for name, results in seen.items()]


def seconds(value):
    return f"{value:.4f}" if value < 0.1 else f"{value:.2f}"


def rows_of(job, results):
    for name, wall, cpu, peak, ratio in results:
        yield f"| {job.name} | {name} | {seconds(wall)} | {seconds(cpu)} | {peak:.0f} | {ratio:.3f} | {job.goal if name.startswith('gigawatch') else ''} |"


def import_sql(folder, legs, tables, index):
    script = folder / f"import-{legs}{'-indexed' if index else ''}.sql"
    lines = [f'create table {table}({", ".join(name_as_text(c) for c in TEXT_COLUMNS[table].split(","))});\n'
             f".import --csv --skip 1 b{legs}/{table}.csv {table}" for table in tables]
    if index:
        lines += ["create index p on legs(payer);", "create index q on legs(payee);"]
    script.write_text("\n".join(lines) + "\n")
    return script.name


def name_as_text(column):
    return f'"{column}" text'


def write_journal(folder, legs, postings):
    """The first postings of the book as a plain-text journal, a transaction for each leg and year."""
    left = postings
    with open(folder / f"b{legs}.csv", encoding="utf-8") as rows, open(folder / "j.journal", "w", encoding="utf-8") as out:
        next(rows)
        for row in rows:
            deal, _, status, payer, payee, kind, amount, currency, start, end = row.rstrip("\n").split(",")
            if status == "cancelled" or not amount:
                continue
            first, last = int(start[:4]), int(end[:4])
            each, rest = divmod(int(amount), last - first + 1)
            for year in range(first, last + 1):
                if left <= 0:
                    return
                paid = each + (rest if year == last else 0)
                out.write(f"{year}-06-30 {deal} {kind}\n    received:{payee}:{payer}  {paid} {currency}\n"
                          f"    paid:{payer}:{payee}\n\n")
                left -= 2


class Bench:
    def __init__(self, asked):
        self.program, self.folder = f'"{Path(asked.program).resolve()}"', asked.scratch
        self.runs, self.seed, self.missing = asked.runs, asked.seed, []
        self.duck = self.has_duckdb()

    def has(self, tool):
        if shutil.which(tool):
            return True
        if tool not in self.missing:
            self.missing.append(tool)
        return False

    def has_duckdb(self):
        if shutil.which("node") and (self.folder / "duckdb/node_modules/@duckdb/node-api").exists():
            (self.folder / "duckdb/years.mjs").write_text(DUCK)
            return True
        self.missing.append("duckdb")
        return False

    def make_book(self, legs):
        folder = self.folder / f"b{legs}"
        if not folder.exists():
            subprocess.run([sys.executable, HERE / "deal_book.py", str(legs), folder, "--seed", str(self.seed), "--flat",
                            self.folder / f"b{legs}.csv"], check=True)
        shell = lambda line: subprocess.run(line, shell=True, cwd=self.folder, check=True, stdout=subprocess.DEVNULL)
        if not (self.folder / f"{legs}.db").exists():
            shell(f"{self.program} init -q -b {legs}.db && {self.program} import -q -b {legs}.db b{legs}")
        if not (self.folder / f"plain{legs}.db").exists():
            shell(f"sqlite3 plain{legs}.db <{import_sql(self.folder, legs, TEXT_COLUMNS, index=False)}")
        if self.duck and not (self.folder / f"{legs}.duck").exists():
            shell(f"node duckdb/years.mjs {legs}.duck b{legs}.csv")
        (self.folder / "years.sql").write_text(YEARS_SQL)

    def jobs(self, legs):
        program = self.program
        script = import_sql(self.folder, legs, TEXT_COLUMNS, index=True)
        if legs <= 1000:
            for command in ("exposure", "capacity", "loops --limit 100", "circularity", "deals", "show d0000001",
                            "conflicts"):
                yield Job(f"start, {legs:,} legs", "3", [
                    (f"gigawatch {command}", f"{program} {command} -b {legs}.db"),
                    ("sqlite3 select 1", f"sqlite3 {legs}.db 'select 1'")])
            return
        yield Job(f"import, {legs:,} legs", "0.75", [
            ("gigawatch import", f"{program} init -q -b new.db; exec {program} import -q -b new.db b{legs}"),
            ("sqlite3 .import and two indexes", f"sqlite3 x.db <{script}")], prepare="rm -f new.db x.db")
        peers = [("sqlite3, sums per year in SQL", f"sqlite3 plain{legs}.db <years.sql")]
        if self.duck:
            peers.append(("duckdb, 2 threads, under node", f"node duckdb/years.mjs {legs}.duck"))
        yield Job(f"exposure by payer, payee and year, {legs:,} legs", "0.15",
                  [("gigawatch exposure", f"{program} exposure -b {legs}.db --by payer,payee --period {YEARS} -f csv"), *peers])
        yield Job(f"export, {legs:,} legs", "1.0", [
            ("gigawatch export", f"{program} export -q -b {legs}.db out"),
            ("sqlite3 -csv of the same rows", f"sqlite3 -csv {legs}.db 'select * from legs; select * from deals; "
             "select * from events; select * from parties'"),
            ("sqlite3 -csv of what was imported", f"sqlite3 -csv plain{legs}.db 'select * from legs; select * from deals; "
             "select * from events; select * from parties'")], prepare="rm -rf out")
        yield Job(f"check, {legs:,} legs", "2 s" if legs == 100_000 else "", [
            ("gigawatch check", f"{program} check -b {legs}.db -f csv")], yardstick=0)
        if legs == 100_000:
            yield from self.jobs_against_ledgers(legs)

    def jobs_against_ledgers(self, legs):
        ledgers = [(f"{tool} balance, 100,000 postings", f"{tool} -f j.journal balance paid --flat")
                   for tool in ("ledger", "hledger") if self.has(tool)]
        if ledgers:
            write_journal(self.folder, legs, 100_000)
            yield Job("exposure against ledgers, 100,000 legs", "0.25, 0.05",
                      [("gigawatch exposure", f"{self.program} exposure -b {legs}.db -f csv"), *ledgers])


def growth(walls):
    """How much longer each command takes on the largest book than on one of a tenth of its legs."""
    for (job, legs), wall in sorted(walls.items()):
        if (smaller := walls.get((job, legs // 10))) and legs >= 1_000_000:
            yield f"| {job} | {legs // 10:,} to {legs:,} | {wall / smaller:.1f} | 12 |"


def versions(program):
    def first_line(*command):
        try:
            return subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()[0]
        except (OSError, IndexError):
            return f"{command[0]} is missing"
    processor = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8")
                      if line.startswith("model name")), platform.processor())
    return [f"{datetime.date.today()}, {os.cpu_count()} cores of {processor}, "
            f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') >> 30} GiB, load {os.getloadavg()[0]:.1f} at the start; revision {first_line('git', 'describe', '--always', '--dirty')}",
            first_line(str(program), "--version") + ", " + first_line("g++", "--version"),
            "sqlite3 " + first_line("sqlite3", "--version").split()[0] + ", " + first_line("ledger", "--version") + ", "
            + first_line("hledger", "--version")]


def write_page(page, lines):
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    page.write_text(before + BEGIN + "\n\n" + "\n".join(lines) + "\n\n" + END + after, encoding="utf-8")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program", type=Path)
    options.add_argument("scratch", type=Path)
    options.add_argument("page", type=Path)
    options.add_argument("--legs", default="1000,100000,1000000")
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", default="", help="jobs whose names begin with one of these")
    asked = options.parse_args()
    asked.scratch.mkdir(parents=True, exist_ok=True)
    bench = Bench(asked)
    lines = [*(f"{line}." for line in versions(asked.program)), f"Seed {asked.seed}, medians of {asked.runs} rounds (21 of 1,000 legs) after one that warms up; a peak of 16 MB is one of at most that.", "",
             "| job | command | wall s | processor s | peak MB | ratio | goal |", "| --- | --- | --- | --- | --- | --- | --- |"]
    print("\n".join(lines), flush=True)
    walls = {}
    for legs in map(int, asked.legs.split(",")):
        bench.make_book(legs)
        for job in bench.jobs(legs):
            if not job.name.startswith(tuple(asked.only.split(","))):
                continue
            runs = 21 if legs <= 1000 and asked.runs > 1 else asked.runs
            results = measure(job, runs, asked.scratch)
            walls.setdefault((results[0][0], legs), results[0][1])  # of exposure by year, not of that against ledgers
            for row in rows_of(job, results):
                lines.append(row)
                print(row, flush=True)
    if grown := list(growth(walls)):
        lines += ["", "| command | legs | times as long | goal |", "| --- | --- | --- | --- |", *grown]
        print("\n".join(lines[-len(grown) - 3:]))
    if bench.missing:
        lines += ["", f"Not installed, so not measured: {', '.join(bench.missing)}."]
        print(lines[-1])
    write_page(asked.page, lines)


if __name__ == "__main__":
    main()
