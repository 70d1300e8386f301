"""compare.py DATABASE MODEL.json LEDGER.json: whether the database holds what the model says, apart from what the
ledger says is lost, item by item, both ways.

MODEL.json is what `tenon check --dump=schema --reporter json` prints, LEDGER.json what `tenon build --ledger
--reporter json` does. Prints one line per difference, and ends with 1 when there is one.
"""
import json
import os
import re
import sqlite3
import sys

import ddl

sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "postgres"))
from expression import Parser  # noqa: E402

STORAGE = {"boolean": "INTEGER", "smallint": "INTEGER", "int": "INTEGER", "bigint": "INTEGER", "decimal": "NUMERIC",
           "float": "REAL", "double": "REAL", "bytes": "BLOB"}
COLLATIONS = {"C": "BINARY", "POSIX": "BINARY", "BINARY": "BINARY", "NOCASE": "NOCASE", "RTRIM": "RTRIM"}
PLAIN = {"number", "string", "name", "binary", "null_test", "in", "between", "not"}


# ---- expressions ----

def flat(tree):
    """All nodes of an expression, as it reads."""
    yield tree
    for part in tree[1:]:
        for one in part if isinstance(part, list) else [part]:
            if isinstance(one, tuple):
                yield from flat(one)


def plain(tree):
    """The tree without what is written differently; None where the two languages differ more than that."""
    if tree[0] == "word" and tree[1] in ("true", "false"):
        return ("number", "1" if tree[1] == "true" else "0")
    if tree[0] not in PLAIN or (tree[0] == "binary" and tree[1] in "||+-*/%"):
        return None
    parts = []
    for part in tree[1:]:
        one = [plain(p) for p in part] if isinstance(part, list) else plain(part) if isinstance(part, tuple) else part
        if one is None or (isinstance(one, list) and None in one):
            return None
        parts.append(one)
    return (tree[0], *parts)


class Same:
    """A text that says what an expression of the model says: node by node where both write it alike; else
    about the same columns."""

    def __init__(self, text, columns):
        self.text, self.columns = text, columns
        self.tree = self.resolve(Parser(text).whole())

    def resolve(self, tree):
        if tree[0] == "name":
            return ("name", self.columns.get(tree[1], tree[1]))
        return tuple([self.resolve(one) for one in part] if isinstance(part, list) and part and isinstance(part[0], tuple)
                     and isinstance(part[0][0], str) else self.resolve(part) if isinstance(part, tuple) else part
                     for part in tree)

    def __eq__(self, other):
        if other is None:
            return False
        wanted = plain(self.tree)
        if wanted is not None:
            try:
                return plain(Parser(other).whole()) == wanted
            except ValueError:
                return False
        known = set(self.columns.values())
        asked = {node[1] for node in flat(self.tree) if node[0] == "name"} & known
        if any(node[0] in ("case", "native") for node in flat(self.tree)):
            asked = {c for c in known if c in ddl.names(ddl.pieces(self.text)) or c in asked}
        found = {ddl.bare(piece) for piece in ddl.pieces(other)} & known
        return asked <= found

    def __repr__(self):
        return repr(self.text)


class Anything:
    def __eq__(self, other):
        return True


ANY = Anything()


class Holding:
    """A text that holds each of the words."""

    def __init__(self, *words):
        self.words = words

    def __eq__(self, other):
        return other is not None and all(
            re.search(re.escape(word) + (r"(?!\d)" if word[-1:].isdigit() else ""), other) for word in self.words)

    def __repr__(self):
        return " … ".join(self.words)


# ---- what the model says ----

def clean(text):
    return "\n".join(line.strip() for line in text.strip().split("\n")) or None


class Expectation:
    def __init__(self, model, ledger):
        self.model = model
        self.rows = [row for row in ledger["rows"] if row["target"] == "sqlite"]
        self.lost = {(row["element"], row["capability"]): row for row in self.rows if row["level"] == "degraded"}
        self.used = set()
        options = next((t["options"] for t in model["targets"] if t["name"] == "sqlite"), {})
        self.strict = str(options.get("strict", "false")) == "true"

    def loses(self, element, *capabilities):
        """Whether the ledger says so; noted, since each loss has to be a real one."""
        found = [(element, c) for c in capabilities if (element, c) in self.lost]
        self.used.update(found)
        return bool(found)

    def table_name(self, entity):
        return (entity["schema"] + "_" if entity["schema"] else "") + entity["table"]

    def prefix(self, entity, name):
        return (entity["schema"] + "_" if entity["schema"] else "") + name

    def columns(self, entity):
        return {c["name"]: c["column"] for c in entity["columns"]} | {
            r["name"]: r["columns"][0] for r in entity["relations"] if len(r.get("columns") or []) == 1}

    def same(self, entity, text):
        return Same(text, self.columns(entity)) if text else None

    def is_only_key(self, entity, c):
        return any(key["primary"] and key["columns"] == [c["column"]] for key in entity["keys"])

    def storage(self, entity, c):
        t = c["type"]
        native = t["native"].get("sqlite")
        if native:
            return native
        if t["array"] or t["enum"]:
            return "TEXT"
        if t["kind"] in ("smallint", "int", "bigint") and not c["identity"] and self.is_only_key(entity, c):
            return "INT"
        if t["kind"] == "decimal" and self.strict:
            return "REAL"
        return STORAGE.get(t["kind"], "TEXT")

    def collation(self, c):
        if c["collation"] in COLLATIONS:
            return COLLATIONS[c["collation"]]
        return "RTRIM" if c["type"]["kind"] == "char" and not c["type"]["array"] else None

    def column(self, entity, c, key):
        numbered = c["identity"] and not self.is_only_key(entity, c)
        self.loses(f"{entity['name']}.{c['name']}", "type", "array", "enum", "unsigned", "default_expression", "generated")
        if c["collation"] and c["collation"] not in COLLATIONS and not self.loses(f"{entity['name']}.{c['name']}", "collation"):
            raise SystemExit(f"collation {c['collation']} is not lost")
        docs = {r["name"]: r["doc"] for r in entity["relations"]}
        arms = {arm["name"]: arm["doc"] or r["doc"] for r in entity["relations"] for arm in r["arms"]}
        doc = c["doc"] or docs.get(c["relation"]) or arms.get(c["relation"]) or ""
        return {"type": self.storage(entity, c), "not_null": not c["nullable"] and not numbered,
                "key": key.index(c["column"]) + 1 if c["column"] in key else 0,
                "default": bool(c["default"]) and not c["identity"] and not c["generated"],
                "generated": self.same(entity, c["generated"]), "collation": self.collation(c), "comment": clean(doc)}

    def type_check(self, c):
        """What the check of a column's type says, told from the documentation."""
        t, column = c["type"], c["column"]
        length = f"<= {t['length']}" if t["length"] and t["kind"] != "decimal" else ""
        seconds = "%f" if t["fraction"] else "%S.000"
        if t["native"].get("sqlite") or (t["enum"] and not t["array"]):
            return None
        if t["array"]:
            return Holding("json_type(", "'array'")
        return Holding(*{"boolean": ["IN (0, 1)"], "smallint": ["65535" if t["unsigned"] else "32767"],
                         "int": ["4294967295" if t["unsigned"] else "2147483647"], "json": ["json_valid("],
                         "date": ["'%Y-%m-%d'"], "uuid": ["GLOB", "= 32"], "time": [f"'%H:%M:{seconds}'"],
                         "timestamp": [f"'%Y-%m-%d %H:%M:{seconds}'"], "datetime": [f"'%Y-%m-%d %H:%M:{seconds}'"],
                         "decimal": ["round(" if 0 < t["length"] <= 15 else "typeof("],
                         "string": [length], "char": [length]}.get(t["kind"], ["typeof("]))

    def constraints(self, entity):
        found, name = {}, entity["name"]
        remembered = bool(entity["audit"]) or any(
            r["kind"] == "tagged" and any(arm["target"] == name for arm in r["arms"])
            for e in self.model["entities"] for r in e["relations"])
        identity = {c["column"] for c in entity["columns"] if c["identity"]}
        for key in entity["keys"]:
            if key["where"]:
                continue
            self.loses(f"{name}: unique {key['name']}", "unique_deferrable", "unique_include")
            found[key["constraint"]] = {
                "kind": "primary key" if key["primary"] else "unique", "columns": key["columns"],
                "autoincrement": key["primary"] and remembered and len(key["columns"]) == 1 and key["columns"][0] in identity,
                "comment": clean(key["doc"])}
        for check in entity["checks"]:
            short = check["constraint"][len(entity["table"]) + 1:]
            labels = [f"{name}: check {one}" for one in (check["constraint"], short, short.removesuffix("_check"))]
            lost = any([self.loses(label, "check_matches") for label in labels])
            any([self.loses(label, "check") for label in labels])
            if not lost and not self.is_guard(check["condition"]):
                found[check["constraint"]] = {"kind": "check", "text": self.same(entity, check["condition"]),
                                              "comment": clean(check["doc"])}
        for c in entity["columns"]:
            label, t = f"{entity['table']}_{c['column']}", c["type"]
            if t["unsigned"] and not t["array"]:
                found[f"{label}_range"] = {"kind": "check", "text": Holding("BETWEEN 0 AND "), "comment": None}
            if t["enum"] and not t["array"]:
                values = next(e["values"] for e in self.model["enums"] if e["name"] == t["enum"])
                listed = ", ".join("'" + v.replace("'", "''") + "'" for v in values)
                found[f"{label}_choice"] = {"kind": "check", "text": Holding(f"IN ({listed})"), "comment": None}
            wanted = self.type_check(c)
            if wanted:
                found[f"{label}_type"] = {"kind": "check", "text": wanted, "comment": None}
        docs = {one["name"]: one["doc"] for r in entity["relations"] for one in [r] + r["arms"]}
        for key in entity["foreign_keys"]:
            target = (key["schema"] + "_" if key["schema"] else "") + key["table"]
            found[key["constraint"]] = {
                "kind": "foreign key", "columns": key["columns"], "target": target,
                "target_columns": key["target_columns"], "on_delete": key["on_delete"].upper(),
                "on_update": key["on_update"].upper(), "deferred": key["deferrable"],
                "comment": clean(docs.get(key["relation"], ""))}
        return found

    def is_guard(self, condition):
        """A check that asks what only a trigger may."""
        return any(node[0] == "call" and node[1] in ("has_element", "now", "today")
                   for node in flat(Parser(condition).whole()))

    def part(self, entity, p):
        return {"text": p["column"] or self.same(entity, p["expr"]), "descending": p["descending"],
                "collation": COLLATIONS.get(p["collation"], p["collation"])}

    def indexes(self, entity):
        found, name = {}, entity["name"]
        plain_part = {"descending": False, "collation": None}
        for key in entity["keys"]:
            if key["where"]:
                self.loses(f"{name}: unique {key['name']}", "unique_include")
                found[key["constraint"]] = {"unique": True, "parts": [{"text": c, **plain_part} for c in key["columns"]],
                                            "where": self.same(entity, key["where"]), "comment": clean(key["doc"])}
            empty = [c["column"] for c in entity["columns"] if c["nullable"] and c["column"] in key["columns"]]
            if key["nulls_not_distinct"] and len(empty) == 1:
                rest = [c for c in key["columns"] if c not in empty]
                found[f"{key['constraint']}_null"] = {
                    "unique": True, "parts": [{"text": c, **plain_part} for c in rest] or ANY,
                    "where": Holding(f"{empty[0]} IS NULL"), "comment": None}
        for index in entity["indexes"]:
            if index["method"] in ("fulltext", "trigram"):
                continue
            self.loses(f"{name}: index {index['name'] or index['index']}", "index_method", "index_operators",
                       "index_nulls", "index_include", "index_expression", "index_partial")
            included = [] if index["unique"] else [{"text": c, **plain_part} for c in index["include"]]
            found[index["index"]] = {"unique": index["unique"],
                                     "parts": [self.part(entity, p) for p in index["parts"]] + included,
                                     "where": self.same(entity, index["where"]), "comment": clean("" if index["derived"] else index["doc"])}
        return {self.prefix(entity, one): facts for one, facts in found.items()}

    def word_indexes(self, entity):
        return [self.prefix(entity, i["index"]) for i in entity["indexes"] if i["method"] in ("fulltext", "trigram")]

    def triggers(self, entity):
        table, found = self.table_name(entity), {}
        if entity["updated_at"]:
            found[f"{table}_set_updated_at"] = Holding("AFTER UPDATE", f"SET {entity['updated_at']} = strftime")
        guarded = [c["column"] for c in entity["columns"] if c["immutable"]]
        if guarded:
            found[f"{table}_guard_immutable"] = Holding("BEFORE UPDATE", *(f".{self.quoted(c)} IS NOT" for c in guarded))
        for dependency in entity["dependencies"] if entity["guarded"] else []:
            for event in ("insert", "update"):
                found[f"{table}_guard_{dependency['to'][0]}_{event}"] = Holding(
                    f"AFTER {event.upper()}", *(f".{self.quoted(c)} IS NOT" for c in dependency["to"]))
        if entity["audit"]:
            self.loses(f"{entity['name']}: audit trail", "audit")
            for event in ("insert", "update", "delete"):
                found[f"{table}_write_audit_{event}"] = Without(
                    f"AFTER {event.upper()}", [c["column"] for c in entity["columns"] if c["secret"]])
        for c in entity["columns"]:
            if c["identity"] and not self.is_only_key(entity, c):
                found[f"{table}_{c['column']}_number"] = Holding("AFTER INSERT", "max(")
                found[f"{table}_{c['column']}_stays"] = Holding("BEFORE UPDATE", "RAISE(ABORT")
            if c["type"]["array"]:
                for event in ("insert", "update"):
                    found[f"{table}_{c['column']}_elements_{event}"] = Holding("json_each(NEW.", "RAISE(ABORT")
        for check in entity["checks"]:
            if self.is_guard(check["condition"]):
                for event in ("insert", "update"):
                    found[f"{check['constraint']}_{event}"] = Holding(f"AFTER {event.upper()}", "WHEN NOT", "RAISE(ABORT")
        for index in self.word_indexes(entity):
            for event in ("insert", "update", "delete"):
                found[f"{index}_{event}"] = Holding(f"AFTER {event.upper()}", index)
        return found

    def quoted(self, column):
        return column if column.isidentifier() and column.islower() else f'"{column}"'

    def whole(self):
        tables, indexes, triggers, words = {}, {}, {}, {}
        for entity in self.model["entities"]:
            key = next((k["columns"] for k in entity["keys"] if k["primary"]), [])
            tables[self.table_name(entity)] = {
                "strict": self.strict, "comment": clean(entity["doc"]),
                "columns": {c["column"]: self.column(entity, c, key) for c in entity["columns"]},
                "order": [c["column"] for c in entity["columns"]], "constraints": self.constraints(entity)}
            if entity["partition"]:
                self.loses(entity["name"], f"partition_{entity['partition']['method']}")
            for policy in entity["policies"]:
                if not self.loses(f"{entity['name']}: policy {policy['name']}", "policy"):
                    tables[f"policy {policy['name']}"] = "the ledger does not say that it is lost"
            indexes.update(self.indexes(entity))
            triggers.update({t: (self.table_name(entity), facts) for t, facts in self.triggers(entity).items()})
            words.update({w: True for w in self.word_indexes(entity)})
        for role in self.model["roles"]:
            if not self.loses(f"role {role['name']}", "role"):
                tables[f"role {role['name']}"] = "the ledger does not say that it is lost"
            for grant in role["grants"]:
                self.loses(f"{grant['entity']}: grant to {role['name']}", "role", "grant")
        views = {v["name"]: {"comment": clean(v["doc"]), "words": len(v["text"]["sqlite"].split())}
                 for v in self.model["views"] if "sqlite" in v["text"]}
        for view in self.model["views"]:
            if "sqlite" not in view["text"] and not self.loses(f"view {view['name']}", "view"):
                views[view["name"]] = "the ledger does not say that it is lost"
        return {"tables": tables, "indexes": indexes, "triggers": triggers, "words": words, "views": views}

    def native_words(self):
        """What the model's own statements may be about."""
        return {word for n in self.model["native"] if n["target"] == "sqlite" for word in ddl.names(ddl.pieces(n["up"]))}

    def unreal(self):
        """Losses that the ledger names, and that nothing above has found to be real."""
        return [f"the ledger says that {element} loses {capability}, and it does not"
                for element, capability in sorted(set(self.lost) - self.used)]


class Without(Holding):
    def __init__(self, word, secrets):
        super().__init__(word)
        self.secrets = secrets

    def __eq__(self, other):
        return super().__eq__(other) and not any(f"'{s}'" in other for s in self.secrets)


# ---- what the database holds ----

def read_table(database, name, sql):
    told = ddl.table(sql)
    columns = {}
    for _, column, kind, not_null, default, key, hidden in database.execute("SELECT * FROM pragma_table_xinfo(?)", (name,)):
        columns[column] = {"type": kind, "not_null": bool(not_null), "key": key, "default": default is not None,
                           **told["columns"][column]}
        if (hidden == 3) != (told["columns"][column]["generated"] is not None):
            columns[column]["generated"] = "not stored"
    check_foreign_keys(database, name, told["constraints"])
    return {"strict": told["strict"], "comment": told["comment"], "columns": columns, "order": list(columns),
            "constraints": told["constraints"]}


def check_foreign_keys(database, name, constraints):
    """The text of the statement and the database's own list have to agree."""
    listed = {}
    for number, _, target, column, to, on_update, on_delete, _ in database.execute(
            "SELECT * FROM pragma_foreign_key_list(?) ORDER BY id, seq", (name,)):
        key = listed.setdefault(number, {"target": target, "on_delete": on_delete, "on_update": on_update,
                                         "columns": [], "target_columns": []})
        key["columns"].append(column)
        key["target_columns"].append(to)
    told = [c for c in constraints.values() if c["kind"] == "foreign key"]
    same = sorted(json.dumps(k, sort_keys=True) for k in listed.values()) == sorted(
        json.dumps({f: c[f] for f in ("target", "on_delete", "on_update", "columns", "target_columns")}, sort_keys=True)
        for c in told)
    if not same:
        constraints["the foreign keys in the list"] = sorted(listed)


def read_index(database, name, sql):
    told = ddl.index(sql)
    parts = []
    rows = database.execute("SELECT * FROM pragma_index_xinfo(?) WHERE key", (name,)).fetchall()
    for (_, _, column, descending, collation, _), text in zip(rows, told["parts"]):
        written = " COLLATE " in text.upper()
        text = text[:-len(" DESC")] if text.upper().endswith(" DESC") else text
        text = text.split(" COLLATE ")[0] if written else text
        parts.append({"text": column or text, "descending": bool(descending), "collation": collation if written else None})
    unique, = database.execute('SELECT "unique" FROM sqlite_schema s, pragma_index_list(s.tbl_name) l '
                               "WHERE s.name = ? AND l.name = s.name", (name,)).fetchone()
    return {"unique": bool(unique), "parts": parts, "where": told["where"], "comment": told["comment"]}


def read(database):
    found = {"tables": {}, "indexes": {}, "triggers": {}, "words": {}, "views": {}}
    rows = database.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    words = {name for kind, name, _, sql in rows if sql.upper().startswith("CREATE VIRTUAL TABLE")}
    for kind, name, on, sql in rows:
        if name == "sqlite_sequence" or any(name.startswith(w + "_") and kind == "table" for w in words):
            continue
        if name in words:
            found["words"][name] = True
        elif kind == "table":
            found["tables"][name] = read_table(database, name, sql)
        elif kind == "index":
            found["indexes"][name] = read_index(database, name, sql)
        elif kind == "trigger":
            found["triggers"][name] = (on, sql)
        else:
            body = sql.split(" AS\n", 1)[1]
            comments = [piece for piece in ddl.pieces(body) if ddl.is_comment(piece)]
            first = [c for c in comments if body.lstrip().startswith("--")][:1]
            found["views"][name] = {"comment": ddl.said(first), "words": len(body.replace("".join(first), "").split())}
    return found


# ---- both ways ----

def differences(path, expected, actual):
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key in expected:
            if key not in actual:
                yield f"{path}: {key} is not in the database"
        for key in actual:
            if key not in expected:
                yield f"{path}: {key} is not in the model"
        for key in expected:
            if key in actual:
                yield from differences(f"{path}: {key}", expected[key], actual[key])
    elif isinstance(expected, (list, tuple)) and isinstance(actual, (list, tuple)) and len(expected) == len(actual):
        for n, (one, other) in enumerate(zip(expected, actual)):
            yield from differences(f"{path}[{n}]", one, other)
    elif not expected == actual:
        yield f"{path}: expected {expected!r}, found {actual!r}"


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def main():
    path, model, ledger = sys.argv[1:]
    expectation = Expectation(load(model), load(ledger))
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        actual = read(database)
    expected, natives = expectation.whole(), expectation.native_words()
    for kind in actual:
        actual[kind] = {n: facts for n, facts in actual[kind].items() if n in expected[kind] or n not in natives}
    found = list(differences("catalog", expected, actual))
    found += expectation.unreal()
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
