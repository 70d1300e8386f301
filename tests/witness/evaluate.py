"""What an expression of the model is worth for a row: a third reading of the notation, beside the compiler's and that
of the engines, for what checks, predicates and generated attributes say. None is null. Raises Unknown for what only
an engine can tell.
"""
import datetime
import os
import re
import sys
from decimal import ROUND_HALF_UP, Decimal

sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "postgres"))
from expression import Parser  # noqa: E402


class Unknown(Exception):
    pass


COMPARE = {"=": lambda a, b: a == b, "<>": lambda a, b: a != b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
           ">": lambda a, b: a > b, ">=": lambda a, b: a >= b}
ARITHMETIC = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b}
PARTS = {"year": "year", "month": "month", "day": "day", "hour": "hour", "minute": "minute", "second": "second"}


def number(value):
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def is_number(value):
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def pair(a, b):
    """Numbers are compared as decimals, days with instants as instants."""
    if is_number(a) and is_number(b):
        return number(a), number(b)
    if isinstance(a, datetime.datetime) != isinstance(b, datetime.datetime):
        a, b = (datetime.datetime.combine(v, datetime.time()) if type(v) is datetime.date else v for v in (a, b))
    return a, b


def temporal(kind, text):
    if kind == "interval":
        raise Unknown(kind)
    if kind == "date":
        return datetime.date.fromisoformat(text)
    if kind == "time":
        return datetime.time.fromisoformat(text)
    return datetime.datetime.fromisoformat(text.removesuffix("Z").replace(" ", "T"))


def like(text, pattern):
    found = "".join(".*" if c == "%" else "." if c == "_" else re.escape(c) for c in re.sub(r"\\(.)", r"\1", pattern))
    if "\\" in pattern:
        raise Unknown("an escape")
    return re.fullmatch(found, text, re.S) is not None


def rounded(value, places=0):
    return number(value).quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)


CALLS = {
    "length": len, "lower": str.lower, "upper": str.upper, "trim": lambda s: s.strip(" "),
    "substr": lambda s, start, count=None: s[int(start) - 1:][:None if count is None else int(count)],
    "concat": lambda *parts: "".join(parts), "replace": lambda s, a, b: s.replace(a, b),
    "starts_with": str.startswith, "contains": lambda s, t: t in s,
    "matches": lambda s, pattern: re.search(pattern.replace("$", r"\Z"), s, re.A | re.S) is not None,
    "abs": abs, "round": rounded, "floor": lambda n: int(number(n) // 1), "ceil": lambda n: -int(-number(n) // 1),
    "greatest": max, "least": min, "date_part": lambda part, of: int(getattr(of, PARTS[part])),
    "array_length": len, "has_element": lambda array, element: element in array,
}


class Row:
    """VALUES: of each attribute."""

    def __init__(self, values):
        self.values = values

    def of(self, text):
        return self.value(tree(text))

    def value(self, e):
        return getattr(self, "on_" + e[0])(*e[1:])

    def all(self, parts):
        return [self.value(part) for part in parts]

    def on_number(self, text):
        return Decimal(text) if "." in text else int(text)

    def on_string(self, text):
        return text

    def on_word(self, word):
        return {"true": True, "false": False, "null": None}[word]

    def on_name(self, name):
        if name not in self.values:
            raise Unknown(name)
        return self.values[name]

    def on_temporal(self, kind, text):
        return temporal(kind, text)

    def on_negate(self, operand):
        value = self.value(operand)
        return None if value is None else -value

    def on_not(self, operand):
        value = self.value(operand)
        return None if value is None else not value

    def on_binary(self, operator, left, right):
        a, b = self.value(left), self.value(right)
        if operator in ("and", "or"):
            decided = operator == "or"
            return decided if decided in (a, b) else None if None in (a, b) else not decided
        if a is None or b is None:
            return None
        if operator == "||":
            return a + b
        if operator in COMPARE:
            return COMPARE[operator](*pair(a, b))
        if not (is_number(a) and is_number(b)):
            raise Unknown("arithmetic with time")
        if operator in ARITHMETIC:
            return ARITHMETIC[operator](a, b) if isinstance(a, int) and isinstance(b, int) else ARITHMETIC[operator](
                number(a), number(b))
        if b == 0:
            raise Unknown("division by zero")
        whole = isinstance(a, int) and isinstance(b, int)
        divided = int(number(a) / number(b)) if whole else number(a) / number(b)
        return divided if operator == "/" else a - b * int(number(a) / number(b))

    def on_null_test(self, operand, negated):
        return (self.value(operand) is None) != negated

    def on_like(self, left, right, negated):
        a, b = self.value(left), self.value(right)
        return None if a is None or b is None else like(a, b) != negated

    def on_in(self, operand, parts, negated):
        value, found = self.value(operand), self.all(parts)
        if value is None:
            return None
        if any(f is not None and COMPARE["="](*pair(value, f)) for f in found):
            return not negated
        return None if None in found else negated

    def on_between(self, operand, low, high, negated):
        inside = ("binary", "and", ("binary", ">=", operand, low), ("binary", "<=", operand, high))
        return self.value(("not", inside) if negated else inside)

    def on_case(self, subject, arms, otherwise):
        for condition, then in arms:
            if self.value(("binary", "=", subject, condition) if subject else condition):
                return self.value(then)
        return self.value(otherwise) if otherwise else None

    def on_cast(self, operand, to):
        value = self.value(operand)
        decimal = re.fullmatch(r"decimal \( \d+ , (\d+) \)", to)
        if value is None:
            return None
        if decimal:
            return rounded(value, decimal[1])
        if to == "date" and isinstance(value, datetime.datetime):
            return value.date()
        if to in ("timestamp", "datetime") and type(value) is datetime.date:
            return datetime.datetime.combine(value, datetime.time())
        raise Unknown(f"a cast to {to}")

    def on_native(self, _):
        raise Unknown("native")

    def on_parameter(self, name):
        raise Unknown(name)

    def on_call(self, word, parts):
        values = self.all(parts)
        if word == "coalesce":
            return next((v for v in values if v is not None), None)
        if word == "num_nonnulls":
            return sum(v is not None for v in values)
        if word == "nullif":
            return None if self.on_binary("=", *parts) else values[0]
        if word in ("json_get", "json_text") or word not in CALLS:
            raise Unknown(word)
        return None if None in values else CALLS[word](*values)


TREES = {}


def tree(text):
    if text not in TREES:
        TREES[text] = Parser(text).whole()
    return TREES[text]


def flat(e):
    """All nodes of an expression, as it reads."""
    yield e
    for part in e[1:]:
        for one in part if isinstance(part, list) else [part]:
            for deeper in one if isinstance(one, tuple) and one and isinstance(one[0], tuple) else [one]:
                if isinstance(deeper, tuple) and deeper and isinstance(deeper[0], str):
                    yield from flat(deeper)


def names(text):
    return {node[1] for node in flat(tree(text)) if node[0] == "name"}
