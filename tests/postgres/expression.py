"""The expressions of a model as PostgreSQL should have them, told from their text alone.

This is a second reading of grammar/notation.ebnf and of the meanings in docs/language.md, written apart from
the compiler: it shares no table with it. It puts parentheses around everything; the server takes them
away again, so that both texts can be compared as the server prints them.
"""
import re

TOKEN = re.compile(r"""\s*(?:
    (?P<number>\d+(?:\.\d+)?) | '(?P<string>(?:[^']|'')*)' | "(?P<quoted>(?:[^"]|"")+)"
  | (?P<word>[^\W\d]\w*) | (?P<mark>\|\||<>|!=|<=|>=|[-+*/%=<>(),:\[\]])
)""", re.X)

RESERVED = {"and", "or", "not", "in", "is", "null", "true", "false", "between", "like", "case", "when",
            "then", "else", "end", "cast"}
TEMPORAL = {"date", "time", "timestamp", "datetime", "interval"}


def tokens(text):
    at, found = 0, []
    while text[at:].strip():
        match = TOKEN.match(text, at)
        if not match:
            raise ValueError(f"cannot read {text[at:]!r}")
        kind = match.lastgroup
        found.append((kind, match.group(kind)))
        at = match.end()
    return found + [("end", "")]


class Parser:
    """Gives tuples: (kind, parts...)."""

    def __init__(self, text):
        self.rest = tokens(text)

    def peek(self, *values):
        kind, value = self.rest[0]
        return kind in ("word", "mark") and value.lower() in values

    def take(self, *values):
        if self.peek(*values):
            return self.rest.pop(0)[1].lower()
        return None

    def need(self, value):
        if not self.take(value):
            raise ValueError(f"expected {value!r} before {self.rest[:4]}")

    def whole(self):
        e = self.expression()
        if self.rest[0][0] != "end":
            raise ValueError(f"more than an expression: {self.rest[:4]}")
        return e

    def left(self, part, *operators):
        e = part()
        while True:
            operator = self.take(*operators)
            if not operator:
                return e
            e = ("binary", operator, e, part())

    def expression(self):
        return self.left(self.conjunction, "or")

    def conjunction(self):
        return self.left(self.negation, "and")

    def negation(self):
        return ("not", self.negation()) if self.take("not") else self.test()

    def test(self):
        e = self.joined()
        operator = self.take("=", "<>", "!=", "<", "<=", ">", ">=")
        if operator:
            return ("binary", "<>" if operator == "!=" else operator, e, self.joined())
        if self.take("is"):
            negated = bool(self.take("not"))
            self.need("null")
            return ("null_test", e, negated)
        negated = bool(self.take("not"))
        if self.take("like"):
            return ("like", e, self.joined(), negated)
        if self.take("in"):
            return ("in", e, self.list(), negated)
        if self.take("between"):
            low = self.joined()
            self.need("and")
            return ("between", e, low, self.joined(), negated)
        return e

    def list(self):
        self.need("(")
        found = []
        while not self.take(")"):
            found.append(self.expression())
            self.take(",")
        return found

    def joined(self):
        return self.left(self.sum, "||")

    def sum(self):
        return self.left(self.product, "+", "-")

    def product(self):
        return self.left(self.signed, "*", "/", "%")

    def signed(self):
        return ("negate", self.signed()) if self.take("-") else self.operand()

    def operand(self):
        if self.take("("):
            e = self.expression()
            self.need(")")
            return e
        if self.take(":"):
            return ("parameter", self.rest.pop(0)[1])
        kind, value = self.rest.pop(0)
        if kind == "number":
            return ("number", value)
        if kind == "string":
            return ("string", value.replace("''", "'"))
        if kind == "quoted":
            return ("name", value.replace('""', '"'))
        if kind != "word":
            raise ValueError(f"no operand: {value!r}")
        word = value.lower()
        if word in ("true", "false", "null"):
            return ("word", word)
        if word in TEMPORAL and self.rest[0][0] == "string":
            return ("temporal", word, self.rest.pop(0)[1])
        if word == "case":
            return self.case()
        if word == "cast":
            return self.cast()
        if word == "native" and self.peek("("):
            return self.native()
        if self.peek("(") and word not in RESERVED:
            return ("call", word, self.list())
        return ("name", value)

    def case(self):
        subject = None if self.peek("when") else self.expression()
        arms = []
        while self.take("when"):
            condition = self.expression()
            self.need("then")
            arms.append((condition, self.expression()))
        otherwise = self.expression() if self.take("else") else None
        self.need("end")
        return ("case", subject, arms, otherwise)

    def cast(self):
        self.need("(")
        e = self.expression()
        self.need("as")
        words, depth = [], 0
        while depth or not self.peek(")"):
            kind, value = self.rest.pop(0)
            depth += (value == "(") - (value == ")")
            words.append(value)
        self.need(")")
        return ("cast", e, " ".join(words))

    def native(self):
        self.need("(")
        texts = {}
        while not self.take(")"):
            kind, value = self.rest.pop(0)
            if self.take(":"):
                texts[value] = self.rest.pop(0)[1].replace("''", "'")
            else:
                texts["postgres"] = value.replace("''", "'")
            self.take(",")
        return ("native", texts["postgres"])


def name(text):
    return '"' + text.replace('"', '""') + '"'


def literal(text):
    return "'" + text.replace("'", "''") + "'"


PLAIN_CALLS = {"length": "length", "lower": "lower", "upper": "upper", "trim": "trim",
               "replace": "replace", "starts_with": "starts_with", "abs": "abs", "coalesce": "coalesce",
               "nullif": "nullif", "num_nonnulls": "num_nonnulls", "now": "now", "uuid": "gen_random_uuid",
               "array_length": "cardinality"}
BETWEEN_CALLS = {"concat": "||", "matches": "~", "json_get": "->", "json_text": "->>"}


TEXT_CALLS = ("lower", "upper", "trim", "substr", "concat", "replace", "json_text")
SAME_CALLS = ("coalesce", "nullif", "greatest", "least")


class Renderer:
    """COLUMNS: for each attribute a dict with `column`, `type` (as SQL) and `nullable`."""

    def __init__(self, columns, sql_type, user_id_type):
        self.columns, self.sql_type, self.user_id_type = columns, sql_type, user_id_type

    def text(self, source, wanted=None):
        return self.render(Parser(source).whole(), wanted)

    def kind(self, e):
        """The SQL type of a name; what else is needed here."""
        if e[0] == "name" and e[1] in self.columns:
            return self.columns[e[1]]["type"]
        if e[0] == "cast":
            return self.sql_type(e[2])
        if e[0] == "call" and e[1] == "now":
            return "timestamp with time zone"
        return ""

    def may_be_null(self, e):
        if e[0] == "name":
            return self.columns[e[1]]["nullable"]
        if e[0] in ("number", "string", "temporal", "null_test"):
            return False
        if e[0] == "word":
            return e[1] == "null"
        if e[0] == "binary":
            return self.may_be_null(e[2]) or self.may_be_null(e[3])
        if e[0] in ("negate", "not"):
            return self.may_be_null(e[1])
        return True

    def all(self, parts, between=", "):
        return between.join(self.render(part) for part in parts)

    def render(self, e, wanted=None):
        return getattr(self, "on_" + e[0])(wanted, *e[1:])

    def on_number(self, _, text):
        return text

    def on_string(self, _, text):
        return literal(text)

    def on_word(self, _, word):
        return word

    def on_name(self, _, text):
        return "VALUE" if text == "value" and text not in self.columns else name(self.columns[text]["column"])

    def on_temporal(self, _, kind, text):
        if kind == "timestamp":
            zoned = re.search(r"(Z|[-+]\d\d(:?\d\d)?)$", text[10:], re.I)
            return f"timestamp with time zone {literal(text if zoned else text + '+00')}"
        return f"{'timestamp' if kind == 'datetime' else kind} {literal(text)}"

    def on_negate(self, _, operand):
        return f"(- {self.render(operand)})"

    def on_not(self, _, operand):
        return f"(NOT {self.render(operand)})"

    def is_decimal(self, e):
        """Whether E is a decimal, which a float beside it would make a float."""
        if e[0] == "number":
            return "." in e[1]
        if e[0] == "binary":
            return e[1] in "+-*/%" and any(map(self.is_decimal, e[2:]))
        kind = self.kind(e)
        return kind.startswith("numeric") and kind != "numeric(20,0)"

    def is_text(self, e):
        """Whether E is a text; the language orders those by code points, whatever the database does."""
        if e[0] == "string":
            return True
        if e[0] == "binary":
            return e[1] == "||"
        if e[0] == "call":
            return e[1] in TEXT_CALLS or (e[1] in SAME_CALLS and self.is_text(e[2][0]))
        if e[0] == "case":
            return self.is_text(e[2][0][1])
        if e[0] == "name" and self.columns.get(e[1], {}).get("collation"):
            return False
        return self.kind(e).startswith(("text", "character"))

    def ordered(self, e, *others):
        """E, the first of what is put in order."""
        by_code_point = all(map(self.is_text, (e, *others)))
        return f'({self.render(e)} COLLATE "C")' if by_code_point else self.render(e)

    def quotient(self, e, places):
        """A quotient of decimals has ten places, or is rounded once, to those of a `round` around it."""
        return f"round((({self.render(e[2])} + 0e-30) / {self.render(e[3])}){places})"

    def on_binary(self, _, operator, left, right):
        if operator == "/" and self.is_decimal(("binary", operator, left, right)):
            return self.quotient(("binary", operator, left, right), ", 10")
        if operator == "/" and "numeric(20,0)" in (self.kind(left), self.kind(right)):
            return f"div({self.render(left)}, {self.render(right)})"
        kinds = [self.kind(left), self.kind(right)]
        if operator in "+-" and kinds.count("timestamp with time zone") == 1:
            instant, span = (left, right) if kinds[0].startswith("timestamp") else (right, left)
            moved = f"(({self.render(instant)} AT TIME ZONE 'UTC') {operator} {self.render(span)})"
            return f"({moved} AT TIME ZONE 'UTC')"
        if operator in "+-" and "date" in kinds:
            return f"({self.integer(left)} {operator} {self.integer(right)})"
        first = self.ordered(left, right) if operator in ("<", "<=", ">", ">=") else self.render(left)
        return f"({first} {operator.upper()} {self.render(right)})"

    def integer(self, e):
        return f"CAST({self.render(e)} AS integer)" if self.kind(e) == "bigint" else self.render(e)

    def on_null_test(self, _, operand, negated):
        return f"({self.render(operand)} IS {'NOT ' * negated}NULL)"

    def on_like(self, _, left, right, negated):
        return f"({self.render(left)} {'NOT ' * negated}LIKE {self.render(right)})"

    def on_in(self, _, operand, parts, negated):
        return f"({self.render(operand)} {'NOT ' * negated}IN ({self.all(parts)}))"

    def on_between(self, _, operand, low, high, negated):
        return f"({self.ordered(operand, low, high)} {'NOT ' * negated}BETWEEN {self.render(low)} AND {self.render(high)})"

    def on_case(self, wanted, subject, arms, otherwise):
        def result(e):
            plain = self.render(e)
            return f"{plain}::{wanted}" if e[0] == "string" and wanted else plain
        text = f"CASE {self.render(subject) if subject else ''}"
        for condition, then in arms:
            text += f" WHEN {self.render(condition)} THEN {result(then)}"
        return f"({text}{' ELSE ' + result(otherwise) if otherwise else ''} END)"

    def on_cast(self, _, operand, to):
        value, source, kind = self.render(operand), self.kind(operand), self.sql_type(to)
        instant, clock = "timestamp with time zone", "timestamp without time zone"
        if source == instant and kind in ("date", "time without time zone", clock):
            value = f"({value} AT TIME ZONE 'UTC')"
        if kind == instant and source in ("date", clock):
            return f"(({value})::timestamp AT TIME ZONE 'UTC')"
        return f"CAST({value} AS {kind})"

    def on_native(self, _, text):
        return f"({text})"

    def on_parameter(self, _, text):
        return f":{text}"

    def on_call(self, _, word, parts):
        if word in PLAIN_CALLS:
            return f"{PLAIN_CALLS[word]}({self.all(parts)})"
        if word in BETWEEN_CALLS:
            return f"({self.all(parts, ' ' + BETWEEN_CALLS[word] + ' ')})"
        return getattr(self, "call_" + word)(parts)

    def call_substr(self, parts):
        return f"substr({self.render(parts[0])}, {', '.join(map(self.integer, parts[1:]))})"

    def call_contains(self, parts):
        return f"(strpos({self.all(parts)}) > 0)"

    def call_search(self, parts):
        document, words = map(self.render, parts)
        return f"(to_tsvector('simple', {document}) @@ plainto_tsquery('simple', {words}))"

    def call_has_element(self, parts):
        array, element = map(self.render, parts)
        return f"({element} = ANY ({array}))"

    def call_today(self, _):
        return "(now() AT TIME ZONE 'UTC')::date"

    def call_current_user_id(self, _):
        return f"nullif(current_setting('app.current_user_id', true), '')::{self.user_id_type}"

    def call_date_part(self, parts):
        field, of = parts[0][1], self.render(parts[1])
        if self.kind(parts[1]) == "timestamp with time zone":
            of = f"({of} AT TIME ZONE 'UTC')"
        value = f"extract({field} FROM {of})"
        return f"(floor({value})::integer)" if field == "second" else f"({value}::integer)"

    def extreme(self, word, parts):
        value = f"{word}({', '.join([self.ordered(*parts), *map(self.render, parts[1:])])})"
        if any(map(self.may_be_null, parts)):
            return f"(CASE WHEN num_nulls({self.all(parts)}) = 0 THEN {value} END)"
        return value

    def call_greatest(self, parts):
        return self.extreme("greatest", parts)

    def call_least(self, parts):
        return self.extreme("least", parts)

    def rounded(self, word, parts):
        kind = self.kind(parts[0])
        once = all(part[0] == "number" and int(part[1]) <= 10 for part in parts[1:])
        if word == "round" and parts[0][0:2] == ("binary", "/") and self.is_decimal(parts[0]) and once:
            return self.quotient(parts[0], "".join(f", {part[1]}" for part in parts[1:]))
        if kind in ("smallint", "integer", "bigint") and len(parts) == 1:
            return self.render(parts[0])
        if word == "round" and kind in ("real", "double precision", "smallint", "integer", "bigint"):
            others = "".join(", " + self.render(part) for part in parts[1:])
            return f"(round({self.render(parts[0])}::numeric{others})::{kind})"
        return f"{word}({self.all(parts)})"

    def call_round(self, parts):
        return self.rounded("round", parts)

    def call_floor(self, parts):
        return self.rounded("floor", parts)

    def call_ceil(self, parts):
        return self.rounded("ceil", parts)
