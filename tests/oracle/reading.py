#!/usr/bin/env python3
"""An independent reading of the specification: the figures of a book, straight from its CSV files.

    reading.py FOLDER exposure|capacity|loops|deals [--on DATE] [--buckets a,b,..] [--max-length N]
    reading.py FOLDER exposure [--by a,b,..]
    reading.py FOLDER schedule --period RANGE [--step year|half|quarter|month]

Prints a JSON array of the machine columns of the command, rows sorted by their text columns.
It is slow and plain on purpose and shares nothing with the program: whatever the two do not agree
on is an error in one of them, or a sentence that can be read in two ways. Where a sentence can be,
the reading taken here stands in a comment that begins with "Reading:".

It believes the book: what an import would refuse is not looked for here.
"""
import argparse
import csv
import itertools
import json
import re
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import date as Day, timedelta
from fractions import Fraction
from pathlib import Path

END_OF_TIME = Day.max
OPEN = float("inf")  # an open upper end; it only ever meets integers in sums and comparisons

STATUSES = ["talks", "loi", "announced", "signed", "amended", "active", "paused", "completed",
            "denied", "lapsed", "cancelled", "superseded"]  # of one day the later word wins
DEAD = {"denied", "lapsed", "cancelled", "superseded"}
BUCKETS = ["committed", "conditional", "announced", "talks"]  # strictest first
IN_KIND = {"warrant", "grant"}
CLASSES = {
    "spend": "compute hardware lease power construction service licence revenue-share prepayment",
    "capital": "equity debt convertible grant",
    "contingent": "guarantee warrant",
    "transfer": "acquisition",
    "right": "exclusivity first-refusal",
}
CLASS_OF_KIND = {kind: name for name, kinds in CLASSES.items() for kind in kinds.split()}


# ---- cells --------------------------------------------------------------------------------------

def interval(text, unit_value):
    """`a`, `a..b`, `..b`, `a..` or nothing, with or without `~`, as (lo, hi); None: an open end."""
    text = text.removeprefix("~")
    if ".." not in text:
        return (unit_value(text), unit_value(text)) if text else (None, None)
    lo, hi = text.split("..")
    return (unit_value(lo) if lo else None, unit_value(hi) if hi else None)


def whole_number(text, units):
    number, unit = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([A-Za-z]*)", text).groups()
    value = Fraction(number) * units[unit]
    if value.denominator != 1:
        raise ValueError(f"not a whole number of units: {text}")
    return int(value)


def amount(text):
    units = {"": 1, "m": 10**6, "bn": 10**9, "tn": 10**12}
    return interval(text, lambda part: whole_number(part, units))


def power(text):
    units = {"kW": 1, "MW": 10**3, "GW": 10**6}
    return interval(text, lambda part: whole_number(part, units))


def term(text):
    """Months, or None where the cell is empty."""
    years, months = re.fullmatch(r"(?:([0-9]+)y)?(?:([0-9]+)m)?", text).groups()
    return 12 * int(years or 0) + int(months or 0) if text else None


def days(text):
    """(first possible day, last possible day) of a date cell; None is an open end."""
    if ".." not in text:
        return span(text) if text else (None, None)
    lo, hi = text.split("..")
    return (span(lo)[0] if lo else None, span(hi)[1] if hi else None)


def span(text):
    """First and last day of one year, half, quarter, month or day."""
    part = re.fullmatch(r"([0-9]{4})(?:-(?:Q([1-4])|H([12])|([0-9]{2})(?:-([0-9]{2}))?))?", text)
    year, quarter, half, month, day = (int(cell) if cell else None for cell in part.groups())
    if day:
        return Day(year, month, day), Day(year, month, day)
    first, count = 1, 12
    if quarter:
        first, count = 3 * quarter - 2, 3
    elif half:
        first, count = 6 * half - 5, 6
    elif month:
        first, count = month, 1
    return Day(year, first, 1), last_of_month(year, first + count - 1)


def last_of_month(year, month):
    return Day(year, 12, 31) if month == 12 else Day(year, month + 1, 1) - timedelta(days=1)


def add_months(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return Day(year, month + 1, min(day.day, last_of_month(year, month + 1).day))


def whole_months(first, last):
    """Whole months from the first day to the day after the last."""
    # Reading: a month is whole when the day of the month comes round again (31 January to
    # 27 February, the day after being the 28th, holds none).
    after = last + timedelta(days=1)
    return (after.year - first.year) * 12 + after.month - first.month - (after.day < first.day)


def folded(text):
    compatible = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", compatible).split())


def unguarded(text):
    """A text that a spreadsheet would run as a formula is written with a ' before it."""
    return text[1:] if re.match(r"'[=+\-@\t\r]", text) else text


# ---- the book -----------------------------------------------------------------------------------

@dataclass
class Leg:
    """One promise. Payer and payee are group slugs, the amount is before currency."""
    key: str
    deal: str
    payer: str
    payee: str
    kind: str
    leg_class: str
    firm: bool
    lo: int | None
    hi: int | None
    currency: str
    agreed: Day
    ended: Day | None
    first_payment: Day | None
    last_payment: Day | None
    row: dict

    def known(self):
        return self.lo is not None or self.hi is not None

    def stated(self):
        return (self.lo or 0) if self.hi is None else self.hi

    def kind_of_hop(self):
        """`capital` or `spend` where the leg makes a hop, else None."""
        if self.kind == "warrant":
            return "capital"
        return self.leg_class if self.leg_class in ("capital", "spend") else None


class Row(dict):
    """A row in which a column that was left out is empty."""

    def __missing__(self, column):
        return ""


class Book:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.parties = {row["party"]: row for row in self.rows("parties")}
        self.spellings = self.read_spellings()
        self.published = {row["source"]: days(row["published"])[1] for row in self.rows("sources")}
        self.events = self.read_events()
        self.rates = self.read_rates()
        self.flows = self.read_planned_flows()
        self.planned_amounts = self.read_planned_amounts()
        self.legs = {leg.key: leg for leg in map(self.read_leg, self.rows("legs"))}
        self.whole = {row["leg"]: row["other"] for row in self.rows("leg_links")
                      if row["relation"] == "within"}

    def rows(self, table):
        path = self.folder / f"{table}.csv"
        if not path.exists():
            return []
        with open(path, newline="", encoding="utf-8") as file:
            return [Row({column: unguarded(cell) for column, cell in row.items()})
                    for row in csv.DictReader(file, strict=True)]

    def read_spellings(self):
        names = {folded(row["alias"]): row["party"] for row in self.rows("aliases")}
        for slug, row in self.parties.items():
            names[folded(row["name"])] = slug
            names[folded(slug)] = slug
        return names

    def party(self, cell):
        return cell if cell in self.parties else self.spellings[folded(cell)]

    def group(self, cell):
        slug = self.party(cell)
        while self.parties[slug]["parent"]:
            slug = self.party(self.parties[slug]["parent"])
        return slug

    def read_events(self):
        events = defaultdict(list)
        for row in self.rows("events"):
            events[row["deal"]].append((self.event_day(row), STATUSES.index(row["status"])))
        return events

    def event_day(self, row):
        first, last = days(row["date"])
        last = last or END_OF_TIME
        published = self.published.get(row["source"]) or END_OF_TIME
        proves = published < last and (first is None or published >= first)
        return published if proves else last

    def first_event(self, deal):
        return min((day for day, _ in self.events[deal]), default=END_OF_TIME)

    def status(self, deal, on):
        """(status, its day) of the latest event that has happened, or (None, None)."""
        happened = [event for event in self.events[deal] if event[0] <= on]
        if not happened:
            return None, None
        day, status = max(happened)
        return STATUSES[status], day

    def read_rates(self):
        """Per currency the rates to USD as (last day, first day, rate)."""
        # Reading: only rates quoted in USD are used, never the inverse and never a cross rate.
        # Reading: of two rates with one last day the one with the later first day is the last.
        rates = defaultdict(list)
        for row in self.rows("fx_rates"):
            if row["quote"] == "USD":
                first, last = days(row["date"])
                rate = last or END_OF_TIME, first or Day.min, Fraction(row["rate"])
                rates[row["base"]].append(rate)
        return rates

    def rate(self, currency, day):
        if currency == "USD":
            return Fraction(1)
        usable = [rate for rate in self.rates[currency] if rate[0] <= day]
        return max(usable)[2] if usable else None

    def read_planned_flows(self):
        flows = defaultdict(list)
        for row in self.rows("flows"):
            if row["kind"] == "planned":
                flows[row["leg"]].append(days(row["date"]))
        return flows

    def read_planned_amounts(self):
        """Per leg its planned flows as (last possible day, (lo, hi))."""
        flows = defaultdict(list)
        for row in self.rows("flows"):
            if row["kind"] == "planned":
                flows[row["leg"]].append((days(row["date"])[1], amount(row["amount"])))
        return flows

    def read_leg(self, row):
        key = f"{row['deal']}/{row['leg']}"
        lo, hi = amount_of_leg(row)
        first, last = payment_days(row, self.flows[key])
        return Leg(key=key, deal=row["deal"], payer=self.group(row["payer"]),
                   payee=self.group(row["payee"]), kind=row["kind"],
                   leg_class=CLASS_OF_KIND[row["kind"]], firm=row["firmness"] in ("", "firm"),
                   lo=lo, hi=hi, currency=row["currency"],
                   agreed=days(row["agreed"])[1] or self.first_event(row["deal"]),
                   ended=days(row["ended"])[1], first_payment=first, last_payment=last, row=row)


def amount_of_leg(row):
    """(lo, hi) in the leg's currency: a rate times its term, or at least one period of it."""
    lo, hi = amount(row["amount"])
    if not row["per"]:
        return lo, hi
    months = months_of_leg(row)
    if months is None:
        return lo, None
    per = {"year": 12, "quarter": 3, "month": 1}[row["per"]]
    return tuple(end if end is None else round(Fraction(end * months, per)) for end in (lo, hi))


def months_of_leg(row):
    """The months that a rate runs, or None."""
    if row["term"]:
        return term(row["term"])
    first, last = days(row["start"])[0], days(row["end"])[1]
    # Reading: less than a whole month from start to end is a term of 0 months, not a missing one.
    return whole_months(first, last) if first and last else None


def payment_days(row, planned):
    """Earliest and latest day on which the leg may pay; None where no date says it."""
    start, end = days(row["start"]), days(row["end"])
    first, last = start[0], end[1]
    if not row["end"] and row["term"] and start[1]:
        # Reading: start + term is an interval as the start is one; its last day is the day before
        # the term has passed since the start's last possible day.
        last = add_months(start[1], term(row["term"])) - timedelta(days=1)
    # Reading: the profile says when the leg pays, so `upfront` pays within the start, and
    # `milestone` within its planned flows where there are any.
    if row["profile"] == "upfront":
        last = start[1]
    if row["profile"] == "milestone" and planned:
        return earliest(flow[0] for flow in planned), latest(flow[1] for flow in planned)
    return first, last


def earliest(some_days):
    """None if one of them is missing: the hop may then pay at any time."""
    some_days = list(some_days)
    return None if None in some_days else min(some_days)


def latest(some_days):
    some_days = list(some_days)
    return None if None in some_days else max(some_days)


# ---- what counts --------------------------------------------------------------------------------

@dataclass
class Counted:
    """A leg that counts, in USD, after its parts have been taken out."""
    leg: Leg
    bucket: str
    lo: int = 0
    stated: int = 0
    hi: float | int = 0
    unknown: bool = False
    unconverted: bool = False


def bucket_of(status, firm):
    if status is None or status in DEAD:
        return None
    if status == "talks":
        return "talks"
    if status in ("loi", "announced"):
        return "announced"
    return "committed" if firm else "conditional"


def bucket_on(book, leg, on):
    """The leg's bucket on a day, or None if it does not count."""
    if leg.agreed > on or (leg.ended and leg.ended <= on):
        return None
    return bucket_of(book.status(leg.deal, on)[0], leg.firm)


def every_leg(_key, _day):
    return True


class Lens:
    """The legs that count on one day; `selects` says which of them are asked for."""

    def __init__(self, book, on, selects=every_leg):
        self.book, self.on, self.selects = book, on, selects
        buckets = {key: bucket_on(book, leg, on) for key, leg in book.legs.items()}
        self.bucket = {key: bucket for key, bucket in buckets.items() if bucket}
        self.parts = defaultdict(list)
        for key in self.bucket:
            if self.whole_of(key) and not self.absorbed(key):
                self.parts[self.whole_of(key)].append(book.legs[key])

    def whole_of(self, key):
        """The live leg that a live leg is part of; parts of an absorbed part are its whole's."""
        # Reading: a whole that does not count neither absorbs nor gives up anything, and its
        # parts are nobody else's.
        # Reading: whether a part of an absorbed part is itself absorbed is asked of that whole.
        whole = self.book.whole.get(key)
        if whole not in self.bucket:
            return None
        return self.whole_of(whole) if self.absorbed(whole) else whole

    def absorbed(self, key):
        whole_key = self.whole_of(key)
        if not whole_key:
            return False
        part, whole = self.book.legs[key], self.book.legs[whole_key]
        # Reading: a rate that comes to nothing known ("up to" without a term) states no amount.
        return (whole.known()
                and (part.payer, part.payee, part.leg_class)
                == (whole.payer, whole.payee, whole.leg_class)
                and BUCKETS.index(self.bucket[whole_key]) <= BUCKETS.index(self.bucket[key]))

    def counted(self):
        """Every leg between two groups that counts, with what it adds."""
        # Reading: parts are subtracted before the legs inside one group drop out, so such a part
        # still lessens its whole.
        return [self.count(key) for key in self.bucket
                if self.book.legs[key].payer != self.book.legs[key].payee and self.selects(key, self.on)]

    def count(self, key):
        leg, bucket = self.book.legs[key], self.bucket[key]
        # Reading: an absorbed leg counts in its own bucket, with 0; as it is not unknown it is not
        # unconverted either.
        if self.absorbed(key):
            return Counted(leg, bucket)
        if not leg.known():
            return Counted(leg, bucket, hi=OPEN, unknown=True)
        rate = self.book.rate(leg.currency, leg.agreed)
        # Reading: this holds of a remainder of 0 too: the leg has an amount and there is no rate.
        if rate is None:
            return Counted(leg, bucket, hi=OPEN, unconverted=True)
        left = remainder(leg, self.parts[key])
        lo, stated, hi = (end if end == OPEN else round(end * rate) for end in left)
        return Counted(leg, bucket, lo, stated, hi)


def remainder(whole, parts):
    """(lo, stated, hi) of a leg less its parts, in the whole's currency."""
    for part in parts:
        if part.known() and whole.known() and part.currency != whole.currency:
            # Two links apart, by way of a part without an amount, nothing forbids this.
            raise ValueError(f"{part.key} and {whole.key} are in different currencies")
    lo = (whole.lo or 0) - sum((part.lo or 0) if part.hi is None else part.hi for part in parts)
    stated = whole.stated() - sum(part.stated() for part in parts)
    hi = OPEN if whole.hi is None else whole.hi - sum(part.lo or 0 for part in parts)
    return max(0, lo), max(0, stated), max(0, hi)


def limit(value):
    return None if value == OPEN else value


# ---- exposure -----------------------------------------------------------------------------------

def exposure(book, options):
    # Reading: class and bucket follow the dimensions that are named.
    names = list(dict.fromkeys([*options.by, "class", "bucket"]))
    groups = defaultdict(list)
    for leg in Lens(book, options.on, options.selects).counted():
        if leg.bucket in options.buckets:
            groups[tuple(dimension(book, options, leg, name) for name in names)].append(leg)
    return [exposure_row(names, key, legs) for key, legs in sorted(groups.items())]


def dimension(book, options, counted, name):
    """The text under which a leg is grouped; a dimension that says nothing of it is empty."""
    leg = counted.leg
    known = {"payer": leg.payer, "payee": leg.payee, "class": leg.leg_class, "deal": leg.deal,
             "bucket": counted.bucket, "leg": leg.key, "kind": leg.kind, "currency": leg.currency,
             "party": "; ".join(sorted([leg.payer, leg.payee])),
             "firmness": leg.row["firmness"] or "firm", "profile": leg.row["profile"] or "unknown",
             "source": leg.row["source"]}
    if name in known:
        return known[name]
    if name == "status":
        return book.status(leg.deal, options.on)[0]
    if name.startswith("agreed_"):
        year, month = leg.agreed.year, leg.agreed.month
        steps = {"agreed_year": f"{year}", "agreed_quarter": f"{year}-Q{(month + 2) // 3}",
                 "agreed_month": f"{year}-{month:02}"}
        return "" if leg.agreed == END_OF_TIME else steps[name]
    if name in ("payer_country", "payee_country"):
        return book.parties[getattr(leg, name[:5])]["country"]
    if name == "programme":
        programmes = {row["deal"] for row in book.rows("deals") if row["kind"] == "programme"}
        return "; ".join(sorted({row["other"] for row in book.rows("links")
                                 if row["relation"] == "part_of" and row["deal"] == leg.deal
                                 and row["other"] in programmes}))
    raise ValueError(name)


def exposure_row(names, key, legs):
    # A dimension that says nothing is null in JSON.
    row = {name: text or None for name, text in zip(names, key)}
    row["legs"] = len(legs)
    row["lo"] = sum(leg.lo for leg in legs)
    row["stated"] = sum(leg.stated for leg in legs)
    row["hi"] = limit(sum(leg.hi for leg in legs))
    row["unknown"] = sum(leg.unknown for leg in legs)
    row["unconverted"] = sum(leg.unconverted for leg in legs)
    return row


# ---- schedule -----------------------------------------------------------------------------------

def schedule(book, options):
    """Exposure, each leg spread over (earlier, the periods, later, undated)."""
    columns = columns_of(options)
    groups = defaultdict(list)
    for counted in Lens(book, options.on).counted():
        if counted.bucket not in options.buckets:
            continue
        leg = counted.leg
        for place, part in spread(book, counted, columns).items():
            groups[leg.payer, leg.payee, leg.leg_class, counted.bucket, place].append(part)
    rows = []
    for (*names, place), parts in sorted(groups.items()):
        row = exposure_row(("payer", "payee", "class", "bucket"), names, parts)
        del row["unconverted"]
        row["period_start"], row["period_end"] = (day and day.isoformat() for day in columns[place])
        rows.append(row)
    return rows


def columns_of(options):
    """(first day, last day) of each column; None is open: earlier, the periods, later, undated."""
    # Reading: periods are counted from the range's first day; the last is cut at its last day.
    first, last = options.period
    step = {"year": 12, "half": 6, "quarter": 3, "month": 1}[options.step]
    columns, start, number = [(None, first - timedelta(days=1))], first, 0
    while start <= last:
        number += 1
        following = add_months(first, number * step)
        columns.append((start, min(following - timedelta(days=1), last)))
        start = following
    return columns + [(last + timedelta(days=1), None), (None, None)]


def spread(book, counted, columns):
    """{place of a column: what the leg counts for there}"""
    weights = weights_of(book, counted.leg, columns)
    undated = len(columns) - 1
    wholes = {"lo": counted.lo, "stated": counted.stated,
              "hi": 0 if counted.hi == OPEN else counted.hi}
    shares = {}
    for reading, whole in wholes.items():
        of_reading = {place: weight[reading] for place, weight in weights.items()}
        if whole and not any(of_reading.values()):
            of_reading[undated] = 1  # the profile says nothing of this reading
        shares[reading] = largest_remainder(whole, of_reading)
    places = set(weights) | {place for share in shares.values() for place in share}
    return {place: Counted(counted.leg, counted.bucket, shares["lo"].get(place, 0),
                           shares["stated"].get(place, 0),
                           OPEN if counted.hi == OPEN else shares["hi"].get(place, 0),
                           counted.unknown, counted.unconverted) for place in places}


def largest_remainder(whole, weights):
    total = sum(weights.values())
    if not total:
        return dict.fromkeys(weights, 0)
    exact = {place: Fraction(whole * weight, total) for place, weight in weights.items()}
    parts = {place: int(share) for place, share in exact.items()}
    # Reading: of equal remainders the earlier column gets the unit.
    order = sorted(exact, key=lambda place: (parts[place] - exact[place], place))
    for place in order[:whole - sum(parts.values())]:
        parts[place] += 1
    return parts


def weights_of(book, leg, columns):
    """{place of a column: {reading: weight}}"""
    undated = {len(columns) - 1: dict.fromkeys(("lo", "stated", "hi"), 1)}
    profile = leg.row["profile"] or "unknown"
    start, end = days(leg.row["start"]), days(leg.row["end"])
    if profile == "milestone":
        return weights_of_flows(leg, book.planned_amounts[leg.key], columns) or undated
    if not start[0]:
        return undated
    first, last = start[0], end[1]
    if not leg.row["end"] and leg.row["term"] and start[1]:
        last = add_months(start[1], term(leg.row["term"])) - timedelta(days=1)
    if profile == "upfront":
        last = first
    if not last or last < first:
        return undated
    weights = {}
    for place, (begin, finish) in enumerate(columns[:-1]):
        begin, finish = max(begin or first, first), min(finish or last, last)
        if begin > finish:
            continue
        days_before, days_until = (begin - first).days, (finish - first).days + 1
        weight = days_until - days_before
        if profile == "ramp":
            weight = sum(2 * day + 1 for day in range(days_before, days_until))
        weights[place] = dict.fromkeys(("lo", "stated", "hi"), weight)
    return weights


def weights_of_flows(leg, planned, columns):
    """Planned payments, and what they leave of the leg, which is undated; None without any."""
    # Reading: what the leg counts for is shared out in these proportions, so that parts which were
    # taken off, and another currency, change nothing about them.
    # Reading: a payment stands on its last possible day.
    if not planned:
        return None
    undated = len(columns) - 1
    full = {"lo": leg.lo or 0, "stated": leg.stated(),
            "hi": leg.stated() if leg.hi is None else leg.hi}
    weights = defaultdict(lambda: dict.fromkeys(("lo", "stated", "hi"), 0))
    rest = dict(full)
    for day, (lo, hi) in planned:
        if lo is None and hi is None:
            continue
        stated = lo if hi is None else hi
        place = undated if day is None else next(
            place for place, (begin, finish) in enumerate(columns)
            if (begin is None or begin <= day) and (finish is None or day <= finish))
        for reading, value in (("lo", lo or 0), ("stated", stated), ("hi", stated)):
            weights[place][reading] += value
            rest[reading] -= value
    more = rest["lo"] > 0 or rest["stated"] > 0 or (leg.known() and leg.hi is None)
    if more or not weights:
        for reading in rest:
            weights[undated][reading] += max(0, rest[reading])
    return dict(weights)


# ---- capacity -----------------------------------------------------------------------------------

def capacity(book, options):
    tranches = {row["tranche"]: row for row in book.rows("tranches")}
    buckets = {key: tranche_bucket(book, row, options.on) for key, row in tranches.items()}
    counted = {key: row for key, row in tranches.items() if buckets[key]}
    taken = defaultdict(list)
    for row in counted.values():
        taken[row["within"]].append(power(row["power"]))
    groups = defaultdict(list)
    for key, row in counted.items():
        if buckets[key] in options.buckets:
            names = row["layer"], row["basis"] or "unspecified", buckets[key]
            groups[names].append(tranche_remainder(power(row["power"]), taken[key]))
    return [capacity_row(names, rest) for names, rest in sorted(groups.items())]


def tranche_bucket(book, row, on):
    firm = row["firmness"] in ("", "firm")
    if not row["deal"]:
        return "committed" if firm else "conditional"
    return bucket_of(book.status(row["deal"], on)[0], firm)


def tranche_remainder(whole, parts):
    """(kw_lo, kw_hi, unknown) of a tranche less its parts."""
    if whole == (None, None):
        return 0, OPEN, True
    lo = (whole[0] or 0) - sum((lo or 0) if hi is None else hi for lo, hi in parts)
    hi = OPEN if whole[1] is None else whole[1] - sum(lo or 0 for lo, _ in parts)
    return max(0, lo), max(0, hi), False


def capacity_row(names, rest):
    row = dict(zip(("layer", "basis", "bucket"), names))
    row["tranches"] = len(rest)
    row["kw_lo"] = sum(lo for lo, _, _ in rest)
    row["kw_hi"] = limit(sum(hi for _, hi, _ in rest))
    row["unknown"] = sum(unknown for _, _, unknown in rest)
    return row


# ---- capacity by period -------------------------------------------------------------------------

def capacity_by_year(book, options, first, last):
    """What is online by the end of each year, surely (kw_lo) and possibly (kw_hi)."""
    tranches = {row["tranche"]: row for row in book.rows("tranches")}
    buckets = {key: tranche_bucket(book, row, options.on) for key, row in tranches.items()}
    counted = {key: row for key, row in tranches.items() if buckets[key]}
    taken = defaultdict(list)
    for row in counted.values():
        taken[row["within"]].append(power(row["power"]))
    rows = defaultdict(list)
    for key, row in counted.items():
        names = row["layer"], row["basis"] or "unspecified", buckets[key]
        lo, hi, unknown = tranche_remainder(power(row["power"]), taken[key])
        for period, surely in periods_online(book, key, options.on, first, last):
            rows[names + period].append((lo if surely else 0, hi, unknown))
    return [dict(capacity_row(names[:3], rest), period_start=names[3], period_end=names[4])
            for names, rest in sorted(rows.items(), key=str)]


def periods_online(book, tranche, on, first, last):
    """((start, end), whether surely) of every period in which it is possibly online."""
    online = milestone_days(book, tranche, "operational", on)
    retired = milestone_days(book, tranche, "retired", on)
    if online in (None, (None, None)):
        return [((None, None), True)]
    found = []
    for year in range(first, last + 1):
        end = Day(year, 12, 31)
        gone = retired not in (None, (None, None)) and bool(retired[1]) and retired[1] <= end
        perhaps_gone = retired not in (None, (None, None)) and (not retired[0] or retired[0] <= end)
        if (not online[0] or online[0] <= end) and not gone:
            surely = bool(online[1]) and online[1] <= end and not perhaps_gone
            found.append(((f"{year}-01-01", f"{year}-12-31"), surely))
    # Reading: what comes after the last year stands in a row without an end.
    if not found and online[0] and online[0] > Day(last, 12, 31):
        return [((f"{last + 1}-01-01", None), True)]
    return found


def milestone_days(book, tranche, stage, on):
    """The actual day of a stage if it has come by then, else the target; None: neither."""
    rows = {row["basis"]: days(row["date"]) for row in book.rows("milestones")
            if (row["tranche"], row["stage"]) == (tranche, stage)}
    actual = rows.get("actual")
    if actual and (actual[1] or END_OF_TIME) <= on:
        return actual
    return rows.get("target")


# ---- loops --------------------------------------------------------------------------------------

def loops(book, options):
    hops = defaultdict(list)
    for leg in Lens(book, options.on, options.selects).counted():
        if leg.bucket in options.buckets and makes_hop(book, leg.leg):
            hops[leg.leg.payer, leg.leg.payee].append(leg)
    rows = [loop_row(book, options, cycle, hops) for cycle in cycles(hops, options.max_length)]
    return sorted((row for row in rows if row), key=lambda row: row["loop"])


def makes_hop(book, leg):
    named = all(book.parties[group]["kind"] != "unnamed" for group in (leg.payer, leg.payee))
    return named and leg.payer != leg.payee and leg.kind_of_hop() is not None


def cycles(hops, max_length):
    """Every simple cycle of groups once, from its smallest slug."""
    payees = defaultdict(set)
    for payer, payee in hops:
        payees[payer].add(payee)

    def walk(path):
        for payee in sorted(payees[path[-1]]):
            if payee == path[0] and len(path) > 1:
                yield path
            elif payee > path[0] and payee not in path and len(path) < max_length:
                yield from walk(path + (payee,))

    for start in sorted(payees):
        yield from walk((start,))


def pairs(cycle):
    return zip(cycle, cycle[1:] + cycle[:1])


def passes_on(leg, length):
    """Funding in kind is no cash: it counts in loops of two only."""
    return length == 2 or leg.kind not in IN_KIND


def qualifies(kinds_of_hops):
    """One kind can be chosen for every hop so that both occur."""
    return any(len(set(choice)) == 2 for choice in itertools.product(*kinds_of_hops))


def kinds(hop):
    return {leg.leg.kind_of_hop() for leg in hop}


def loop_row(book, options, cycle, all_hops):
    hops = [[leg for leg in all_hops[pair] if passes_on(leg.leg, len(cycle))]
            for pair in pairs(cycle)]
    if not qualifies([kinds(hop) for hop in hops]):
        return None
    closed_on, closed_by = closing(book, options, cycle)
    return {
        "loop": ">".join(cycle + cycle[:1]),
        "length": len(cycle),
        "classes": ",".join("both" if len(kinds(hop)) == 2 else min(kinds(hop)) for hop in hops),
        "lo": bottleneck(hops, lambda leg: leg.lo if leg.bucket == "committed" else 0),
        "stated": bottleneck(hops, lambda leg: leg.stated),
        "hi": limit(bottleneck(hops, lambda leg: leg.hi)),
        # Reading: a hop is unknown if none of its legs, funding or spending, has a known amount; an
        # absorbed leg is known.
        "unknown_hops": sum(all(leg.unknown for leg in hop) for hop in hops),
        "bucket": loop_bucket(hops),
        "in_order": "yes" if in_order(hops) else "no",
        "closed_on": None if closed_on == END_OF_TIME else closed_on.isoformat(),
        "closed_by": closed_by,
    }


def bottleneck(hops, measure):
    """The largest, over all choices of kinds in which both occur, of the smallest amount."""
    # Reading: a kind is there if a selected leg of it counts, be its amount 0 or unknown.
    amounts = [{kind: sum(measure(leg) for leg in hop if leg.leg.kind_of_hop() == kind)
                for kind in kinds(hop)} for hop in hops]
    return max(min(hop[kind] for hop, kind in zip(amounts, choice))
               for choice in itertools.product(*amounts) if len(set(choice)) == 2)


def loop_bucket(hops):
    """The strictest level at which it still qualifies, each level with all the stricter ones."""
    # Reading: only the buckets asked for take part in the levels.
    for level, bucket in enumerate(BUCKETS):
        within = BUCKETS[:level + 1]
        if qualifies([kinds([leg for leg in hop if leg.bucket in within]) for hop in hops]):
            return bucket


def in_order(hops):
    """Whether from some funding hop on every next hop may still pay once the one before began."""
    # Reading: each hop against the one before it only; the hop that begins is fed by none; a
    # funding hop is one with a funding leg; and all selected legs of a hop are taken together,
    # whichever kind is chosen for it.
    return any("capital" in kinds(hop) and runs(hops[first:] + hops[:first])
               for first, hop in enumerate(hops))


def runs(hops):
    return all(may_follow(feeding, fed) for feeding, fed in zip(hops, hops[1:]))


def may_follow(feeding, fed):
    begins = earliest(leg.leg.first_payment for leg in feeding)
    ends = latest(leg.leg.last_payment for leg in fed)
    return begins is None or ends is None or ends >= begins


def closing(book, options, cycle):
    """(first day on which the loop is listed, deal that closed it)."""
    hops = [[leg for leg in book.legs.values()
             if (leg.payer, leg.payee) == pair and leg.kind_of_hop() and passes_on(leg, len(cycle))]
            for pair in pairs(cycle)]
    before = [set() for _ in hops]
    for day in days_of_change(book, [leg for hop in hops for leg in hop]):
        today = [{leg.key: leg for leg in hop
                  if bucket_on(book, leg, day) in options.buckets and options.selects(leg.key, day)}
                 for hop in hops]
        now = [{leg.kind_of_hop() for leg in hop.values()} for hop in today]
        if qualifies(now):
            kept = [{leg.kind_of_hop() for key, leg in hop.items() if key in old}
                    for hop, old in zip(today, before)]
            return day, closing_deal(today, kept, now)
        before = [set(hop) for hop in today]


def days_of_change(book, legs):
    """All days on which one of the legs may begin or cease to count."""
    found = set()
    for leg in legs:
        found.update(day for day, _ in book.events[leg.deal])
        found.update(day for day in (leg.agreed, leg.ended) if day)
    return sorted(found)


def closing_deal(today, kept, now):
    """The first slug of the deals with a leg that made the loop."""
    # Reading: a leg made it so if it is new on that day and belongs to a set of new legs with which
    # the loop qualifies and of which it needs every one; what it could do without closed nothing.
    new = [(hop, kind) for hop in range(len(now)) for kind in now[hop] - kept[hop]]
    makers = set()
    for size in range(1, len(new) + 1):
        for chosen in itertools.combinations(new, size):
            lesser = [set(chosen) - {one} for one in chosen]
            if closes(kept, chosen) and not any(closes(kept, some) for some in lesser):
                makers.update(chosen)
    return min(leg.deal for hop, kind in makers for leg in today[hop].values()
               if leg.kind_of_hop() == kind)


def closes(kept, chosen):
    return qualifies([kept[hop] | {kind for at, kind in chosen if at == hop}
                      for hop in range(len(kept))])


# ---- deals --------------------------------------------------------------------------------------

def deals(book, options):
    rows = [deal_row(book, row, options.on) for row in book.rows("deals")]
    return sorted(rows, key=lambda row: row["deal"])


def deal_row(book, row, on):
    # Reading: every deal of the book is listed, with no status before its first event.
    # Reading: the status is held since the day of the latest event, even if an earlier event had
    # the same word; an event at the end of time has no day to print.
    status, day = book.status(row["deal"], on)
    since = None if day in (None, END_OF_TIME) else day.isoformat()
    return {"deal": row["deal"], "kind": row["kind"], "status": status, "status_since": since}


# ---- the command line ---------------------------------------------------------------------------

COMMANDS = {"exposure": exposure, "schedule": schedule, "capacity": capacity, "loops": loops,
            "deals": deals}


def options_of(arguments):
    parser = argparse.ArgumentParser(description="The figures of a book, from its CSV files.")
    parser.add_argument("folder")
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--on", type=lambda text: days(text)[1] or END_OF_TIME, default=END_OF_TIME)
    parser.add_argument("--buckets", type=lambda text: text.split(","))
    parser.add_argument("--max-length", type=int, default=6)
    parser.add_argument("--by", type=lambda text: text.split(","), default=["payer", "payee"])
    parser.add_argument("--period", type=days)
    parser.add_argument("--step", choices=("year", "half", "quarter", "month"), default="year")
    options = parser.parse_args(arguments)
    options.selects = every_leg
    if options.buckets is None:
        options.buckets = BUCKETS[:3] if options.command == "loops" else BUCKETS
    return options


def main():
    options = options_of(sys.argv[1:])
    rows = COMMANDS[options.command](Book(options.folder), options)
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    print(f"[\n{lines}\n]" if rows else "[]")


if __name__ == "__main__":
    main()
