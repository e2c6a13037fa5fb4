"""Made tables and rules of offices: rows under their header, and sentences of two clauses that differ in their
condition. What is asked or stated fits one cell or one clause; near misses take the other row, column or clause."""

from __future__ import annotations

import random

from data import Example

FIRST = "Anna Ben Clara David Emma Farid Grace Henry Ines Jakob Kofi Lena Marta Nadia Omar Paula Quentin Rosa Samir Tara Ulrich Vera Wei Yusuf Zoe".split()
LAST = "Abbott Bauer Castillo Dietrich Evans Fischer Garcia Huang Ivanova Jensen Keller Lopez Mwangi Novak Okafor Petrov Rossi Schmidt Tanaka Weber".split()
TOWNS = "Bremen Cork Dresden Ghent Leeds Linz Lyon Malmo Oslo Porto Riga Tampere Turin Utrecht Vienna Zagreb".split()
TEAMS = "Accounts Archive Building Catering Facilities Finance Legal Logistics Payroll Purchasing Sales Security Support Training".split()
MONTHS = "January February March April May June July August September October November December".split()
GOODS = ["desk lamp", "office chair", "projector", "label printer", "water filter", "badge reader", "paper shredder", "door sensor", "docking station", "server rack", "first aid kit", "fire extinguisher"]
ROOMS = ["Room 101", "Room 204", "Hall A", "Hall B", "Studio 3", "Lab 2", "Annex", "Library", "Workshop", "Courtyard room"]
SERVICES = ["passport", "parking permit", "building permit", "birth certificate", "library card", "business licence", "fishing licence", "residence permit", "certified copy", "vehicle registration"]


def person(r: random.Random) -> str:
    return f"{r.choice(FIRST)} {r.choice(LAST)}"


def date(r: random.Random) -> str:
    day, month, year = r.randint(1, 28), r.randint(1, 12), r.randint(1985, 2024)
    return r.choice((f"{day} {MONTHS[month - 1]} {year}", f"{year}-{month:02}-{day:02}", f"{MONTHS[month - 1]} {day}, {year}"))


def money(r: random.Random) -> str:
    amount = r.choice((r.randint(2, 99), r.randint(10, 60) * 10, r.randint(10, 90) * 100))
    return r.choice((f"{amount} euros", f"€{amount}", f"${amount}", f"{amount} USD", f"{amount},50 EUR"))


def count(r: random.Random) -> str:
    return str(r.choice((r.randint(1, 30), r.randint(20, 500), r.randint(1, 20) * 50)))


def hours(r: random.Random) -> str:
    return f"{r.randint(6, 10)}:{r.choice(('00', '30'))} to {r.randint(14, 20)}:{r.choice(('00', '30'))}"


def span_of_time(r: random.Random) -> str:
    number = r.choice((str(r.randint(2, 90)), r.choice("two three four five six seven ten twelve fourteen thirty".split())))
    return f"{number} {r.choice(('days', 'working days', 'weeks', 'months', 'hours'))}"


def phone(r: random.Random) -> str:
    return r.choice((f"ext. {r.randint(100, 999)}", f"0{r.randint(20, 99)} {r.randint(1000, 9999)} {r.randint(100, 999)}", str(r.randint(1000, 9999))))


# Key column; then column, maker of values, questions and statements ({k} is the row's key, {v} the value).
TABLES = [
    (("Name", person), [
        ("Department", lambda r: r.choice(TEAMS), ["Which department does {k} work in?", "What team is {k} in?", "department of {k}"], "{k} works in {v}."),
        ("Phone", phone, ["What is {k}'s phone number?", "How can I call {k}?", "{k} phone"], "{k} can be reached at {v}."),
        ("Start date", date, ["When did {k} start?", "Since when has {k} worked here?", "start date of {k}"], "{k} started on {v}."),
        ("Born", date, ["When was {k} born?", "What is {k}'s date of birth?"], "{k} was born on {v}."),
        ("Office", lambda r: r.choice(ROOMS), ["Where does {k} sit?", "Which office is {k} in?", "Where can I find {k}?"], "{k} sits in {v}."),
        ("Manager", person, ["Who is {k}'s manager?", "Who does {k} report to?"], "{k} reports to {v}."),
        ("Leave days", count, ["How many leave days does {k} have?", "How much leave has {k} left?"], "{k} has {v} leave days."),
    ]),
    (("Item", lambda r: r.choice(GOODS)), [
        ("Price", money, ["How much does the {k} cost?", "What is the price of the {k}?", "price {k}"], "The {k} costs {v}."),
        ("Stock", count, ["How many units of the {k} are in stock?", "How many {k}s do we have?"], "There are {v} units of the {k} in stock."),
        ("Supplier", lambda r: r.choice(LAST) + r.choice((" Ltd", " GmbH", " & Sons", " Supplies")), ["Who supplies the {k}?", "Where do we buy the {k}?"], "The {k} is supplied by {v}."),
        ("Warranty", span_of_time, ["How long is the warranty of the {k}?", "warranty on {k}"], "The {k} has a warranty of {v}."),
        ("Delivered", date, ["When was the {k} delivered?"], "The {k} was delivered on {v}."),
    ]),
    (("Service", lambda r: r.choice(SERVICES)), [
        ("Fee", money, ["What is the fee for a {k}?", "How much do I pay for a {k}?", "cost of {k}"], "A {k} costs {v}."),
        ("Processing time", span_of_time, ["How long does a {k} take?", "How long do I wait for a {k}?"], "A {k} takes {v}."),
        ("Counter", lambda r: str(r.randint(1, 30)), ["Which counter issues a {k}?", "At which counter do I get a {k}?"], "A {k} is issued at counter {v}."),
        ("Valid for", span_of_time, ["How long is a {k} valid?"], "A {k} is valid for {v}."),
        ("Contact", person, ["Who handles a {k}?", "Whom do I ask about a {k}?"], "{v} handles a {k}."),
    ]),
    (("Site", lambda r: r.choice(TOWNS)), [
        ("Opening hours", hours, ["When is the {k} site open?", "What are the opening hours in {k}?"], "The {k} site is open from {v}."),
        ("Employees", count, ["How many people work in {k}?", "How many employees does the {k} site have?"], "{v} people work in {k}."),
        ("Opened", date, ["When did the {k} site open?", "Since when has there been a site in {k}?"], "The {k} site opened on {v}."),
        ("Head", person, ["Who runs the {k} site?", "Who is the head of {k}?"], "{v} runs the {k} site."),
        ("Rent", money, ["What is the rent in {k}?", "How much rent is paid in {k}?"], "The rent in {k} is {v}."),
    ]),
]  # fmt: skip


def made_table(_: object, r: random.Random) -> Example:
    """A window of one to four rows, headed or as `Column: value`, and a question or statement about one of them."""
    (key_name, make_key), columns = r.choice(TABLES)
    some = r.sample(columns, r.randint(2, 4))
    asked_column, make_value, questions, statement = some[0]
    shown = sorted(some, key=lambda _: r.random())
    keys: list[str] = []
    while len(keys) < r.choice((2, 3, 4, 5)):
        key = make_key(r)
        if key not in keys:
            keys.append(key)
    rows = [{key_name: k, **{c[0]: c[1](r) for c in shown}} for k in keys]
    target = r.choice(rows)
    kind = r.choices(("here", "other row", "other column"), (5, 3, 2))[0]
    if kind == "other column":
        shown = [c for c in shown if c[0] != asked_column]
    visible = [row for row in rows if row is not target] if kind == "other row" else rows
    if len(visible) > 1 and r.random() < 0.5:
        visible = [target] if kind != "other row" else visible[:1]
    names = [key_name, *(c[0] for c in shown)]
    style = r.random()
    joint = " | " if style < 0.6 else r.choice((",", ", ", "; "))
    text = "" if style > 0.85 else joint.join(names) + r.choice(("\n", " \n", ": "))
    found: tuple[int, int] | None = None
    for row in visible:
        for place, name in enumerate(names):
            text += joint if place else ""
            text += f"{name}: " if style > 0.85 else ""
            if row is target and name == asked_column:
                found = (len(text), len(text) + len(row[name]))
            text += row[name]
        text += "\n"
    key, value = target[key_name], target[asked_column]
    if r.random() < 0.6:
        return Example(r.choice(questions).format(k=key), text.strip(), "table", [found] if found else [], found is not None)
    if not found:
        return Example(statement.format(k=key, v=value), text.strip(), "table", support=2, weight=0.8)
    said = value
    if r.random() < 0.5:
        others = [row[asked_column] for row in rows if row is not target and row[asked_column] != value]
        said = r.choice(others) if others and r.random() < 0.6 else make_value(r)
    return Example(statement.format(k=key, v=said), text.strip(), "table", support=0 if said == value else 1)


# Subject, verb, maker of the value, questions ({c} is the condition), conditions that may stand in one rule.
RULES = [
    ("The notice period", "is", span_of_time, ["How long is the notice period {c}?", "What notice must be given {c}?", "What is the notice period {c}?"],
     ["during probation", "after probation", "for senior staff", "for temporary staff", "in the first year", "after ten years of service"]),
    ("The fee", "is", money, ["What is the fee {c}?", "How much is charged {c}?", "How much do I pay {c}?"],
     ["for residents", "for non-residents", "for children under twelve", "for students", "for late applications", "for an express service"]),
    ("The office", "is open from", hours, ["When is the office open {c}?", "What are the opening hours {c}?"],
     ["on weekdays", "on Saturdays", "on public holidays", "in August", "during the winter"]),
    ("The deposit", "is returned within", span_of_time, ["When is the deposit returned {c}?", "How long does it take to get the deposit back {c}?"],
     ["if no damage is found", "if repairs are needed", "when the key is handed in late", "if the contract is cancelled"]),
    ("Parental leave", "lasts", span_of_time, ["How long does parental leave last {c}?", "How much parental leave is there {c}?"],
     ["for a single parent", "for each parent", "for twins", "after an adoption"]),
    ("The speed limit", "is", lambda r: f"{r.choice((20, 30, 50, 60, 80, 100))} km/h", ["What is the speed limit {c}?", "How fast may one drive {c}?"],
     ["on site roads", "inside the warehouse", "at night", "near the school", "for trucks"]),
    ("An invoice", "must be paid within", span_of_time, ["When must an invoice be paid {c}?", "How long is the payment period {c}?"],
     ["for new customers", "for public bodies", "after a reminder", "if a discount is claimed"]),
    ("The battery", "lasts", span_of_time, ["How long does the battery last {c}?", "What is the battery life {c}?"],
     ["in standby", "under full load", "below zero degrees", "in saving mode"]),
    ("Records", "are kept for", span_of_time, ["How long are records kept {c}?", "For how long must records be kept {c}?"],
     ["by the tax office", "after a complaint", "for closed accounts", "once the employee has left"]),
    ("The maximum load", "is", lambda r: f"{r.choice((40, 75, 120, 250, 400, 900))} kg", ["What is the maximum load {c}?", "How much weight is allowed {c}?"],
     ["per shelf", "on the upper deck", "for the lift", "when the arm is extended"]),
]  # fmt: skip


def capital(text: str) -> str:
    return text[0].upper() + text[1:]


def made_rule(_: object, r: random.Random) -> Example:
    """A rule of two clauses; asked or stated under one condition, or under one that the rule doesn't name."""
    subject, verb, make, questions, conditions = r.choice(RULES)
    one, two, absent = r.sample(conditions, 3)
    first = make(r)
    second = make(r)
    while second == first:
        second = make(r)
    pronoun = "they" if subject.endswith("s") else "it"
    shape = r.random()
    if shape < 0.6:
        joint = r.choice((" and ", ", but ", "; ", ", and "))
        parts = [f"{subject} {verb} ", first, f" {one}{joint}", second, f" {two}."]
    elif shape < 0.8:
        parts = [f"{capital(one)}, {subject[0].lower()}{subject[1:]} {verb} ", first, f"; {two}, {pronoun} {verb} ", second, "."]
    else:
        parts = [f"{subject} {verb} ", first, f" {one}. {capital(two)} {pronoun} {verb} ", second, "."]
    if r.random() < 0.5:
        other = r.choice([x for x in RULES if x[0] != subject])
        beside = f"{other[0]} {other[1]} {other[2](r)} {r.choice(other[4])}."
        if r.random() < 0.5:
            parts[4] += " " + beside
        else:
            parts[0] = f"{beside} {parts[0]}"
    text = "".join(parts)
    asked_first = r.random() < 0.5
    condition, value, wrong = (one, first, second) if asked_first else (two, second, first)
    start = len("".join(parts[: 1 if asked_first else 3]))
    if r.random() < 0.5:
        if r.random() < 0.35:
            return Example(r.choice(questions).format(c=absent), text, "rule", [], False)
        return Example(r.choice(questions).format(c=condition), text, "rule", [(start, start + len(value))], True)
    draw = r.random()
    if draw < 0.35:
        said, at, label = value, condition, 0
    elif draw < 0.7:
        said, at, label = wrong, condition, 1
    elif draw < 0.85:
        said, at, label = make(r), condition, 1
        label = 0 if said == value else 1
    else:
        said, at, label = value, absent, 2
    if r.random() < 0.5:
        stated = f"{subject} {verb} {said} {at}."
    else:
        stated = f"{capital(at)}, {subject[0].lower()}{subject[1:]} {verb} {said}."
    return Example(stated, text, "rule", support=label)
