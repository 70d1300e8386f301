"""The expressions of a model as MySQL and MariaDB should have them, told from their text alone: the parser of
tests/postgres/expression.py, with what docs/targets/mysql.md says of each form. The server takes superfluous
parentheses away again, so that both texts can be compared as the server prints them.
"""
import json
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "postgres"))
from expression import Parser, Renderer  # noqa: E402

KEPT = re.compile(r"([\\'\x00-\x1f\x7f])")
SPACE = {"s": "[:space:]", "d": "0-9", "w": "A-Za-z0-9_"}
BINARY = {"mysql": "utf8mb4_0900_bin", "mariadb": "utf8mb4_nopad_bin"}


def name(text):
    return "`" + text.replace("`", "``") + "`"


def quoted(text):
    """A string under NO_BACKSLASH_ESCAPES."""
    return "'" + text.replace("'", "''") + "'"


def literal(text):
    """A string in an expression: what a server would escape when it prints it is a call."""
    parts = [f"convert(char({ord(part)}) USING utf8mb4)" if KEPT.fullmatch(part) else quoted(part)
             for part in KEPT.split(text) if part]
    return parts[0] if len(parts) == 1 and not KEPT.search(text) else f"concat({', '.join(parts)})" if parts else "''"


def pattern(text):
    """A regular expression without backslashes where there is another way, its dollar the very end."""
    found, in_class, at = "", False, 0
    while at < len(text):
        c = text[at]
        if c == "\\":
            at += 1
            e = text[at]
            plain = "" if e not in SPACE else SPACE[e] if in_class else f"[{SPACE[e]}]"
            found += plain or (f"[{e}]" if not in_class and e not in "[]^\\" and not e.isalnum() else "\\" + e)
        elif c == "$" and not in_class:
            found += "(?!.)"
        else:
            in_class = c == "[" or (in_class and c != "]")
            found += c
        at += 1
    return found


class MysqlRenderer(Renderer):
    """COLUMNS: for each attribute a dict with `column`, `type` (the kind in the model), `unsigned`."""

    def __init__(self, engine, columns):
        super().__init__(columns, None, None)
        self.engine = engine

    def kind(self, e):
        """integer, decimal, float, boolean, string, time, or nothing that is needed."""
        classes = {"smallint": "integer", "int": "integer", "bigint": "integer", "decimal": "decimal",
                   "float": "float", "double": "float", "boolean": "boolean", "char": "string", "string": "string",
                   "text": "string", "enum": "string"}
        if e[0] == "name":
            return classes.get(self.columns[e[1]]["type"], "")
        if e[0] == "number":
            return "decimal" if "." in e[1] else "integer"
        if e[0] == "cast":
            return classes.get(re.sub(r"[^a-z].*", "", e[2].lower().replace("unsigned ", "")), "")
        if e[0] == "string":
            return "string"
        if e[0] == "binary" and e[1] in "+-*/%":
            sides = {self.kind(e[2]), self.kind(e[3])}
            return next((one for one in ("float", "decimal", "integer") if one in sides), "")
        if e[0] == "call" and e[1] in ("length", "date_part", "num_nonnulls", "array_length"):
            return "integer"
        if e[0] == "call" and e[1] in ("abs", "round", "floor", "ceil", "coalesce", "nullif"):
            return self.kind(e[2][0])
        return ""

    def is_unsigned(self, e):
        if e[0] == "name":
            return self.columns[e[1]]["unsigned"]
        return e[0] == "binary" and (self.is_unsigned(e[2]) or self.is_unsigned(e[3]))

    def on_string(self, _, text):
        return literal(text)

    def on_name(self, _, text):
        return name(self.columns[text]["column"])

    def on_temporal(self, _, kind, text):
        if kind in ("timestamp", "datetime"):
            return f"TIMESTAMP {quoted(re.sub(r'(Z|[+]00(:?00)?)$', '', text))}"
        return f"{kind} {quoted(text)}"

    def on_binary(self, _, operator, left, right):
        a, b = self.render(left), self.render(right)
        if operator == "||":
            parts = [b]
            while left[0] == "binary" and left[1] == "||":
                parts.insert(0, self.render(left[3]))
                left = left[2]
            return f"concat({', '.join([self.render(left)] + parts)})"
        if right[0] == "temporal" and right[1] == "interval":
            count, unit = right[2].split()
            return f"date_add({a}, INTERVAL {'-' if operator == '-' else ''}{count} {unit.rstrip('s').upper()})"
        if operator in "+-" and left[0] == "name" and self.columns[left[1]]["type"] == "date":
            return f"date_{'sub' if operator == '-' else 'add'}({a}, INTERVAL {b} DAY)"
        kinds = {self.kind(left), self.kind(right)}
        if operator == "/" and "float" not in kinds:
            return f"round(CAST({a} AS decimal(65, 26)) / {b}, 10)" if "decimal" in kinds else f"({a} DIV {b})"
        if operator == "-" and (self.is_unsigned(left) or self.is_unsigned(right)):
            return f"(CAST({a} AS decimal(65)) - {b})"
        return f"({a} {operator.upper()} {b})"

    def on_like(self, _, left, right, negated):
        escape = " ESCAPE x'5C'" if right[0] != "string" or "\\" in right[1] else ""
        return f"({self.render(left)} {'NOT ' * negated}LIKE {self.render(right)}{escape})"

    def on_case(self, wanted, subject, arms, otherwise):
        text = f"CASE {self.render(subject) if subject else ''}"
        for condition, then in arms:
            text += f" WHEN {self.render(condition)} THEN {self.render(then)}"
        return f"({text}{' ELSE ' + self.render(otherwise) if otherwise else ''} END)"

    def on_cast(self, _, operand, to):
        value, kind = self.render(operand), to.lower().replace(" ", "")
        base, _, size = kind.partition("(")
        plain = {"date": "date", "time": "time(6)", "timestamp": "datetime(6)", "datetime": "datetime(6)",
                 "int": "signed", "bigint": "signed", "smallint": "signed", "double": "double", "float": "double"}
        if base == "boolean":
            return f"({value} <> 0)"
        if base in ("text", "string", "char"):
            return f"(CAST({value} AS char{'(' + size if size else ''} CHARACTER SET utf8mb4) COLLATE {BINARY[self.engine]})"
        if base == "decimal":
            size = "(" + size if "," in size else f"({size[:-1]}, 0)" if size else "(65, 30)"
            return f"CAST({value} AS decimal{size})"
        return f"CAST({value} AS {plain[base]})"

    def on_call(self, _, word, parts):
        same = {"length": "char_length", "lower": "lower", "upper": "upper", "trim": "trim", "substr": "substr",
                "replace": "replace", "abs": "abs", "coalesce": "coalesce", "nullif": "nullif", "concat": "concat",
                "floor": "floor", "ceil": "ceil", "greatest": "greatest", "least": "least",
                "array_length": "json_length"}
        if word == "substr" and parts[1][0] != "number":
            return f"substr({self.render(parts[0])}, greatest({self.render(parts[1])}, 1))"
        if word in same:
            return f"{same[word]}({self.all(parts)})"
        return getattr(self, "call_" + word)(parts)

    def call_starts_with(self, parts):
        a, b = map(self.render, parts)
        return f"(left({a}, char_length({b})) = {b})"

    def call_contains(self, parts):
        a, b = map(self.render, parts)
        return f"(locate({b}, {a}) > 0)"

    def call_matches(self, parts):
        text = self.render(parts[0])
        if self.engine == "mariadb":
            return f"({text} REGEXP {literal('(?s-i)' + pattern(parts[1][1]))})"
        return f"regexp_like({text}, {literal(pattern(parts[1][1]))}, 'cn')"

    def call_num_nonnulls(self, parts):
        return "(" + " + ".join(f"({self.render(part)} IS NOT NULL)" for part in parts) + ")"

    def call_now(self, _):
        return "utc_timestamp(6)"

    def call_today(self, _):
        return "utc_date()"

    def call_uuid(self, _):
        return ("lower(concat(hex(random_bytes(4)), '-', hex(random_bytes(2)), '-4', substr(hex(random_bytes(2)), 2), "
                "'-', substr('89ab', 1 + floor(rand() * 4), 1), substr(hex(random_bytes(2)), 2), '-', "
                "hex(random_bytes(6))))")

    def call_date_part(self, parts):
        field, of = parts[0][1], self.render(parts[1])
        return f"(dayofweek({of}) - 1)" if field == "dow" else f"extract({field} FROM {of})"

    def call_round(self, parts):
        value, others = self.render(parts[0]), "".join(", " + self.render(part) for part in parts[1:])
        if parts[0][:2] == ("binary", "/") and value.startswith("round("):
            value = value[len("round("):-len(", 10)")]
        if self.kind(parts[0]) != "float":
            return f"round({value}{others})"
        rounded = f"round(CAST({value} AS decimal(65, 20)){others})"
        if "round(" in value or (others and not others[2:].isdigit()):
            return rounded
        return f"(CASE WHEN abs({value}) < 4503599627370496 THEN {rounded} ELSE {value} END)"

    def call_json_get(self, parts):
        return f"json_extract({self.render(parts[0])}, {literal('$.' + json.dumps(parts[1][1]))})"

    def call_json_text(self, parts):
        member = self.call_json_get(parts)
        return (f"(CASE WHEN json_type({member}) <> 'NULL' COLLATE utf8mb4_bin "
                f"THEN json_unquote({member}) COLLATE {BINARY[self.engine]} END)")

    def call_has_element(self, parts):
        array, element = map(self.render, parts)
        value = f"CAST({element} AS char)" if self.kind(parts[1]) in ("integer", "decimal") else f"json_quote({element})"
        return f"json_contains({array}, {value})"


__all__ = ["MysqlRenderer", "Parser", "literal", "name", "quoted", "BINARY"]
