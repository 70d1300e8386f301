"""A model whose checks are generated expressions, well-typed by construction.

    generate.py COUNT SEED >model.tenon.yaml      with checks
    generate.py 0 >model.tenon.yaml               the entity alone

The checks `r<row>_<attribute>` hold the rows: `coalesce(attribute, literal) is null`; null where there is
none. The checks `e<number>` hold the expressions: `(expression) is null`. evaluate.c takes both apart. The
generator is the language's own grammar and types, written down a second time; chance comes from a seed.
"""
import sys

# name: (type, kind, values of the rows; None is null)
ATTRIBUTES = {
    "flag": ("boolean?", "bool", [None, "true", "false", "true", None, "false", "true", "false"]),
    "small": ("smallint?", "int", [None, "0", "-7", "32767", "-32768", None, "12", "3"]),
    "num": ("int?", "int", [None, "0", "7", "2147483647", "-2147483648", "-3", None, "100"]),
    "big": ("bigint?", "int", [None, "0", "-12", "9223372036854775807", "-9223372036854775807", "5", "41", None]),
    "stock": ("unsigned int?", "int", [None, "0", "4294967295", "7", "1", "2147483648", None, "50"]),
    "level": ("unsigned smallint", "int", ["0", "65535", "3", "1", "0", "12", "200", "1"]),
    "part": ("int", "int", ["1", "2", "-3", "10", "7", "-1", "100", "0"]),
    "amount": ("decimal(12, 2)?", "dec", [None, "0.00", "-7.55", "9999999999.99", "-9999999999.99", "0.01", "2.50", "19.90"]),
    "rate": ("decimal(10, 4)?", "dec", [None, "1.0000", "0.3333", "-0.0001", "999999.9999", None, "2.5000", "-1.2500"]),
    "price": ("decimal(8, 2)", "dec", ["0.50", "1.00", "-1.00", "0.03", "100.00", "7.00", "3.33", "0.00"]),
    "ratio": ("double?", "float", [None, "0.0", "-0.5", "1.5", "2.5", "123456.75", "0.1", None]),
    "weight": ("float?", "float", ["0.5", None, "-0.25", "1024.0", "0.0", "3.75", None, "-2.5"]),
    "raw": ("bytes?", "bytes", [None if h is None else f"cast('{h}' as bytes)" for h in (None, '00ff', '0a', '', '27', '5c5c', None, '00ff')]),
    "code": ("char(4)?", "str", [None, "'ab'", "'AB'", "'abcd'", "''", "'a b'", None, "'Zz  '"]),
    "name": ("string(20)?", "str", [None, "''", "'alpha'", "'Alpha'", "'a%b_c'", "'it''s'", "' pad '", None]),
    "note": ("text?", "str", [None, "'\u00e9t\u00e9'", "'back\\\\slash'", "'\u65e5\u672c\u8a9e'", "'ab\u00e9'", "'0012'", "'Zoo'", "''"]),
    "title": ("string(20)", "str", ["'alpha'", "'beta'", "''", "'ALPHA'", "'a_b'", "'x'", "'\U0001f600 ok'", "' '"]),
    "state": ("State?", "enum", [None, "'open'", "'closed'", "'in transit'", "'open'", None, "'closed'", "'open'"]),
    "former": ("State", "enum", ["'open'", "'closed'", "'closed'", "'open'", "'in transit'", "'open'", "'open'", "'open'"]),
    "day": ("date?", "date", [None, "'1970-01-01'", "'2024-02-29'", "'2023-12-31'", "'1600-03-01'", "'9999-12-31'", None, "'2026-01-31'"]),
    "until": ("date", "date", ["'2024-03-31'", "'2024-02-29'", "'1999-12-31'", "'2000-01-01'", "'2026-11-20'", "'1970-01-01'", "'2025-02-28'", "'2024-01-30'"]),
    "at": ("timestamp?", "instant", [None, "'2024-02-29 23:59:59.999'", "'1970-01-01 00:00:00'", "'2026-06-30 04:30:00'", "'1969-12-31 23:59:59'", "'2024-12-31 12:00:00.5'", None, "'2024-03-10 07:30:00'"]),
    "seen": ("timestamp", "instant", ["'2024-01-31 10:00:00'", "'2024-02-29 23:59:59.999'", "'2020-02-29 00:00:00'", "'2026-06-30 04:30:01'", "'1999-12-31 23:00:00'", "'2024-11-03 05:30:00'", "'2024-11-03 06:30:00'", "'2000-01-01 00:00:00'"]),
    "local": ("datetime?", "wall", [None, "'2024-03-10 02:30:00'", "'2024-02-29 12:00:00'", "'2023-01-31 23:59:59.25'", "'1950-05-05 05:05:05'", None, "'2026-12-31 00:00:00'", "'2024-08-31 18:00:00'"]),
    "clock": ("time?", "time", [None, "'00:00:00'", "'23:59:59.999'", "'12:30:00'", "'06:00:00'", None, "'18:15:30.5'", "'01:02:03'"]),
    "uid": ("uuid?", "uuid", [None, "'00000000-0000-0000-0000-000000000000'", "'123e4567-e89b-12d3-a456-426614174000'", "'ffffffff-ffff-ffff-ffff-ffffffffffff'", None, "'123E4567-E89B-12D3-A456-426614174000'", None, "'123e4567-e89b-12d3-a456-426614174001'"]),
    "doc": ("json?", "json", [None, "'{}'", """'{"a": "x", "b": 12, "c d": true}'""", """'{"a": null, "b": {"a": "deep"}}'""", """'[1, 2]'""", """'{"a": "it''s \\\\u00e9"}'""", """'"text"'""", None]),
}
ROWS = 8

LITERALS = {
    "bool": ["true", "false", "cast(null as boolean)"],
    "int": ["0", "1", "2", "3", "7", "10", "100", "-1", "-7", "2147483647", "cast(null as int)"],
    "dec": ["0.0", "1.0", "0.5", "2.50", "-0.01", "19.999", "100.00", "-7.55"],
    "float": ["cast(0.5 as double)", "cast(3 as double)", "cast(-1.25 as double)", "cast(2.5 as double)"],
    "str": ["''", "'a'", "'alpha'", "'ALPHA'", "'b'", "' '", "'ab '", "'\u00e9'", "'it''s'", "'\\\\'", "'%'", "'_'", "'12'", "'0'"],
    "enum": ["'open'", "'closed'", "'in transit'"],
    "date": ["date '2024-02-29'", "date '2000-01-01'", "date '2024-03-31'", "date '1970-01-01'"],
    "instant": ["timestamp '2024-02-29 23:59:59.999999'", "timestamp '2026-06-30 06:30:00+02'", "timestamp '1970-01-01 00:00'"],
    "wall": ["datetime '2024-03-10 02:30:00'", "datetime '2024-02-29 12:00'"],
    "time": ["time '00:00:00'", "time '12:30'", "time '23:59:59.999999'"],
    "bytes": ["cast('00ff' as bytes)", "cast('' as bytes)", "cast('5C5c' as bytes)"],
    "uuid": ["cast('123e4567-e89b-12d3-a456-426614174000' as uuid)"],
    "hours": ["interval '90 minutes'", "interval '1.5 seconds'", "interval '36 hours'"],
    "span": ["interval '1 day'", "interval '1 month'", "interval '36 hours'", "interval '1 year 2 months'", "interval '90 minutes'", "interval '-10 days'", "interval '1.5 seconds'"],
}
PATTERNS = ["'%'", "'a%'", "'%a'", "'%a%'", "'_'", "'a_'", "'%\\\\%%'", "'%\\\\_%'", "''", "'ALPHA'", "'%\u00e9%'", "'_lpha'", "'%p%a'", "'%\\\\\\\\%'"]
REGEXES = ["'^[a-z]+$'", "'^[A-Z]'", "'a.*a'", "'^$'", "'[0-9]{2,}'", "'^(al|be)'", "'b|B'"]
COMPARED = ["bool", "int", "dec", "float", "str", "enum", "date", "instant", "wall", "time", "uuid", "bytes"]
ORDERED = ["int", "dec", "float", "str", "date", "instant", "wall", "time"]
NUMBERS = ["int", "dec", "float"]


class Chance:
    """A linear congruential generator: the same numbers wherever it runs."""

    def __init__(self, seed):
        self.state = seed * 2654435761 % 2**64

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def of(self, items):
        return items[self.below(len(items))]


class Generator:
    def __init__(self, seed):
        self.chance = Chance(seed)

    def leaf(self, kind):
        names = [name for name, (_, k, _) in ATTRIBUTES.items() if k == kind]
        if names and (kind not in LITERALS or self.chance.below(3)):
            return self.chance.of(names)
        return self.chance.of(LITERALS[kind])

    def make(self, kind, depth):
        """An expression of KIND, in parentheses where it is a part."""
        forms = getattr(self, kind + "_forms", None)
        if depth <= 0 or not forms or not self.chance.below(6):
            return self.leaf(kind)
        return self.chance.of(forms())(depth - 1)

    # what every kind has
    def common(self, kind):
        def coalesce(d):
            first = self.make(kind, d) if self.chance.below(8) else "null"
            return f"coalesce({first}, {self.make(kind, d)})"

        def nullif(d):
            return f"nullif({self.make(kind, d)}, {self.make(kind, d)})"

        def case(d):
            return (f"case when {self.make('bool', d)} then {self.make(kind, d)} "
                    f"when {self.make('bool', d)} then {self.make(kind, d)} else {self.make(kind, d)} end")

        def simple_case(d):
            by = self.chance.of(["int", "str", "bool"])
            return f"case {self.make(by, d)} when {self.make(by, d)} then {self.make(kind, d)} end"

        def extreme(d):
            name = self.chance.of(["greatest", "least"])
            parts = ", ".join(self.make(kind, d) for _ in range(2 + self.chance.below(2)))
            return f"{name}({parts})"
        ordered = kind in ORDERED
        return [coalesce, nullif, case, simple_case] + ([extreme] if ordered else [])

    def binary(self, kind, left, operators, right):
        def form(d):
            operator = self.chance.of(operators)
            return f"({self.make(left, d)} {operator} {self.make(right, d)})"
        return form

    def call(self, text, *kinds):
        return lambda d: text.format(*(self.make(k, d) for k in kinds))

    def bool_forms(self):
        def compare(d):
            kind = self.chance.of(COMPARED)
            operators = ["=", "<>"] + (["<", "<=", ">", ">="] * 2 if kind in ORDERED else [])
            other = self.chance.of(NUMBERS) if kind in NUMBERS else kind
            return f"({self.make(kind, d)} {self.chance.of(operators)} {self.make(other, d)})"

        def within(d):
            kind = self.chance.of(["int", "dec", "str", "enum", "date", "bytes"])
            parts = ", ".join(self.make(kind, d) for _ in range(1 + self.chance.below(3)))
            return f"({self.make(kind, d)} {self.chance.of(['in', 'not in'])} ({parts}))"

        def between(d):
            kind = self.chance.of(ORDERED)
            word = self.chance.of(["between", "not between"])
            return f"({self.make(kind, d)} {word} {self.make(kind, d)} and {self.make(kind, d)})"

        def is_null(d):
            kind = self.chance.of(COMPARED)
            return f"({self.make(kind, d)} {self.chance.of(['is null', 'is not null'])})"

        def like(d):
            return f"({self.make('str', d)} {self.chance.of(['like', 'not like'])} {self.chance.of(PATTERNS)})"

        def matches(d):
            return f"matches({self.make('str', d)}, {self.chance.of(REGEXES)})"

        logic = [self.binary("bool", "bool", ["and", "or"], "bool")] * 3
        invert = self.call("(not {})", "bool")
        return (logic + [compare] * 5 + [within, between, is_null, like, like, matches, invert]
                + [self.call("starts_with({}, {})", "str", "str"), self.call("contains({}, {})", "str", "str"),
                   self.call("cast({} as boolean)", "int")] + self.common("bool"))

    def int_forms(self):
        def divide(d):
            divisor = self.chance.of(["part", "nullif(part, 0)", "7", "-3", "2", "nullif(num, 0)"])
            return f"({self.make('int', d)} {self.chance.of(['/', '%'])} {divisor})"

        def part(d):
            field, kind = self.chance.of([("year", "date"), ("month", "wall"), ("day", "instant"), ("dow", "date"),
                                          ("hour", "instant"), ("minute", "wall"), ("second", "instant"),
                                          ("hour", "time"), ("dow", "wall"), ("year", "instant")])
            return f"date_part('{field}', {self.make(kind, d)})"

        def nonnulls(d):
            return f"num_nonnulls({', '.join(self.make(self.chance.of(COMPARED), d) for _ in range(3))})"
        return ([self.binary("int", "int", ["+", "-", "*"], "int")] * 3
                + [divide] * 2 + [part, nonnulls, self.call("length({})", "str"), self.call("(-({}))", "int"),
                                  self.call("abs({})", "int"), self.call("round({})", "int"),
                                  self.call("floor({})", "int"),
                                  self.call("cast(({}) + 0 as bigint)", "dec"), self.call("cast(({}) + 0 as int)", "dec"),
                                  self.call("cast({} as int)", "bool"), self.call("cast({} as bigint)", "int"),
                                  self.call("cast(({}) + 0 as smallint)", "int"), self.call("cast({} as bigint)", "float"),
                                  self.call("({} - {})", "date", "date")]
                + self.common("int"))

    def dec_forms(self):
        def divide(d):
            divisor = self.chance.of(["price", "nullif(price, 0)", "7", "-0.3", "2.50", "nullif(rate, 0)", "0.07"])
            return f"({self.make('dec', d)} / {divisor})"

        def modulo(d):
            return f"({self.make('dec', d)} % {self.chance.of(['7', '0.3', '-2.50', 'nullif(price, 0)'])})"

        def rounded(d):
            name = self.chance.of(["round({})", "floor({})", "ceil({})", "round({}, 1)", "round({}, 2)", "round({}, 0)",
                                   "round({}, -1)", "round({}, 6)"])
            return name.format(self.make("dec", d))
        return ([self.binary("dec", "dec", ["+", "-", "*"], "dec")] * 2
                + [self.binary("dec", "dec", ["+", "-", "*"], "int"), self.binary("dec", "int", ["+", "-", "*"], "dec"),
                   divide, divide, modulo, rounded, rounded, self.call("(-({}))", "dec"), self.call("abs({})", "dec"),
                   self.call("cast({} as decimal(12, 2))", "dec"), self.call("cast({} as decimal(20, 1))", "int"),
                   self.call("cast({} as decimal(18, 3))", "dec")]
                + self.common("dec"))

    def float_forms(self):
        def divide(d):
            return f"({self.make('float', d)} / {self.chance.of(['4', 'cast(0.25 as double)', 'nullif(ratio, 0)'])})"
        return ([self.binary("float", "float", ["+", "-", "*"], "float"),
                 self.binary("float", "float", ["+", "-", "*"], "int"), divide,
                 self.call("(-({}))", "float"), self.call("abs({})", "float"), self.call("floor({})", "float"),
                 self.call("ceil({})", "float"), self.call("round({})", "float"), self.call("cast({} as double)", "int"),
                 self.call("cast({} as double)", "dec")]
                + self.common("float"))

    def str_forms(self):
        def substr(d):
            start = self.chance.of(["1", "2", "3", "part", "0", "-1"])
            count = self.chance.of(["", ", 1", ", 2", ", 0", ", length(title)"])
            return f"substr({self.make('str', d)}, {start}{count})"

        def cut(d):
            return f"cast({self.make('str', d)} as {self.chance.of(['string(2)', 'text', 'char(3)'])})"
        return ([self.binary("str", "str", ["||"], "str")] * 2
                + [substr, substr, cut, self.call("lower({})", "str"), self.call("upper({})", "str"),
                   self.call("trim({})", "str"), self.call("concat({}, {}, {})", "str", "str", "str"),
                   self.call("replace({}, {}, {})", "str", "str", "str"), self.call("cast({} as text)", "int"),
                   self.call("cast({} as text)", "bool"),
                   self.call("cast({} as text)", "uuid"),
                   lambda d: f"cast({self.chance.of(['amount', 'rate', 'price'])} as text)",
                   lambda d: f"json_text(doc, '{self.chance.of(['a', 'b', 'c d', 'none'])}')"]
                + self.common("str"))

    def enum_forms(self):
        return self.common("enum")[2:3] + [lambda d: "coalesce(state, former)", lambda d: "nullif(former, state)"]

    def bytes_forms(self):
        return self.common("bytes")

    def date_forms(self):
        return ([self.call("cast({} as date)", "instant"), self.call("cast({} as date)", "wall"),
                 lambda d: f"({self.make('date', d)} {self.chance.of('+-')} {self.chance.of(['1', '30', 'part', '-366'])})"]
                + self.common("date"))

    def shifted(self, kind):
        return lambda d: f"({self.make(kind, d)} {self.chance.of('+-')} {self.chance.of(LITERALS['span'])})"

    def instant_forms(self):
        return ([self.shifted("instant")] * 2 + [self.call("cast({} as timestamp)", "date"), self.call("cast({} as timestamp)", "wall")]
                + self.common("instant"))

    def wall_forms(self):
        return ([self.shifted("wall"), self.shifted("date"), self.call("cast({} as datetime)", "instant"),
                 self.call("cast({} as datetime)", "date")] + self.common("wall"))

    def time_forms(self):
        return ([lambda d: f"({self.make('time', d)} {self.chance.of('+-')} {self.chance.of(LITERALS['hours'])})",
                 self.call("cast({} as time)", "instant"), self.call("cast({} as time)", "wall")] + self.common("time"))


KINDS = ["bool"] * 8 + ["int"] * 3 + ["dec"] * 3 + ["str"] * 3 + ["float", "date", "instant", "wall", "time", "enum"]


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def main():
    count = int(sys.argv[1])
    print("tenon: 1\nmodel: expressions\nconventions: {timestamps: false}\n"
          "types:\n  State: enum(open, 'in transit', closed)\nentities:\n  Sample:\n    key: id\n    attributes:\n      id: int")
    for name, (kind, _, _) in ATTRIBUTES.items():
        print(f"      {name}: {kind}")
    if not count:
        return
    print("    checks:")
    for row in range(ROWS):
        for name, (_, _, values) in ATTRIBUTES.items():
            value = values[row].replace("\\\\", "\\") if values[row] else "null"
            print(f"      r{row + 1}_{name}: " + quoted(f"coalesce({name}, {value}) is null"))
    generator = Generator(int(sys.argv[2]))
    for number in range(1, count + 1):
        kind = generator.chance.of(KINDS)
        text = generator.make(kind, 1 + generator.chance.below(4)).replace("\\\\", "\\")
        print(f"      e{number}: " + quoted(f"({text}) is null"))


main()
