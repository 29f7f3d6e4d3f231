#!/usr/bin/env python3
"""Small random books: valid, and full of every trap that the figures know.

    books.py OUT_FOLDER --seed N [--size LEGS]

Writes a folder of CSV files as `import` takes it. The seed decides everything: one seed and one
size give the same bytes. A book has about LEGS legs (25 if not said), half as many deals and a
third as many parties, so that loops and parts of parts are common in it.
"""
import argparse
import csv
import random
from datetime import date as Day, timedelta
from pathlib import Path

COLUMNS = {
    "parties": "party name kind parent country ticker note",
    "aliases": "alias party language",
    "sources": "source kind url publisher title language published derived_from note",
    "deals": "deal kind title headline currency power source note",
    "events": "deal status date source note",
    "links": "deal relation other source note",
    "legs": "deal leg payer payee kind what amount per currency percent shares strike firmness "
            "condition agreed ended start end term profile source note",
    "leg_links": "leg relation other note",
    "flows": "leg kind date amount source note",
    "sites": "site name country region operator note",
    "tranches": "tranche deal site label layer basis power user firmness within source note",
    "milestones": "tranche stage basis date source note",
    "hardware": "hardware name maker kind watts source note",
    "quantities": "deal hardware unit leg quantity source note",
    "stakes": "holder company as_of basis percent source note",
    "metrics": "party metric period basis stated value unit source note",
    "fx_rates": "base quote date rate source",
    "claims": "source subject field value quote standing reason",
}
LEFT_OUT_IF_EMPTY = {"parent", "ticker", "note", "derived_from", "headline", "percent", "shares",
                     "per", "strike", "condition", "agreed", "ended", "term", "region", "label",
                     "reason"}

PARTIES = [  # slug, name, kind, other spellings
    ("aurora-ai", "Aurora AI", "ai-lab", ["Aurora Research", "AURORA AI", "极光智能"]),
    ("basalt", "Basalt Cloud", "hyperscaler", ["@basaltcloud", "Đám mây Basalt", "بازلت"]),
    ("cobalt", "Cobalt Semiconductor", "chip-vendor", ["COBT", "コバルト"]),
    ("delta-dc", "Delta Data Centres", "developer", ["Delta DC Partners"]),
    ("ember", "Ember Compute", "neocloud", ["Ember Neocloud", "Эмбер"]),
    ("fjord-fund", "Fjord Fund", "investor", ["Fjord Vốn đầu tư"]),
    ("granite", "Granite Foundry", "foundry", ["Granít Foundry Works"]),
    ("harbour-1", "Harbour One", "sovereign", ["صندوق المرفأ"]),
    ("iris", "Iris Memory", "memory-vendor", ["Iris DRAM"]),
    ("juniper-spv", "Juniper Holdco Vehicle", "jv-spv", []),
    ("krill", "Krill Power", "utility", ["Krill Electric"]),
    ("lumen", "Lumen Lending", "lender", ["=Lumen"]),
]
NOTES = [
    "", "", "", "", "plain words", 'he said "up to", then, later, "at least"',
    "first line\nsecond line", "=1+1", "+4 GW", "-38bn", "@everyone", "ends with a comma,",
    '"', ",", "\n", "it's 'quoted'",
    "trước cuối năm 2026, ít nhất 10 tỷ USD", "عقد بقيمة ٣٨ مليار دولار",
    "协议金额约三百八十亿美元", "<b>not markup</b> & $PATH; DROP TABLE legs;",
    "naïve café, zero\u200bwidth", "🏗 x 2",
]
KINDS = {
    "spend": "compute hardware lease power construction service licence revenue-share prepayment",
    "capital": "equity debt convertible grant",
    "contingent": "guarantee warrant",
    "transfer": "acquisition",
    "right": "exclusivity first-refusal",
}
KINDS = {name: words.split() for name, words in KINDS.items()}
LIVES = [  # what may become of a deal, and how often
    (["signed"], 20), (["talks", "signed"], 8), (["loi", "announced", "signed", "active"], 8),
    (["announced", "signed", "amended"], 6), (["signed", "active", "completed"], 5),
    (["signed", "paused"], 3), (["announced"], 10), (["talks", "loi"], 6), (["talks"], 8),
    (["talks", "denied"], 3), (["announced", "lapsed"], 4), (["signed", "cancelled"], 4),
    (["announced", "superseded"], 4), (["signed", "cancelled", "signed"], 4),
    (["talks", "denied", "announced", "signed"], 4), ([], 1),
]
FIRST_DAY = Day(2023, 1, 1)
LARGEST = 10**17


class Dice:
    """The one source of chance."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def one_of(self, things):
        return things[self.random.randrange(len(things))]

    def weighted(self, pairs):
        things, weights = zip(*pairs)
        return self.random.choices(things, weights)[0]

    def number(self, lo, hi):
        return self.random.randint(lo, hi)

    def some(self, things, count):
        return self.random.sample(things, min(count, len(things)))


class Date:
    """A date cell with its first and last possible day."""

    def __init__(self, text, first, last):
        self.text, self.first, self.last = text, first, last


def exact(day):
    return Date(day.isoformat(), day, day)


def month_end(year, month):
    return (Day(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)


def span_of(dice, day):
    """A month, quarter, half or year that holds the day."""
    months = dice.weighted([(1, 4), (3, 3), (6, 2), (12, 2)])
    part = (day.month - 1) // months + 1
    names = {1: f"-{day.month:02}", 3: f"-Q{part}", 6: f"-H{part}", 12: ""}
    first = Day(day.year, (part - 1) * months + 1, 1)
    return Date(f"{day.year}{names[months]}", first, month_end(day.year, part * months))


def vague(dice, day):
    """Any form of date cell that allows the day."""
    form = dice.weighted([("day", 45), ("span", 30), ("by", 9), ("from", 6), ("between", 10)])
    if form == "day":
        return exact(day)
    if form == "between":
        other = exact(day + timedelta(days=dice.number(1, 500)))
        one = exact(day) if dice.chance(50) else span_of(dice, day)
        two = other if dice.chance(50) else span_of(dice, other.last)
        return Date(f"{one.text}..{two.text}", one.first, two.last)
    span = span_of(dice, day) if form == "span" or dice.chance(60) else exact(day)
    if form == "by":
        return Date(f"..{span.text}", None, span.last)
    if form == "from":
        return Date(f"{span.text}..", span.first, None)
    return span


def spelled_number(dice, value):
    """The same whole number as an integer or with a unit."""
    unit, size = dice.one_of([("", 1), ("", 1), ("m", 10**6), ("bn", 10**9), ("tn", 10**12)])
    whole, rest = divmod(value, size)
    digits = len(str(size)) - 1
    if rest == 0:
        return f"{whole}{unit}"
    decimals = f"{rest:0{digits}}".rstrip("0")
    return f"{whole}.{decimals}{unit}" if len(decimals) <= 4 else str(value)


class Maker:
    def __init__(self, seed, size):
        self.dice = Dice(seed)
        self.size = size
        self.rows = {table: [] for table in COLUMNS}
        self.keys = set()
        self.dead = []       # deals that end dead
        self.alive = []      # deals that do not
        self.firm_deals = []  # deals that end signed or later
        self.members = {}    # top party -> parties of its group
        self.spellings = {}  # party -> every way to write it
        self.leg_rows = {}   # deal/leg -> row
        self.largest = {}    # amount cell -> its largest number

    # ---- rows

    def add(self, table, keys, **cells):
        """Adds a row if its key is new; `keys` says how many of the first cells are the key."""
        key = (table, *list(cells.values())[:keys])
        if key in self.keys:
            return False
        self.keys.add(key)
        if "note" in COLUMNS[table].split():
            cells.setdefault("note", self.dice.one_of(NOTES))
        self.rows[table].append(cells)
        return True

    def new(self, *key):
        """Whether a key is new; dates compare by the days that they allow, not by spelling."""
        key = tuple((cell.first, cell.last) if isinstance(cell, Date) else cell for cell in key)
        if key in self.keys:
            return False
        self.keys.add(key)
        return True

    def day(self, first=FIRST_DAY, length=1500):
        return first + timedelta(days=self.dice.number(0, length))

    def source(self, first=None, last=None):
        """A witness that spoke before, within or after the days that it speaks of."""
        if self.rows["sources"] and self.dice.chance(20 if first else 75):
            return self.dice.one_of(self.rows["sources"])["source"]
        slug = f"s{len(self.rows['sources']) + 1}"
        earlier = [row["source"] for row in self.rows["sources"]]
        origin = self.dice.one_of(earlier) if earlier and self.dice.chance(15) else ""
        kinds = "filing press-release transcript article dataset social analyst internal".split()
        self.add(
            "sources", 1, source=slug, kind=self.dice.one_of(kinds),
            url=f"https://example.org/{slug}?a=1&b=2", publisher="Example News",
            title=self.dice.one_of(["Deal, signed", 'A "deal"', "Thỏa thuận", "صفقة", "交易"]),
            language=self.dice.one_of(["en", "vi", "ar", "zh"]),
            published=self.published(first or self.day(), last), derived_from=origin)
        return slug

    def published(self, first, last):
        last = last or first + timedelta(days=400)
        where = self.dice.weighted([("none", 1), ("before", 2), ("within", 4), ("after", 3)])
        if where == "none":
            return ""
        if where == "before":
            day = first - timedelta(days=self.dice.number(1, 60))
        elif where == "within":
            day = first + timedelta(days=self.dice.number(0, max(0, (last - first).days)))
        else:
            day = last + timedelta(days=self.dice.number(0, 60))
        return day.isoformat() if self.dice.chance(65) else span_of(self.dice, day).text

    # ---- parties

    def make_parties(self):
        count = max(5, self.size // 5)
        pool = [self.numbered(i) for i in range(count + 3)]
        for party in pool[:count]:
            self.add_party(*party, parent="")
            self.members[party[0]] = [party[0]]
        for party in pool[count:]:
            self.add_child(party)
        self.add_unnamed("other-investors", "")
        if self.dice.chance(15):
            self.add_party("feeder", "Feeder Vehicle", "jv-spv", [], parent="other-investors")
        if self.dice.chance(60):
            owner = self.dice.one_of(sorted(self.members)) if self.dice.chance(30) else ""
            self.add_unnamed("undisclosed-customer", owner)

    @staticmethod
    def numbered(i):
        """The i-th party: when the list is through it begins again, with a number."""
        slug, name, kind, others = PARTIES[i % len(PARTIES)]
        turn = i // len(PARTIES) + 1
        if turn == 1:
            return slug, name, kind, others
        return f"{slug}-{turn}", f"{name} {turn}", kind, [f"{other} {turn}" for other in others]

    def add_party(self, slug, name, kind, others, parent):
        self.add("parties", 1, party=slug, name=name, kind=kind, parent=parent,
                 country=self.dice.one_of(["US", "VN", "AE", "CN", ""]), ticker="")
        aliases = [other for other in others if self.dice.chance(80)]
        for alias in aliases:
            self.add("aliases", 1, alias=alias, party=slug,
                     language=self.dice.one_of(["", "en", "vi"]))
        # The slug stands often, since that is how a book is kept.
        self.spellings[slug] = [slug] * 6 + [name, name.upper(), *aliases]

    def add_child(self, party):
        """A subsidiary, often of a subsidiary."""
        top = self.dice.one_of(sorted(self.members))
        largest = max(sorted(self.members), key=lambda slug: len(self.members[slug]))
        if len(self.members[largest]) > 1 and self.dice.chance(60):
            top = largest
        self.add_party(*party, parent=self.spelled(self.members[top][-1]))
        self.members[top].append(party[0])

    def add_unnamed(self, slug, owner):
        self.add("parties", 1, party=slug, name=slug.replace("-", " ").capitalize(), kind="unnamed",
                 parent=owner, country="", ticker="")
        self.spellings[slug] = [slug]
        if owner:
            self.members[owner].append(slug)

    def spelled(self, slug):
        return self.dice.one_of(self.spellings[slug])

    def tops(self, count):
        return self.dice.some(sorted(self.members), count)

    def member(self, top):
        return self.dice.one_of(self.members[top])

    # ---- deals

    def make_deals(self):
        for i in range(max(1, self.size // 20) + self.dice.number(0, 1)):
            self.add_deal(f"programme-{i + 1}", "programme")
        for i in range(max(4, self.size // 2)):
            # The slugs do not follow the order of making, so that "the first slug" asks something.
            self.add_deal(f"{self.dice.one_of('abcdefgh')}{i + 1}-deal", "deal")
        self.make_links()

    def add_deal(self, slug, kind):
        headline = self.money() if self.dice.chance(90 if kind == "programme" else 25) else ""
        self.add("deals", 1, deal=slug, kind=kind, title=f"Deal, or so, {slug}", headline=headline,
                 currency=self.currency() if headline else "",
                 power=self.power_cell() if self.dice.chance(30) else "", source=self.source())
        life = self.dice.weighted(LIVES)
        day = self.day(length=900)
        for status in life:
            self.add_event(slug, status, day)
            day += timedelta(days=self.dice.weighted([(0, 3), (self.dice.number(1, 40), 4),
                                                      (self.dice.number(40, 500), 3)]))
        if kind == "deal":
            self.sort_deal(slug, life)

    def sort_deal(self, slug, life):
        last = life[-1] if life else "denied"
        dead = last in ("denied", "lapsed", "cancelled", "superseded")
        (self.dead if dead else self.alive).append(slug)
        if last in ("signed", "amended", "active", "paused", "completed"):
            self.firm_deals.append(slug)

    def add_event(self, deal, status, day):
        when = vague(self.dice, day)
        if not self.new(deal, status, when):
            return
        first = when.first or (when.last - timedelta(days=30))
        self.add("events", 3, deal=deal, status=status, date=when.text,
                 source=self.source(first, when.last))

    def make_links(self):
        deals = [row["deal"] for row in self.rows["deals"] if row["kind"] == "deal"]
        programmes = [row["deal"] for row in self.rows["deals"] if row["kind"] == "programme"]
        for deal in self.dice.some(deals, 4):
            self.link(deal, "part_of", self.dice.one_of(programmes))
        for i in range(1, len(programmes)):
            self.link(programmes[i], "part_of", programmes[i - 1])
        for relation in ("expands", "related"):
            newer, older = self.dice.some(deals, 2)
            self.link(newer, relation, older)
        superseded = [row["deal"] for row in self.rows["events"]
                      if row["status"] == "superseded" and row["deal"] in deals]
        for older in superseded:
            newer = self.dice.one_of([deal for deal in deals if deal != older])
            self.link(newer, "supersedes", older)

    def link(self, deal, relation, other):
        self.add("links", 3, deal=deal, relation=relation, other=other, source=self.source())

    def live_deal(self):
        return self.dice.one_of(self.alive or self.dead)

    def any_deal(self):
        dead = self.dead and self.dice.chance(15)
        return self.dice.one_of(self.dead) if dead else self.live_deal()

    # ---- amounts

    def value(self):
        size = self.dice.weighted([("tiny", 20), ("odd", 20), ("round", 54), ("huge", 6)])
        if size == "tiny":  # where rounding shows
            return self.dice.number(1, 99)
        if size == "odd":
            return self.dice.number(10**6, 10**11)
        if size == "huge":
            return self.dice.one_of([LARGEST, LARGEST - 1, self.dice.number(10**16, LARGEST)])
        return self.dice.number(1, 4000) * 25 * 10**6

    def money(self, near=None, unknown=14):
        """An amount cell of any form; `near` keeps it about that size."""
        a, b = sorted(self.value() if near is None else self.about(near) for _ in range(2))
        one, two = spelled_number(self.dice, a), spelled_number(self.dice, b)
        text = self.dice.weighted([(two, 40), (f"..{two}", 13), (f"{one}..", 13),
                                   (f"{one}..{two}", 16), ("", unknown)])
        text = f"~{text}" if text and self.dice.chance(12) else text
        self.largest[text] = b
        return text

    def about(self, near):
        return min(LARGEST, near * self.dice.number(5, 150) // 100)

    def currency(self):
        return self.dice.weighted([("USD", 60), ("EUR", 14), ("GBP", 8), ("JPY", 6), ("KWD", 5),
                                   ("CHF", 7)])

    def power_cell(self, near=None):
        kw = [(near or 1000 * self.dice.number(10, 6000)) * self.dice.number(10, 140) // 100
              for _ in range(2)]
        one, two = (self.spelled_power(value) for value in sorted(kw))
        text = self.dice.weighted([(two, 45), (f"..{two}", 12), (f"{one}..", 12),
                                   (f"{one}..{two}", 15), ("", 12)])
        return f"~{text}" if text and self.dice.chance(10) else text

    def spelled_power(self, kw):
        unit, digits = ("GW", 6) if self.dice.chance(50) else ("MW", 3)
        whole, rest = divmod(kw, 10**digits)
        decimals = f"{rest:0{digits}}".rstrip("0")
        return f"{whole}.{decimals}{unit}" if decimals else f"{whole}{unit}"

    # ---- legs

    def add_leg(self, deal, payer, payee, kind, **cells):
        """A leg; cells that are not given are drawn."""
        number = self.next_number(deal)
        row = {"deal": deal, "leg": number, "kind": kind, "payer": self.spelled(payer),
               "payee": self.spelled(payee),
               "what": self.dice.one_of(["", "chips, racks", "云服务"])}
        row.update(self.binding(kind), **self.clock(), **self.run(), source=self.source())
        # A small rate shows how its months are rounded.
        small = row["per"] and self.dice.chance(60)
        row["amount"] = self.money(self.dice.number(1, 99) if small else None)
        row["currency"] = self.currency()
        row.update(cells)
        self.tidy(row)
        self.add("legs", 2, **row)
        self.leg_rows[f"{deal}/{number}"] = self.rows["legs"][-1]
        return f"{deal}/{number}"

    def next_number(self, deal):
        """The next free number of the deal's legs, or now and then the one after."""
        taken = [int(row["leg"]) for row in self.leg_rows.values() if row["deal"] == deal]
        return str(max(taken, default=0) + (2 if self.dice.chance(10) else 1))

    def binding(self, kind):
        firmness = self.dice.weighted([("firm", 40), ("", 25), ("option", 15), ("contingent", 12)])
        condition = "if the \"site\" is built" if firmness == "contingent" else ""
        cells = {"firmness": firmness, "condition": condition}
        if kind == "warrant":
            cells.update(shares=self.dice.one_of(["..160m", "400k", "~24m", "3991809", ""]),
                         strike=self.dice.one_of(["0.01", "206.58", ""]))
        if kind in ("acquisition", "revenue-share", "equity") and self.dice.chance(50):
            cells["percent"] = self.dice.one_of(["27", "27.5", "13..15", "100"])
        return cells

    def clock(self):
        """When the leg was agreed and when it ended."""
        cells = {"agreed": "", "ended": ""}
        day, agreed = self.day(length=1100), None
        if self.dice.chance(45):
            agreed = vague(self.dice, day)
            cells["agreed"] = agreed.text
        if self.dice.chance(14):
            ended = vague(self.dice, day + timedelta(days=self.dice.number(100, 900)))
            last = agreed and agreed.last
            if last and ended.last and ended.last <= last:
                ended = exact(last + timedelta(days=1))
            cells["ended"] = ended.text
        return cells

    def run(self):
        """Rate, term, start and end in every mixture."""
        cells = {"per": "", "start": "", "end": "", "term": ""}
        if self.dice.chance(22):
            cells["per"] = self.dice.one_of(["year", "year", "quarter", "month"])
        day = self.day(length=1800)
        begin = vague(self.dice, day)
        short = self.dice.chance(25 if cells["per"] else 5)
        end_day = day + timedelta(days=self.dice.number(0, 60 if short else 2000))
        if self.dice.chance(55):
            cells["start"] = begin.text
        if self.dice.chance(40):
            cells["end"] = vague(self.dice, end_day).text
        if self.dice.chance(35):
            cells["term"] = self.dice.one_of("7y 18m 15y6m 1y 1m 2y9m 30m 5m".split())
        cells["profile"] = self.dice.weighted([("", 30), ("even", 20), ("upfront", 15),
                                               ("ramp", 10), ("milestone", 12), ("unknown", 13)])
        return cells

    def tidy(self, row):
        """The rules that bind one cell of a leg to another."""
        if not row["amount"]:
            row["per"] = ""
        if not row["amount"] and not row.get("strike"):
            row["currency"] = ""
        # A rate times its term may be above what a cell may hold; the books stay far below that.
        if self.largest.get(row["amount"], 0) > 10**13:
            row["per"] = ""

    def other_party(self, payer):
        everybody = [row["party"] for row in self.rows["parties"] if row["party"] != payer]
        return self.dice.one_of(everybody)

    def make_loops(self):
        """Rings of groups, with both kinds of promise in most of them."""
        self.make_ring(self.tops(2))
        self.make_ring(self.tops(self.dice.number(3, 5)))
        for _ in range(self.size // 60):
            self.make_ring(self.tops(self.dice.number(2, 6)))

    def make_ring(self, groups):
        kinds = [self.dice.one_of(["spend", "spend", "capital"]) for _ in groups]
        kinds[0] = "capital"
        kinds[-1] = "spend" if self.dice.chance(93) else "capital"
        against_time = self.dice.chance(45)
        one_day = exact(self.day(Day(2027, 1, 1), 300)).text if self.dice.chance(30) else ""
        for hop, name in enumerate(kinds):
            payer, payee = groups[hop], groups[(hop + 1) % len(groups)]
            kind = self.dice.one_of(KINDS[name])
            if name == "capital" and self.dice.chance(20):
                kind = "warrant"
            cells = self.dated(hop) if against_time else {}
            if one_day and hop < 2:
                cells.update(agreed=one_day, ended="")
            firm = self.firm_deals and self.dice.chance(60)
            deal = self.dice.one_of(self.firm_deals) if firm else self.any_deal()
            self.add_leg(deal, self.member(payer), self.member(payee), kind, **cells)

    def dated(self, hop):
        """Start and end of a hop that pays before the hop that feeds it."""
        start = Day(2030, 1, 1) - timedelta(days=700 * hop + self.dice.number(0, 90))
        begin, end = exact(start), exact(start + timedelta(days=self.dice.number(60, 400)))
        if self.dice.chance(30):
            begin, end = span_of(self.dice, begin.first), span_of(self.dice, end.last)
        return {"start": begin.text, "end": end.text, "ended": "", "per": "",
                "profile": self.dice.one_of(["even", "upfront", "unknown"])}

    def make_chains(self):
        for _ in range(max(2, self.size // 8)):
            self.make_chain()

    def make_chain(self):
        """A whole with parts, and parts of these."""
        group, other = self.tops(2)
        payer, payee = self.member(group), self.member(other)
        name = self.dice.one_of(["spend", "spend", "capital"])
        near = self.value()
        wholes = self.dice.weighted([("known", 70), ("unknown", 14), ("rate", 6), ("dead", 10)])
        cells = {"currency": self.currency(), "amount": self.money(near, unknown=0)}
        if wholes == "unknown":
            cells["amount"] = ""
        elif wholes == "rate":  # "up to" for each year of no known number: no amount at all
            cells.update(amount=f"..{near}", per="year", term="", end="", ended="")
        else:
            cells["ended"] = ""
        deal = self.dice.one_of(self.dead) if wholes == "dead" and self.dead else self.live_deal()
        whole = self.add_leg(deal, payer, payee, self.dice.one_of(KINDS[name]), **cells)
        self.make_parts(whole, payer, payee, name, cells["currency"], near, depth=1)

    def make_parts(self, whole, payer, payee, name, currency, near, depth):
        for _ in range(self.dice.number(1, 2)):
            twist = self.dice.weighted([("same", 40), ("payer", 10), ("payee", 8), ("class", 10),
                                        ("firmer", 8), ("looser", 8), ("larger", 8), ("dead", 6),
                                        ("inside", 4)])
            sides = self.twisted_parties(twist, payer, payee)
            part_name = {"spend": "capital", "capital": "spend"}[name] if twist == "class" else name
            deal, cells = self.twisted_cells(twist, whole, near)
            kind = self.dice.one_of(KINDS[part_name])
            part = self.add_leg(deal, *sides, kind, currency=currency, **cells)
            self.leg_link(part, "within", whole)
            if depth < 3 and self.dice.chance(45):
                self.make_parts(part, *sides, part_name, currency, max(1, near // 2), depth + 1)

    def twisted_parties(self, twist, payer, payee):
        """Payer and payee of a part: the whole's, or others."""
        if twist == "payer":
            return self.other_party(payee), payee
        if twist == "payee":
            return payer, self.other_party(payer)
        if twist == "inside" and self.kin(payer):
            return payer, self.dice.one_of(self.kin(payer))
        return payer, payee

    def twisted_cells(self, twist, whole, near):
        """Deal and cells of a part: like the whole's, or such that it is not in the whole."""
        deal = self.leg_rows[whole]["deal"]
        cells = {"amount": self.money(max(1, near // 2), unknown=18)}
        if twist in ("firmer", "looser"):
            deal = self.live_deal()
            cells.update(firmness="firm" if twist == "firmer" else "option", condition="")
        elif twist == "larger":
            cells.update(amount=str(min(LARGEST, near * 3 + 1)), per="")
        elif twist == "dead":
            deal = self.dice.one_of(self.dead or self.alive)
        elif twist == "same" and self.dice.chance(70):
            cells.update({cell: self.leg_rows[whole][cell] for cell in ("firmness", "condition")})
        return deal, cells

    def kin(self, party):
        return [other for members in self.members.values() if party in members
                for other in members if other != party]

    def slug_of(self, cell):
        return next(slug for slug, spellings in self.spellings.items() if cell in spellings)

    def leg_link(self, leg, relation, other):
        self.add("leg_links", 3, leg=leg, relation=relation, other=other)

    def make_rate(self):
        """A small rate over a time that is no round number of its periods."""
        start = self.day(length=1000)
        end = start + timedelta(days=self.dice.number(0, 400 if self.dice.chance(75) else 27))
        time = {"term": f"{self.dice.number(1, 29)}m", "start": "", "end": ""}
        if self.dice.chance(50):
            time = {"term": "", "start": start.isoformat(), "end": end.isoformat()}
        payer, payee = self.dice.some(sorted(self.spellings), 2)
        self.add_leg(self.live_deal(), payer, payee, self.dice.one_of(KINDS["spend"]), ended="",
                     per=self.dice.one_of(["year", "quarter"]),
                     amount=self.money(self.dice.number(1, 99), unknown=0), **time)

    def make_other_legs(self):
        self.make_rate()
        group = max(self.members.values(), key=len)
        if len(group) > 1:
            payer, payee = self.dice.some(group, 2)
            self.add_leg(self.live_deal(), payer, payee, self.dice.one_of(KINDS["spend"]))
        self.add_leg(self.live_deal(), "other-investors", self.member(self.tops(1)[0]), "equity")
        self.add_leg(self.live_deal(), self.member(self.tops(1)[0]), "other-investors", "compute")
        for name in ("contingent", "transfer", "right"):
            payer = self.member(self.tops(1)[0])
            cells = {"amount": ""} if name == "right" and self.dice.chance(70) else {}
            kind = self.dice.one_of(KINDS[name])
            self.add_leg(self.any_deal(), payer, self.other_party(payer), kind, **cells)
        while len(self.leg_rows) < self.size:
            payer, payee = self.dice.some(sorted(self.spellings), 2)
            name = self.dice.weighted([("spend", 6), ("capital", 5), ("contingent", 1)])
            self.add_leg(self.any_deal(), payer, payee, self.dice.one_of(KINDS[name]))

    def make_leg_links(self):
        keys = list(self.leg_rows)
        for relation in ("funded_by", "funded_by", "backs", "conditional_on"):
            other, leg = sorted(self.dice.some(range(len(keys)), 2))  # later to earlier: no circles
            guarantees = [i for i in range(1, len(keys))
                          if self.leg_rows[keys[i]]["kind"] == "guarantee"]
            if relation == "backs" and guarantees:
                leg = self.dice.one_of(guarantees)
                other = self.dice.number(0, leg - 1)
            self.leg_link(keys[leg], relation, keys[other])
        self.replace_leg(self.dice.one_of(keys))

    def replace_leg(self, old):
        """An amendment: the old leg ends on the day on which the new one is agreed."""
        row = self.leg_rows[old]
        if row["agreed"] or row["ended"]:
            return
        day = self.day(length=1200)
        row["ended"] = day.isoformat()
        deal = self.live_deal()
        new = self.add_leg(deal, self.slug_of(row["payer"]), self.slug_of(row["payee"]),
                           row["kind"], agreed=day.isoformat(), ended="")
        self.leg_link(new, "replaces", old)
        if deal != row["deal"]:
            self.link(deal, "amends", row["deal"])

    def make_flows(self):
        for key, row in self.leg_rows.items():
            often = 80 if row["profile"] == "milestone" else 6
            many = self.dice.number(1, 3) if row["currency"] and self.dice.chance(often) else 0
            for _ in range(many):
                kind = self.dice.weighted([("planned", 3), ("actual", 1)])
                when = vague(self.dice, self.day(length=2000))
                if self.new(key, kind, when):
                    self.add("flows", 3, leg=key, kind=kind, date=when.text,
                             amount=self.money(unknown=0), source=self.source())

    # ---- rates

    def make_rates(self):
        """EUR has many rates, GBP late ones, KWD partial days, CHF only the inverse, so none."""
        for _ in range(5):
            rate = self.dice.one_of(["1.5", "1.17440", "0.5", "1.08125"])
            self.add_rate("EUR", self.some_day(), rate)
        self.add_rate("GBP", exact(self.day(Day(2025, 1, 1), 500)), "1.25")
        self.add_rate("JPY", self.some_day(), "0.0065123")
        self.add_rate("KWD", span_of(self.dice, self.day(length=900)), "3.25")
        self.add("fx_rates", 3, base="USD", quote="CHF", date="2023-01-01", rate="0.9",
                 source=self.source())
        self.add("fx_rates", 3, base="EUR", quote="GBP", date="2023-01-01", rate="0.85",
                 source=self.source())
        self.add_rates_about_legs()

    def some_day(self):
        day = self.day(length=1100)
        return exact(day) if self.dice.chance(65) else span_of(self.dice, day)

    def add_rates_about_legs(self):
        """A rate of the very day on which a leg was agreed, of the day before or after."""
        for row in self.leg_rows.values():
            if row["currency"] in ("EUR", "GBP", "JPY") and len(row["agreed"]) == 10:
                try:
                    day = Day.fromisoformat(row["agreed"])
                except ValueError:
                    continue
                shift = self.dice.number(-1, 1)
                self.add_rate(row["currency"], exact(day + timedelta(days=shift)),
                              self.dice.one_of(["2.5", "1.5", "0.75"]))

    def add_rate(self, base, when, rate):
        """Two rates of one last day would leave open which of them is the last."""
        if self.new(base, when.last):
            self.add("fx_rates", 3, base=base, quote="USD", date=when.text, rate=rate,
                     source=self.source())

    # ---- capacity

    def make_capacity(self):
        for i in range(3):
            operator = self.spelled(self.member(self.tops(1)[0])) if self.dice.chance(80) else ""
            self.add("sites", 1, site=f"site-{i + 1}", name=f"Site {i + 1}, \"north\"",
                     country="US", region=self.dice.one_of(["", "Texas", "Hà Nội"]),
                     operator=operator)
        for layer in ("contract", "site", "chips", "generation"):
            for _ in range(self.dice.number(1, 2)):
                basis = self.dice.one_of(["it", "facility", "nameplate", "unspecified", ""])
                self.add_tranche(layer, basis, "", None, depth=1)

    def add_tranche(self, layer, basis, whole, near, depth):
        slug = f"t{len(self.rows['tranches']) + 1}"
        deal = "" if self.dice.chance(20) else self.any_deal()
        site = f"site-{self.dice.number(1, 3)}" if not deal or self.dice.chance(40) else ""
        near = near or 1000 * self.dice.number(10, 6000)
        user = self.spelled(self.member(self.tops(1)[0])) if self.dice.chance(80) else ""
        firmness = self.dice.weighted([("firm", 4), ("", 3), ("option", 2), ("contingent", 1)])
        self.add("tranches", 1, tranche=slug, deal=deal, site=site, layer=layer, basis=basis,
                 label=self.dice.one_of(["", "phase 1"]), power=self.power_cell(near), user=user,
                 firmness=firmness, within=whole, source=self.source())
        self.add_milestones(slug)
        for _ in range(self.dice.weighted([(0, 4), (1, 4), (2, 2)]) if depth < 4 else 0):
            # An empty basis is an unspecified one, so that either may be part of the other.
            same = self.dice.one_of(["unspecified", ""]) if basis in ("unspecified", "") else basis
            less = near * self.dice.number(20, 90) // 100 + 1
            self.add_tranche(layer, same, slug, less, depth + 1)

    def add_milestones(self, tranche):
        day = self.day(Day(2024, 1, 1))
        for stage in ("permitted", "construction", "energised", "operational", "retired"):
            for basis in ("target", "actual"):
                if self.dice.chance(70 if stage == "operational" and basis == "target" else 15):
                    self.add("milestones", 3, tranche=tranche, stage=stage, basis=basis,
                             date=vague(self.dice, day).text, source=self.source())
            day += timedelta(days=self.dice.number(30, 400))

    # ---- what stands beside the figures

    def make_the_rest(self):
        for slug, kind, watts in (("g1", "gpu", "1000"), ("a2", "asic", ""),
                                  ("r3", "system", "120000")):
            self.add("hardware", 1, hardware=slug, name=f"Chip {slug}", kind=kind, watts=watts,
                     maker=self.spelled(self.tops(1)[0]) if self.dice.chance(80) else "",
                     source=self.source())
        for key in self.dice.some(list(self.leg_rows), 4):
            deal, leg = key.split("/")
            self.add("quantities", 3, deal=deal, hardware=self.dice.one_of(["g1", "a2", "r3"]),
                     unit=self.dice.one_of(["chip", "system", "rack"]),
                     leg=leg if self.dice.chance(60) else "", source=self.source(),
                     quantity=self.dice.one_of(["400000", "400k", "200k..", "10m..", "~100k", ""]))
        self.make_stakes()
        self.make_metrics()
        self.make_claims()

    def make_stakes(self):
        holder, company = self.tops(2)
        for day, percent in (("2024", "27.5"), ("2025-Q1", "13..15"), ("2026-02-01", "0")):
            self.add("stakes", 4, holder=holder, company=company, as_of=day,
                     basis=self.dice.one_of("diluted issued voting economic unspecified".split()),
                     percent=percent, source=self.source())

    def make_metrics(self):
        values = [("net-income", "-12.4bn", "USD"), ("net-income", "-5bn..-3bn", "USD"),
                  ("revenue", "~20bn", "EUR"), ("capacity", "4500000", "kW"),
                  ("cash", "1..", "USD"), ("spend-plan", "..1.4tn", "USD")]
        for metric, value, unit in values:
            self.add("metrics", 5, party=self.tops(1)[0], metric=metric,
                     period=exact(self.day()).text if metric == "cash" else str(self.day().year),
                     basis=self.dice.one_of("actual guidance estimate target press".split()),
                     stated=exact(self.day()).text, value=value, unit=unit, source=self.source())

    def make_claims(self):
        """What other sources say of a stored cell; an accepted claim says what is stored."""
        for key in self.dice.some(list(self.leg_rows), 4):
            stored = self.leg_rows[key]["amount"]
            standing = self.dice.one_of(["open", "accepted", "rejected"])
            if standing == "accepted" and not stored:
                standing = "open"
            value = stored if standing == "accepted" else "7bn"
            self.claim(f"legs/{key}", "amount", value, standing)
        for row in self.dice.some(self.rows["events"], 2):
            if ".." not in row["date"]:  # a range may have a shorter spelling
                self.claim(f"events/{row['deal']}/{row['status']}/{row['date']}", "date",
                           exact(self.day()).text, "open")
        for row in self.dice.some(self.rows["deals"], 2):
            self.claim(f"deals/{row['deal']}", "topic:power", "nothing, \"so far\"\nsaid", "open")

    def claim(self, subject, field, value, standing):
        self.add("claims", 4, source=self.source(), subject=subject, field=field, value=value,
                 quote=self.dice.one_of(NOTES), standing=standing,
                 reason="an older figure" if standing == "rejected" else "")

    # ---- the folder

    def make(self):
        self.make_parties()
        self.make_deals()
        self.make_loops()
        self.make_chains()
        self.make_other_legs()
        self.make_leg_links()
        self.make_flows()
        self.make_rates()
        self.make_capacity()
        self.make_the_rest()

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        for table, rows in self.rows.items():
            path = folder / f"{table}.csv"
            path.unlink(missing_ok=True)
            if rows or self.dice.chance(50):
                self.write_table(path, COLUMNS[table].split(), rows)

    def write_table(self, path, columns, rows):
        """Columns and rows in any order, either line end, idle columns left out or kept."""
        idle = {column for column in columns if not any(row.get(column) for row in rows)}
        kept = [column for column in columns
                if not (column in idle & LEFT_OUT_IF_EMPTY and self.dice.chance(60))]
        self.dice.random.shuffle(kept)
        rows = self.dice.some(rows, len(rows))
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, kept, restval="", extrasaction="ignore",
                                    lineterminator=self.dice.one_of(["\n", "\r\n"]),
                                    quoting=self.dice.one_of([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
            writer.writeheader()
            writer.writerows(rows)


def main():
    parser = argparse.ArgumentParser(description="Writes one small random but valid book.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--size", type=int, default=25, help="about how many legs")
    options = parser.parse_args()
    maker = Maker(options.seed, options.size)
    maker.make()
    maker.write(options.folder)


if __name__ == "__main__":
    main()
