"""Values of a type: such as it holds, up to its limits, and such as it must refuse; and what is worth trying because
of the words and numbers that an expression mentions.
"""
import datetime
import re._parser as regex
import uuid
from decimal import Decimal

from evaluate import Row, Unknown, flat, tree

DAY, SECOND = datetime.timedelta(days=1), datetime.timedelta(seconds=1)
BITS = {"smallint": 16, "int": 32, "bigint": 64}


class Raw(str):
    """A value that is no value of its type: written as it is, between quotes."""


class Bare(str):
    """The same, without quotes."""


class Json(str):
    """The text of a document."""


def whole_range(kind):
    bits = BITS[kind["kind"]]
    return (0, 2 ** bits - 1) if kind["unsigned"] else (-2 ** (bits - 1), 2 ** (bits - 1) - 1)


def decimal_limit(kind):
    """The largest decimal(length, scale)."""
    return (Decimal(10) ** kind["length"] - 1).scaleb(-kind["scale"])


def fits(kind, value, enums):
    """Whether VALUE, which an expression has given, is one of the type."""
    if value is None:
        return True
    if kind["kind"] in BITS:
        low, high = whole_range(kind)
        return low <= value <= high
    if kind["kind"] == "decimal" and kind["length"]:
        return abs(value) <= decimal_limit(kind)
    if kind["kind"] == "enum":
        return value in enums[kind["enum"]]
    return kind["kind"] not in ("string", "char") or len(value) <= kind["length"]


def nth(kind, n, enums):
    """The N-th of many different values, where the type has many."""
    name, length = kind["kind"], kind["length"]
    if kind["array"]:
        return [nth({**kind, "array": False}, n, enums)]
    if name in BITS:
        return 100 + n
    if name in ("decimal", "float", "double"):
        return Decimal(n).scaleb(-kind["scale"]) if name == "decimal" else float(n) + 0.5
    if name in ("string", "char", "text"):
        return f"w{n}"[:length or None] if length != 1 else chr(ord("a") + n % 26)
    if name == "enum":
        return enums[kind["enum"]][n % len(enums[kind["enum"]])]
    return {
        "boolean": lambda: n % 2 == 0, "bytes": lambda: bytes([n, 255]), "date": lambda: datetime.date(2026, 2, n),
        "time": lambda: datetime.time(n), "timestamp": lambda: datetime.datetime(2026, 2, n, 12),
        "datetime": lambda: datetime.datetime(2026, 2, n, 12), "interval": lambda: f"{n} days",
        "uuid": lambda: str(uuid.UUID(int=n)), "json": lambda: Json('{"n": %d}' % n), "inet": lambda: f"10.0.0.{n}",
        "native": lambda: Raw(n)}[name]()


def held(kind, enums):
    """Values that the type holds, its limits among them."""
    name, length = kind["kind"], kind["length"]
    if kind["array"]:
        one = {**kind, "array": False}
        return [[], [v for v in held(one, enums) if not isinstance(v, float)][:4], [nth(one, 1, enums), None]]
    if name in BITS:
        return sorted({*whole_range(kind), 0, 1})
    if name == "decimal":
        limit = decimal_limit(kind) if length else Decimal(12345)
        return [limit, -limit, Decimal(0), Decimal(1).scaleb(-kind["scale"])]
    if name in ("string", "char"):
        return ["x" * length, "\u00e9" * length, "", "'\\\""[:length]]
    return {
        "boolean": [True, False], "float": [0.0, -1.5e30], "double": [0.0, 1.5e300],
        "text": ["", "x" * 300, "'\\\"", "\u00e9\U0001F600"], "enum": enums.get(kind["enum"], []),
        "bytes": [b"", b"\x00'\\\xff"],
        "date": [datetime.date(1000, 1, 1), datetime.date(9999, 12, 31), datetime.date(2024, 2, 29)],
        "time": [datetime.time(0), datetime.time(23, 59, 59)],
        "timestamp": [datetime.datetime(1000, 1, 1), datetime.datetime(9999, 12, 30, 23, 59, 59)],
        "datetime": [datetime.datetime(1000, 1, 1), datetime.datetime(9999, 12, 30, 23, 59, 59)],
        "interval": ["36:00:00"], "uuid": ["ffffffff-ffff-ffff-ffff-ffffffffffff"],
        "json": [Json("[]"), Json('{"a": {"b": [1.5, null]}}'), Json('"text"'), Json("null")],
        "inet": ["::1", "255.255.255.255"], "native": []}[name]


def refused(kind, enums):
    """(What is wrong, value) for values that the type must refuse."""
    name, length = kind["kind"], kind["length"]
    if kind["array"]:
        one = {**kind, "array": False}
        yield "no list", Json('{"a": 1}')
        for what, value in refused(one, enums):
            if not isinstance(value, (Raw, Bare)) or kind["kind"] == "enum":
                yield f"{what} in the list", [value]
        return
    if name in BITS:
        low, high = whole_range(kind)
        yield from (("too low", low - 1), ("too high", high + 1))
    if name == "decimal" and length:
        above = Decimal(10) ** (length - kind["scale"])
        yield from (("too high", above), ("too low", -above))
    if name in BITS or name in ("decimal", "float", "double", "boolean"):
        yield "a word", Raw("x")
    if name == "boolean":
        yield "two", Bare("2")
    if name in ("string", "char"):
        yield from (("too long", "y" * (length + 1)), ("too long by a letter of two bytes", "\u00e9" * (length + 1)))
    if name == "enum":
        word = enums[kind["enum"]][0]
        yield from ((f"`{w}`", Raw(w)) for w in ("no such word", "", "1", "0", word.upper(), word + " ", word[:-1])
                    if w not in enums[kind["enum"]])
    for what in {"date": ["2026-02-30", "2026-13-01", "0000-00-00", "x", ""], "time": ["25:00:00", "12:60:00", "x"],
                 "timestamp": ["2026-02-30 12:00:00", "2026-01-01 25:00:00", "x", ""],
                 "datetime": ["2026-02-30 12:00:00", "2026-01-01 25:00:00", "x", ""],
                 "uuid": ["x", "", "0000000g-0000-0000-0000-000000000001", "00000000-0000-0000-0000-00000000000"],
                 "json": ["{", "", "x"], "inet": ["300.0.0.1", "x", ""], "interval": ["x"]}.get(name, []):
        yield f"`{what}`", Raw(what)


# ---- of expressions ----

def sample(pattern):
    """A short text that a regular expression matches."""
    found = ""
    for op, argument in pattern:
        op = str(op)
        if op == "LITERAL":
            found += chr(argument)
        elif op == "NOT_LITERAL":
            found += "a" if argument != ord("a") else "b"
        elif op == "ANY":
            found += "a"
        elif op == "IN":
            found += one_of(argument)
        elif op in ("MAX_REPEAT", "MIN_REPEAT"):
            found += sample(argument[2]) * argument[0]
        elif op == "SUBPATTERN":
            found += sample(argument[3])
        elif op == "BRANCH":
            found += sample(argument[1][0])
    return found


def one_of(parts):
    op, argument = parts[0]
    if str(op) == "NEGATE":
        return "a"
    if str(op) == "RANGE":
        return chr(argument[0])
    if str(op) == "CATEGORY":
        return {"CATEGORY_DIGIT": "0", "CATEGORY_SPACE": " "}.get(str(argument), "a")
    return chr(argument)


def around(value, kind):
    """A value that an expression mentions, and its neighbours."""
    if isinstance(value, datetime.datetime):
        return [value - SECOND, value, value + SECOND]
    if isinstance(value, datetime.date):
        return [value - DAY, value, value + DAY]
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        step = Decimal(1).scaleb(-kind["scale"]) if kind["kind"] == "decimal" else 1
        return [value - step, value, value + step]
    return [value]


def suits(value, kind):
    name = kind["kind"]
    if isinstance(value, bool) or value is None:
        return name == "boolean"
    if isinstance(value, int):
        return name in BITS or name in ("decimal", "float", "double")
    if isinstance(value, Decimal):
        return name in ("decimal", "float", "double")
    if isinstance(value, datetime.datetime):
        return name in ("timestamp", "datetime")
    if isinstance(value, datetime.date):
        return name == "date"
    return name in ("string", "char", "text", "enum") and isinstance(value, str)


def mentioned(texts, kind, enums):
    """Of what the expressions mention, what the type holds."""
    found = []
    if kind["array"]:
        return [[v] * n for text in texts for node in flat(tree(text)) if node[0] == "string" for n in (1,)
                for v in [node[1]] if suits(v, kind)] + [[nth({**kind, "array": False}, 1, enums)] * int(node[1]) + extra
                for text in texts for node in flat(tree(text)) if node[0] == "number"
                for extra in ([], [nth({**kind, "array": False}, 1, enums)])]
    for text in texts:
        for node in flat(tree(text)):
            if node[0] == "call" and node[1] == "matches":
                sound = sample(regex.parse(node[2][1][1]))
                found += [sound, sound + "!", "!" + sound, sound.swapcase(), sound[:-1], sound + " "]
                found += [sound + more for more in "bcdefgh0123456789"]
            if node[0] in ("number", "string", "temporal"):
                try:
                    value = Row({}).value(node)
                except (Unknown, ValueError):
                    continue
                found += around(value, kind)
                if isinstance(value, int) and kind["kind"] in ("string", "text", "char"):
                    found += ["x" * n for n in (value - 1, value, value + 1) if 0 <= n <= 6000] + [" " * max(value, 1)]
                if isinstance(value, str):
                    found += [value + "x", "x" + value, value.upper()]
    limit = kind["length"] if kind["kind"] in ("string", "char") else None
    if kind["kind"] in ("float", "double"):
        found = [float(v) if isinstance(v, (int, Decimal)) else v for v in found]
        return [v for v in found if isinstance(v, float)]
    found = [v for v in found if suits(v, kind) and not (limit and len(v) > limit)]
    if kind["kind"] in ("string", "text") and any(w in t for t in texts for w in ("lower", "upper")):
        found += [v for v in ("AbC", "abc") if not limit or len(v) <= limit]
    return [v for v in found if fits(kind, v, enums)]
