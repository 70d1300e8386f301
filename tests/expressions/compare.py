"""Compares what an engine said with the evaluator's answers.

    compare.py ENGINE ANSWERS RESULTS [QUESTIONS]

RESULTS has lines `NUMBER <tab> row <tab> value`, as the engine's client prints them; a line that is
missing was an error. Exit status 1 when a value differs, 3 when one is missing alone; some are shown with
their SQL.
"""
import re
import sys
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

NULLS = {"postgres": "\\N", "sqlite": "\\N", "mysql": "NULL", "mariadb": "NULL"}
SHOWN = 20
DIGITS = {"sqlite": 15}  # of a decimal number that it computes with, as its page says; the others keep all


def unescape(text):
    """The clients of MySQL write \\n, \\t, \\0 and \\\\ for these in a column."""
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t", "0": "\0"}.get(m[1], m[1]), text)


def instant(text):
    """A point in time, its zone (if any) taken off, as UTC."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?)(\.\d+)?([-+]\d\d(?::\d\d)?(?::\d\d)?|Z)?)?", text)
    if not match:
        return None
    day, time, fraction, zone = match.groups()
    time = time or "00:00:00"
    time = time if time.count(":") == 2 else time + ":00"
    try:
        value = datetime.strptime(f"{day} {time}", "%Y-%m-%d %H:%M:%S")
    except ValueError:  # the day 0 of MySQL
        return None
    value += timedelta(microseconds=int(((fraction or ".0")[1:] + "000000")[:6]))
    if zone and zone != "Z":
        parts = [int(p) for p in zone[1:].split(":")] + [0, 0]
        shift = timedelta(hours=parts[0], minutes=parts[1], seconds=parts[2])
        value += shift if zone[0] == "-" else -shift
    return value


def time_of_day(text):
    match = re.fullmatch(r"(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?", text)
    if not match:
        return None
    hour, minute, second, fraction = match.groups()
    return int(hour), int(minute), int(second or 0), ((fraction or ".")[1:] + "000000")[:6]


def same(engine, kind, wanted, got):
    if kind == "boolean":
        return got in (("t", "true", "1") if wanted == "true" else ("f", "false", "0"))
    if kind == "number":
        try:
            w, g = Decimal(wanted), Decimal(got)
            kept = DIGITS.get(engine)
            if kept and len(w.normalize().as_tuple().digits) > kept:
                return abs(w - g) <= abs(w) * Decimal(10) ** (1 - kept)
            return w == g
        except InvalidOperation:
            return False
    if kind == "float":
        w, g = float(wanted), float(got)
        return abs(w - g) <= 1e-14 * max(abs(w), abs(g))
    if kind in ("timestamp", "datetime", "date"):
        return instant(wanted) == instant(got)
    if kind == "time":
        return time_of_day(wanted) == time_of_day(got)
    if kind == "char":
        return wanted.rstrip(" ") == got.rstrip(" ")
    if kind == "uuid":
        return wanted.strip("'") == got.lower()
    return wanted == got


def main():
    engine, answers, results = sys.argv[1:4]
    got = {}
    for line in open(results, encoding="utf-8", newline="\n"):
        parts = line.rstrip("\n").split("\t", 2)
        if len(parts) == 3 and parts[0].isdigit() and parts[1].isdigit():
            value = parts[2]
            null = value == NULLS[engine]
            got[parts[0], parts[1]] = None if null else unescape(value) if engine in ("mysql", "mariadb") else value
    asked = {}
    for path in sys.argv[4:]:
        for line in open(path, encoding="utf-8", newline="\n"):
            match = re.match(r"SELECT (\d+), id, (.*) FROM samples", line)
            if match:
                asked[match[1]] = match[2]
    same_count = errors = unknown = wrong = missing = 0
    refused, shown = {}, {}
    expressions = set()
    for line in open(answers, encoding="utf-8", newline="\n"):
        parts = line.rstrip("\n").split("\t", 3)
        if parts[1] == "refused":
            refused[parts[2]] = refused.get(parts[2], 0) + 1
            continue
        number, row, kind, wanted = parts
        expressions.add(number)
        has = (number, row) in got
        value = got.get((number, row))
        hidden = kind.endswith("?")
        kind = kind.rstrip("?")
        if kind == "error" or (hidden and not has):
            errors += 1
            # an engine may know that the whole is null, or what `and` and `or` are, before it comes to the error
            ok = engine != "postgres" or kind != "error" or value in (None, "t", "f") or "divides by zero" not in wanted
        elif kind == "unknown":
            unknown += 1
            ok = True
        else:
            ok = has and (value is None if kind == "null" else value is not None and same(engine, kind, wanted, value))
            same_count += ok
        if not ok:
            wrong += has
            missing += not has
            said = "an error" if not has else "null" if value is None else repr(value)
            sql = asked.get(number, "")
            shown.setdefault(number, (len(sql), f"{number}, row {row}: {kind} {wanted!r}, {engine} says {said}\n  {sql}"))
    for _, text in sorted(shown.values())[:SHOWN]: # the simplest first, each once
        print(text)
    print(f"# {engine}: {len(expressions)} expressions, {same_count} equal values, {errors} without a value, "
          f"{unknown} known to the engine alone, {sum(refused.values())} expressions refused, {wrong} wrong, {missing} missing")
    for why, count in sorted(refused.items()):
        print(f"# {engine} refuses {count}: {why}")
    sys.exit(1 if wrong else 3 if missing else 0)


main()
