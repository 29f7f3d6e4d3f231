# SPDX-License-Identifier: Apache-2.0
"""Random queries about a book, and an independent reading of what they mean.

A query is a tree: ("term", field, values), ("not", tree), ("and", trees), ("or", trees). `Maker` makes one out of what
a book holds and writes it as words of the command line in one of the many ways in which it can be written; `Meaning`
says which legs, tranches and deals the tree means on a day. It shares nothing with the program and reads no query text.
"""
import unicodedata
from collections import defaultdict

import reading

BARE = ""  # the field of a word without one
LEG_DATES = ("agreed", "start", "end")
WORDS = {
    "class": list(reading.CLASSES),
    "kind": list(reading.CLASS_OF_KIND),
    "bucket": reading.BUCKETS,
    "status": reading.STATUSES,
    "firmness": ["firm", "option", "contingent"],
    "layer": ["contract", "site", "chips", "generation"],
    "basis": ["it", "facility", "nameplate", "unspecified"],
    "currency": ["USD", "EUR", "GBP", "JPY"],
    "amount": ["10bn..", "..10bn", "1bn..50bn", "0..1m", "20bn"],
    "power": ["1GW..", "..1GW", "100MW..3GW"],
    "agreed": ["2024", "2025-Q2..2026", "..2024", "2025-06.."],
    "start": ["2024", "2025..", "..2025-H1"],
    "end": ["2026", "2025..2030", "..2027"],
    "term": ["1y..", "..2y", "12m", "6m..30m"],
}
CAN_MISS = {"programme", "status", "currency", "amount", "power", "basis", "site", "user", "hardware", "maker",
            "country", "agreed", "start", "end", "term", "source", "publisher", "language"}
WHOLE_DEAL = {"party", "country", "source", "publisher", "language", "text"}


# ---- making -------------------------------------------------------------------------------------

class Maker:
    def __init__(self, dice, book):
        self.dice = dice
        self.values = dict(WORDS)
        rows = {table: book.rows(table) for table in ("parties", "aliases", "deals", "sites", "hardware", "sources")}
        names = [row["party"] for row in rows["parties"]] + [row["name"] for row in rows["parties"]]
        names += [row["alias"] for row in rows["aliases"]]
        for field in ("party", "payer", "payee", "user", "maker"):
            self.values[field] = names
        deals = [row["deal"] for row in rows["deals"]]
        self.values["deal"] = deals
        self.values["programme"] = [row["deal"] for row in rows["deals"] if row["kind"] == "programme"] + deals[:1]
        self.values[BARE] = names + [deal for deal in deals if deal not in book.parties]
        self.values["site"] = [row["site"] for row in rows["sites"]]
        self.values["hardware"] = [row["hardware"] for row in rows["hardware"]]
        self.values["source"] = [row["source"] for row in rows["sources"]]
        for field in ("publisher", "language"):
            self.values[field] = sorted({row[field] for row in rows["sources"] if row[field]})
        countries = {row["country"] for row in rows["parties"] + rows["sites"] if row["country"]}
        self.values["country"] = sorted(countries)
        self.values["text"] = ["up to", "plain", "deal", "38", "cafe", "协议", "usd"]

    def tree(self, depth=0):
        kind = self.dice.choices(["term", "not", "and", "or"], [3, 1, 2, 2] if depth < 3 else [1, 0, 0, 0])[0]
        if kind == "term":
            return self.term()
        if kind == "not":
            return "not", self.tree(depth + 1)
        return kind, [self.tree(depth + 1) for _ in range(self.dice.randint(2, 3))]

    def term(self):
        field = self.dice.choice([field for field, values in sorted(self.values.items()) if values or field in CAN_MISS])
        values = self.values[field]
        if field in CAN_MISS and (not values or self.dice.random() < 0.2):
            return "term", field, [self.dice.choice(["unknown", "known"])]
        many = 1 if field == BARE else self.dice.choice([1, 1, 2])
        return "term", field, [self.dice.choice(values) for _ in range(many)]

    def words(self, tree):
        """Arguments of the command line: what is joined by "and" may be one argument each."""
        if tree[0] == "and" and self.dice.random() < 0.6:
            return [self.text(part) for part in tree[1]]
        return [self.text(tree)]

    def text(self, tree, inside=""):
        """`inside`: the operator around it, which may bind tighter."""
        if tree[0] == "term":
            text = self.term_text(tree[1], tree[2])
        elif tree[0] == "not":
            text = self.dice.choice(["not ", "NOT ", "not:"]) + self.text(tree[1], "not")
        else:
            joints = {"and": [" and ", " AND "], "or": [" or ", " OR "]}[tree[0]]
            text = self.dice.choice(joints).join(self.text(part, tree[0]) for part in tree[1])
        tighter = inside == "not" and tree[0] in ("and", "or") or inside == "and" and tree[0] == "or"
        spare = tree[0] != "term" and self.dice.random() < 0.2 or self.dice.random() < 0.05
        return f"({text})" if tighter or spare else text

    def term_text(self, field, values):
        if field == BARE:
            return self.value_text(values[0], ":")
        return f"{field}:" + ",".join(self.value_text(value, ":,") for value in values)

    def value_text(self, value, special):
        operators = any(word.lower() in ("and", "or", "not") for word in value.split())
        needed = operators or value[0] == "@" or any(c in value for c in special + "()\"\n")
        if needed or value not in ("known", "unknown") and ".." not in value and self.dice.random() < 0.15:
            return '"' + value.replace('"', '""') + '"'
        return value


# ---- meaning ------------------------------------------------------------------------------------

class Thing:
    """A leg, a tranche or a deal alone; `whole`: what the whole deal says of it counts too."""

    def __init__(self, deal, leg=None, tranche=None, whole=False):
        self.deal, self.leg, self.tranche, self.whole = deal, leg, tranche, whole


class Meaning:
    def __init__(self, book, tree):
        self.book, self.tree = book, tree
        self.legs = {f"{row['deal']}/{row['leg']}": row for row in book.rows("legs")}
        self.tranches = {row["tranche"]: row for row in book.rows("tranches")}
        self.sites = {row["site"]: row for row in book.rows("sites")}
        self.deals = {row["deal"]: row for row in book.rows("deals")}
        self.sources = {row["source"]: row for row in book.rows("sources")}
        self.makers = {row["hardware"]: row["maker"] for row in book.rows("hardware")}
        self.legs_of, self.tranches_of, self.parts_of = defaultdict(list), defaultdict(list), defaultdict(list)
        self.stated = defaultdict(list)
        for key, row in self.legs.items():
            self.legs_of[row["deal"]].append(key)
        for key, row in self.tranches.items():
            self.tranches_of[row["deal"]].append(key)
        for row in book.rows("links"):
            if row["relation"] == "part_of":
                self.parts_of[row["other"]].append(row["deal"])
        for row in book.rows("quantities"):
            self.stated[row["deal"]].append((row["leg"], row["hardware"]))

    def mentions(self, field, tree=None):
        tree = tree or self.tree
        if tree[0] == "term":
            return tree[1] == field
        below = [tree[1]] if tree[0] == "not" else tree[1]
        return any(self.mentions(field, part) for part in below)

    def means_leg(self, key, on):
        return self.holds(self.tree, Thing(self.legs[key]["deal"], leg=key), on)

    def means_tranche(self, key, on):
        return self.holds(self.tree, Thing(self.tranches[key]["deal"] or None, tranche=key), on)

    def means_deal(self, deal, on):
        things = [Thing(deal, leg=key) for key in self.legs_of[deal]]
        if not things:
            things = [Thing(deal, tranche=key) for key in self.tranches_of[deal]]
            things += [Thing(deal, leg=key) for part in self.parts(deal) for key in self.legs_of[part]]
        for thing in things or [Thing(deal)]:
            if self.holds(self.tree, thing, on):
                return True
            thing.whole = True
            if self.holds(self.tree, thing, on):
                return True
        return False

    def parties(self, on):
        """Who pays or is paid in the legs meant, uses the tranches if the query asks for some, or is named with its group."""
        found = {self.book.party(row[side]) for key, row in self.legs.items() if self.means_leg(key, on)
                 for side in ("payer", "payee")}
        if not any(self.mentions(field) for field in ("power", "layer", "basis", "site", "user")):
            return found | self.named()
        found |= {self.book.party(row["user"]) for key, row in self.tranches.items()
                  if row["user"] and self.means_tranche(key, on)}
        return found | self.named()

    def named(self):
        """The parties that the query names and does not rule out, each with what it consolidates."""
        return {party for party in self.book.parties for name in self.names(self.tree, False) if self.is_member(party, name)}

    def names(self, tree, negated):
        if tree[0] == "term":
            bare = [value for value in tree[2] if value in self.book.parties or reading.folded(value) in self.book.spellings]
            parties = tree[2] if tree[1] in ("party", "payer", "payee") else bare if tree[1] == BARE else []
            return [] if negated else parties
        below = [tree[1]] if tree[0] == "not" else tree[1]
        return [name for part in below for name in self.names(part, negated != (tree[0] == "not"))]

    def means_row(self, subject, on):
        """A row by its name: legs/DEAL/LEG, tranches/TRANCHE, parties/PARTY; else of a deal."""
        table, first, *rest = subject.split("/")
        if table in ("legs", "flows", "leg_links"):
            return self.means_leg(f"{first}/{rest[0]}", on)
        if table in ("tranches", "milestones"):
            return self.means_tranche(first, on)
        if table in ("parties", "metrics"):
            return first in self.named()
        if table == "stakes":
            return first in self.named() or rest[0] in self.named()
        return first in self.deals and self.means_deal(first, on)

    def cited(self, on):
        """The sources that the rows meant rest on, and those of claims about them."""
        keys = {"deals": ["deal"], "events": ["deal"], "links": ["deal"], "legs": ["deal", "leg"], "flows": ["leg"],
                "tranches": ["tranche"], "milestones": ["tranche"], "quantities": ["deal"]}
        rows = [("/".join([table, *(row[column] for column in columns)]), row["source"])
                for table, columns in keys.items() for row in self.book.rows(table)]
        rows += [(f"metrics/{self.book.party(row['party'])}", row["source"]) for row in self.book.rows("metrics")]
        rows += [(f"stakes/{self.book.party(row['holder']) if row['holder'] else ''}/{self.book.party(row['company'])}", row["source"])
                 for row in self.book.rows("stakes")]
        rows += [(row["subject"], row["source"]) for row in self.book.rows("claims")]
        means = {}
        for subject, _ in rows:
            if subject not in means:
                means[subject] = self.means_row(subject, on)
        return {source for subject, source in rows if source and means[subject]}

    def dated_events(self, on):
        return [deal for deal in self.deals if self.means_deal(deal, on)
                for day, _ in self.book.events[deal] if day <= on]

    def dated_tranches(self, on):
        """Those with a target, or with a milestone that has happened."""
        return {row["tranche"] for row in self.book.rows("milestones")
                if (row["basis"] == "target" or (reading.days(row["date"])[1] or reading.END_OF_TIME) <= on)
                and self.means_tranche(row["tranche"], on)}

    def parts(self, deal):
        """Deals that are part of it at any depth, without itself."""
        found, due = [], list(self.parts_of[deal])
        while due:
            part = due.pop()
            if part != deal and part not in found:
                found.append(part)
                due += self.parts_of[part]
        return found

    def holds(self, tree, thing, on):
        if tree[0] == "not":
            return not self.holds(tree[1], thing, on)
        if tree[0] == "or":
            return any(self.holds(part, thing, on) for part in tree[1])
        parts = flat(tree)
        together = [part for part in parts if not has_not(part)]
        return (all(self.holds(part, thing, on) for part in parts if has_not(part))
                and any(all(self.holds_with(mate, part, thing, on) for part in together) for mate in self.mates(thing)))

    def mates(self, thing):
        """What a leg may borrow a tranche's terms from, and a tranche a leg's: one for all terms side by side."""
        if thing.tranche:
            return [None] + (self.legs_of[thing.deal] if thing.deal else [])
        deals = {thing.deal} | ({self.legs[thing.leg]["deal"]} if thing.leg else set())
        return [None] + [key for deal in sorted(deals) for key in self.tranches_of[deal]]

    def holds_with(self, mate, tree, thing, on):
        if tree[0] == "term":
            return any(self.value_holds(mate, tree[1], value, thing, on) for value in tree[2])
        return (all if tree[0] == "and" else any)(self.holds_with(mate, part, thing, on) for part in tree[1])

    def value_holds(self, mate, field, value, thing, on):
        if field == BARE:
            is_party = value in self.book.parties or reading.folded(value) in self.book.spellings
            field = "party" if is_party else "deal"
        if field in ("deal", "programme", "status"):
            return thing.deal is not None and self.of_deal(field, value, thing.deal, on)
        held = self.of_thing(mate, field, value, thing, on)
        if held or not thing.whole or field not in WHOLE_DEAL:
            return held
        if self.of_row(field, value, thing.deal):
            return True
        return bool(not thing.tranche and mate and self.tranches[mate]["deal"] == thing.deal
                    and self.of_tranche(field, value, mate, on))

    def of_thing(self, mate, field, value, thing, on):
        if thing.tranche:
            own = self.of_tranche(field, value, thing.tranche, on)
            lifted = mate and (own is None or field == "party") and self.of_leg(field, value, mate, on)
            return bool(own or lifted)
        if thing.leg:
            own = self.of_leg(field, value, thing.leg, on)
            if own is None:
                same = mate and self.tranches[mate]["deal"] == self.legs[thing.leg]["deal"]
                return bool(same and self.of_tranche(field, value, mate, on))
            return own
        return bool(self.of_row(field, value, thing.deal))

    # Each of these is None where the field is not about such things.

    def of_deal(self, field, value, deal, on):
        if field == "deal":
            return deal == value
        if field == "status":
            return matches(value, self.book.status(deal, on)[0])
        if value in ("known", "unknown"):
            return (value == "known") == any(deal in parts for parts in self.parts_of.values())
        return deal == value or deal in self.parts(value)

    def of_row(self, field, value, deal):
        if field in ("source", "publisher", "language"):
            return self.witness(field, value, self.deals[deal]["source"])
        if field == "text":
            return says(value, self.deals[deal], "title", "note")
        if field in ("hardware", "maker"):
            return self.hardware(field, value, [name for _, name in self.stated[deal]])
        return None

    def of_leg(self, field, value, key, on):
        row, leg = self.legs[key], self.book.legs[key]
        if field in ("payer", "payee", "party"):
            sides = ("payer", "payee") if field == "party" else (field,)
            return any(self.is_member(row[side], value) for side in sides)
        if field in ("kind", "class"):
            return (leg.kind if field == "kind" else leg.leg_class) == value
        if field == "bucket":
            return reading.bucket_on(self.book, leg, on) == value
        if field == "firmness":
            return (row["firmness"] or "firm") == value
        if field == "currency":
            return matches(value, row["currency"])
        if field == "term":
            return within(value, reading.term(row["term"]) if row["term"] else None, reading.term)
        if field in LEG_DATES:
            return self.date(field, value, row, leg)
        if field == "amount":
            return self.amount(value, leg)
        if field in ("source", "publisher", "language"):
            return self.witness(field, value, row["source"] or self.deals[row["deal"]]["source"])
        if field == "country":
            return any(matches(value, self.book.parties[self.book.party(row[side])]["country"])
                       for side in ("payer", "payee"))
        if field in ("hardware", "maker"):
            own = [name for number, name in self.stated[row["deal"]] if number in ("", row["leg"])]
            return self.hardware(field, value, own)
        if field == "text":
            return says(value, row, "what", "condition", "note") or says(value, self.deals[row["deal"]], "title", "note")
        return None

    def of_tranche(self, field, value, key, on):
        row = self.tranches[key]
        if field in ("party", "user"):
            if field == "user" and value in ("known", "unknown"):
                return (value == "known") == bool(row["user"])
            return bool(row["user"]) and self.is_member(row["user"], value)
        if field == "bucket":
            return reading.tranche_bucket(self.book, row, on) == value
        if field == "firmness":
            return (row["firmness"] or "firm") == value
        if field == "power":
            lo, hi = reading.power(row["power"])
            stated = lo if hi is None else hi
            return within(value, stated, lambda text: reading.power(text)[0])
        if field == "layer":
            return row["layer"] == value
        if field == "basis":
            basis = "" if row["basis"] == "unspecified" else row["basis"]
            return not basis if value == "unspecified" else matches(value, basis)
        if field == "site":
            return matches(value, row["site"])
        if field == "country":
            return matches(value, self.sites[row["site"]]["country"] if row["site"] else "")
        if field in ("source", "publisher", "language"):
            of_deal = self.deals[row["deal"]]["source"] if row["deal"] else ""
            return self.witness(field, value, row["source"] or of_deal)
        if field in ("hardware", "maker"):
            return self.hardware(field, value, [name for _, name in self.stated[row["deal"]]] if row["deal"] else [])
        if field == "text":
            of_deal = row["deal"] and says(value, self.deals[row["deal"]], "title", "note")
            return bool(says(value, row, "label", "note") or of_deal)
        return None

    def is_member(self, cell, whole):
        party, whole = self.book.party(cell), self.book.party(whole)
        while party != whole and self.book.parties[party]["parent"]:
            party = self.book.party(self.book.parties[party]["parent"])
        return party == whole

    def witness(self, field, value, source):
        if field == "source":
            return matches(value, source)
        said = self.sources[source][field] if source else ""
        if value in ("known", "unknown"):
            return matches(value, said)
        if field == "language":
            return plain(said) == plain(value)
        return f" {plain(value)} " in f" {plain(said)} "

    def hardware(self, field, value, names):
        if field == "hardware":
            return {"unknown": not names, "known": bool(names)}.get(value, value in names)
        makers = [self.makers[name] for name in names]
        if value in ("known", "unknown"):
            return any(bool(maker) == (value == "known") for maker in makers)
        return any(maker and self.is_member(maker, value) for maker in makers)

    def date(self, field, value, row, leg):
        first, last = reading.days(row[field])
        if field == "agreed":
            first = last = None if leg.agreed == reading.END_OF_TIME else leg.agreed
        if value in ("known", "unknown"):
            return (value == "known") == bool(first or last)
        lo, hi = reading.days(value)
        # Only what surely lies in the range does.
        return bool(first or last) and (not lo or bool(first and first >= lo)) and (not hi or bool(last and last <= hi))

    def amount(self, value, leg):
        if value in ("known", "unknown"):
            return (value == "known") == leg.known()
        rate = self.book.rate(leg.currency, leg.agreed) if leg.known() else None
        if rate is None:
            return False
        return within(value, round(leg.stated() * rate), lambda text: reading.amount(text)[0])


def has_not(tree):
    return tree[0] == "not" or tree[0] != "term" and any(has_not(part) for part in tree[1])


def flat(tree):
    """What stands side by side, at any depth."""
    return [part for one in tree[1] for part in flat(one)] if tree[0] == "and" else [tree]


def matches(value, said):
    """`known`, `unknown` or the very value."""
    return {"known": bool(said), "unknown": not said}.get(value, said == value)


def within(value, number, read):
    if value in ("known", "unknown"):
        return (value == "known") == (number is not None)
    if number is None:
        return False
    lo, hi = value.split("..") if ".." in value else (value, value)
    return (not lo or read(lo) <= number) and (not hi or number <= read(hi))


def says(value, row, *columns):
    return any(plain(value) in plain(row[column]) for column in columns)


def plain(text):
    """Folded words without accents and punctuation."""
    text = unicodedata.normalize("NFKD", text or "").casefold()
    kept = []
    for c in unicodedata.normalize("NFKD", text):
        category = unicodedata.category(c)
        if category in ("Mn", "Cf", "Cc") and c not in "\n\t" or c in ".'":
            continue
        digit = "0" <= c <= "9" or not ("\u0660" <= c <= "\u0669" or "\u06f0" <= c <= "\u06f9")
        c = c if digit else str(unicodedata.decimal(c))
        kept.append(" " if category[0] in "PSZ" or c in "\n\t" else c)
    return " ".join("".join(kept).replace("đ", "d").split())
