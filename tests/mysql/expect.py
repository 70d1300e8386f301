"""What the catalog of MySQL or MariaDB has to hold for a model: the facts, told from Tenon's JSON dump of the
resolved schema and from docs/targets/mysql.md and mariadb.md alone, never from the SQL that Tenon wrote. What
those pages call degraded is collected as `lost`, to be compared with the ledger.

Expressions come out as `Wanted`: SQL of our own (mysql_expression.py) that the server still has to print in its
own way; compare.py asks it to.
"""
import json
import re

from mysql_expression import BINARY, MysqlRenderer, literal, name, quoted

TYPES = {"smallint": "smallint", "int": "int", "bigint": "bigint", "boolean": "tinyint(1)", "float": "float",
         "double": "double", "text": "longtext", "bytes": "longblob", "date": "date", "interval": "varchar(64)", "uuid": "char(36)",
         "json": "json", "inet": "varchar(43)"}
UUID = "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"
BITS = {"smallint": 16, "int": 32, "bigint": 64}
SCHEMA = {"boolean": "boolean", "smallint": "integer", "int": "integer", "bigint": "integer", "decimal": "number",
          "float": "number", "double": "number"}
LONGEST = 16383
UNSIZED = ("text", "bytes", "json")


class Any:
    """Equal to everything."""

    def __eq__(self, other):
        return True

    def __repr__(self):
        return "anything"


class Saying:
    """A text in which each of the words stands."""

    def __init__(self, *words):
        self.words = words

    def __eq__(self, other):
        return all(word in other for word in self.words)

    def __repr__(self):
        return f"a text with {', '.join(self.words)}"


class Wanted:
    """SQL to be printed by the server: KIND is how, FACT is what became of it."""

    def __init__(self, kind, table, sql, column=None):
        self.kind, self.table, self.sql, self.column, self.fact = kind, table, sql, column, None


class Expectation:
    def __init__(self, model, engine):
        self.model, self.engine = model, engine
        self.enums = {e["name"]: [v if isinstance(v, str) else v["value"] for v in e["values"]] for e in model["enums"]}
        self.wanted, self.lost = [], set()
        self.partitioned = {e["name"]: self.partition(e) for e in model["entities"]}
        self.facts = {"tables": {self.table_name(e["schema"], e["table"]): self.table(e) for e in model["entities"]},
                      "views": self.views(), "roles": sorted(r["name"] for r in model["roles"])}
        for role in model["roles"]:
            self.lose_comment(f"role {role['name']}", role["doc"])

    def want(self, kind, table, sql, column=None):
        self.wanted.append(Wanted(kind, table, sql, column))
        return self.wanted[-1]

    def lose(self, capability, element):
        self.lost.add((capability, element))

    def lose_comment(self, element, doc):
        if doc.strip():
            self.lose("comment_other", element)

    @staticmethod
    def table_name(schema, table):
        return f"{schema}_{table}" if schema else table

    # ---- types ----

    def column_type(self, t):
        if t["native"].get(self.engine):
            return t["native"][self.engine]
        if t["array"] or t["kind"] == "json":
            return "longtext" if self.engine == "mariadb" else "json"
        if t["kind"] == "enum":
            words = (quoted(word).replace("\\", "\\\\") for word in self.enums[t["enum"]])
            return f"enum({','.join(words)})"
        if t["kind"] == "decimal":
            return f"decimal({t['length']},{t['scale']})" if t["length"] else "decimal(65,30)"
        if t["kind"] in ("char", "string"):
            return f"{'var' * (t['kind'] == 'string')}char({t['length']})" if t["length"] <= LONGEST else "longtext"
        if t["kind"] in ("time", "timestamp", "datetime"):
            return ("time" if t["kind"] == "time" else "datetime") + (f"({t['fraction']})" if t["fraction"] else "")
        if t["kind"] == "uuid" and self.engine == "mariadb":
            return "uuid"
        return TYPES[t["kind"]] + " unsigned" * t["unsigned"]

    def collation(self, c):
        t = c["type"]
        if t["native"].get(self.engine):
            return ANY
        if t["array"] or t["kind"] == "json":
            return "utf8mb4_bin" if self.engine == "mariadb" else None
        if t["kind"] == "uuid":
            return "ascii_general_ci" if self.engine == "mysql" else None
        if t["kind"] in ("char", "string", "text", "enum", "interval", "inet"):
            return BINARY[self.engine] if c["collation"] in (None, "C") else c["collation"]
        return None

    def type_condition(self, c):
        """What a column's type asks for beyond the words of the engine, or nothing."""
        t, column = c["type"], name(c["column"])
        if t["native"].get(self.engine):
            return None
        if t["array"]:
            return self.array_condition(t, column)
        return {"boolean": f"{column} IN (0, 1)", "time": f"{column} BETWEEN '00:00:00' AND '23:59:59.999999'",
                "uuid": f"{column} REGEXP {quoted(UUID)}" if self.engine == "mysql" else None,
                "enum": f"{column} + 0 > 0",
                "inet": f"is_ipv4(substring_index({column}, '/', 1)) OR is_ipv6(substring_index({column}, '/', 1))",
                "string": f"char_length({column}) <= {t['length']}" if t["length"] > LONGEST else None}.get(t["kind"])

    def array_condition(self, t, column):
        if self.engine == "mariadb" or t["kind"] == "json":
            return f"json_type({column}) = 'ARRAY'"
        if t["kind"] == "enum":
            items = json.dumps({"enum": [None] + self.enums[t["enum"]]})
        else:
            more = f', "maxLength": {t["length"]}' if t["kind"] in ("string", "char") else ""
            bits = BITS.get(t["kind"])
            if bits:
                low, high = (0, 2 ** bits - 1) if t["unsigned"] else (-2 ** (bits - 1), 2 ** (bits - 1) - 1)
                more += f', "minimum": {low}, "maximum": {high}'
            items = f'{{"type": ["{SCHEMA.get(t["kind"], "string")}", "null"]{more}}}'
        schema = '{"type": "array", "items": ' + items + "}"
        return f"json_schema_valid({literal(schema)}, {column})"

    # ---- tables ----

    def renderer(self, entity):
        columns = {c["name"]: {"column": c["column"], "type": c["type"]["kind"], "unsigned": c["type"]["unsigned"],
                               "nullable": c["nullable"]} for c in entity["columns"]}
        for relation in entity["relations"]:
            for one in [relation] + relation["arms"]:
                if len(one["columns"]) == 1 and one["name"] not in columns:
                    column = next(c for c in entity["columns"] if c["column"] == one["columns"][0])
                    columns[one["name"]] = columns[column["name"]]
        return MysqlRenderer(self.engine, columns)

    def default(self, table, entity, c):
        text, kind = c["default"], c["type"]["kind"]
        in_text = kind in UNSIZED or c["type"]["array"]
        plain = re.fullmatch(r"(?:\w+ )?('(?:[^']|'')*')|-?[\d.]+|true|false|null", text)
        if plain and not in_text:
            value = plain[1] or text
            if kind == "timestamp" and plain[1]:
                value = re.sub(r"(Z|[+]00(:?00)?)'$", "'", value)
            return self.want("default", table, value, self.column_type(c["type"]))
        sql = f"({self.renderer(entity).text(text)})"
        if plain:
            return self.want("default", table, sql, self.column_type(c["type"]))
        return self.want("computed", table, sql, c["column"])

    def column(self, entity, table, position, c):
        element = f"{entity['name']}.{c['name']}"
        t = c["type"]
        if not t["native"].get(self.engine):
            if t["array"] and self.engine == "mariadb":
                self.lose("array", element)
            elif not t["array"] and (t["kind"] in ("interval", "inet") or (t["kind"] == "decimal" and not t["length"])):
                self.lose("type", element)
        generated = default = None
        if c["generated"]:
            generated = self.want("generated", table, self.renderer(entity).text(c["generated"]), self.column_type(t))
        elif c["default"] and not c["identity"]:
            default = self.default(table, entity, c)
        never_null = not c["nullable"] and not (generated and self.engine == "mariadb")
        return {"position": position, "type": self.column_type(t), "not_null": never_null, "default": default,
                "generated": generated, "stored": bool(generated), "identity": c["identity"],
                "collation": self.collation(c), "comment": self.doc_of(entity, c)}

    def doc_of(self, entity, c):
        doc = c["doc"]
        if not doc.strip() and c["relation"]:
            for relation in entity["relations"]:
                for one in [relation] + relation["arms"]:
                    if c["column"] in one["columns"]:
                        doc = one["doc"] if one["doc"].strip() else relation["doc"]
        return doc.strip() or None

    def checks(self, entity, table):
        render, found = self.renderer(entity), {}
        for check in entity["checks"]:
            found[check["constraint"]] = self.want("condition", table, render.text(check["condition"]))
            self.lose_comment(f"{entity['name']}: check {self.check_name(entity, check)}", check["doc"])
        for c in entity["columns"]:
            condition = self.type_condition(c)
            if condition:
                found[f"{entity['table']}_{c['column']}_type"] = self.want("condition", table, condition)
        partition = entity["partition"]
        if self.partitioned[entity["name"]] and partition["method"] == "range" and \
                not any(part["default"] for part in partition["parts"]):
            column = next(c for c in entity["columns"] if c["column"] == partition["columns"][0])
            word = {"date": "DATE"}.get(column["type"]["kind"], "TIMESTAMP")
            found[f"{entity['table']}_{column['column']}_floor"] = self.want(
                "condition", table, f"{name(column['column'])} >= {word} {quoted(self.bound(column, partition['parts'][0]['from']))}")
        return found

    @staticmethod
    def check_name(entity, check):
        """An entry of `checks:` has a name of its own; those of attributes are called as their constraint is."""
        inner = check["constraint"][len(entity["table"]) + 1:-len("_check")]
        return check["constraint"] if check["type"] or check["attribute"] else inner

    def column_checks(self, entity, table):
        found = {}
        for c in entity["columns"]:
            if self.engine == "mariadb" and c["generated"] and not c["nullable"]:
                found[c["column"]] = self.want("condition", table, f"{name(c['column'])} IS NOT NULL")
            elif self.engine == "mariadb" and not c["type"]["native"].get(self.engine) and \
                    (c["type"]["array"] or c["type"]["kind"] == "json"):
                found[c["column"]] = self.want("condition", table, f"json_valid({name(c['column'])})")
        return found

    # ---- keys and indexes ----

    def part(self, column=None, expression=None, descending=False, prefix=None):
        return {"column": column, "expression": expression, "descending": descending, "prefix": prefix}

    def marker(self, table, entity, where):
        return self.part(expression=self.want("part", table, f"CASE WHEN {where} THEN 1 END"))

    def marked(self, parts, marker, entity):
        """InnoDB checks no foreign key in an index that begins like it and is null in a computed part."""
        leading = {key["columns"][0] for key in entity["foreign_keys"]}
        return [marker] + parts if parts and parts[0]["column"] in leading else parts + [marker]

    def serves_some(self, parts, columns, entity):
        """MySQL checks no foreign key by an index that begins like it, in a row that is null in a further part."""
        nullable = {c["column"] for c in entity["columns"] if c["nullable"]}
        further = [p["column"] for p in parts[len(columns):]]
        return self.engine == "mysql" and [p["column"] for p in parts[:len(columns)]] == columns and \
            any(column is None or column in nullable for column in further)

    def led(self, parts, entity):
        """The parts of a unique set, with one in front by which no foreign key is checked so."""
        def hides(parts):
            return any(self.serves_some(parts, key["columns"], entity) for key in self.keys_of(entity))

        orders = [[part] + [other for other in parts if other is not part] for part in parts]
        return next((order for order in orders if not hides(order)), None) if hides(parts) else parts

    def index(self, parts, unique=False, kind="BTREE"):
        return {"unique": unique, "type": kind, "parts": parts}

    def unique(self, entity, table, key, found):
        render, element = self.renderer(entity), f"{entity['name']}: unique {key['name']}"
        parts = [self.part(column) for column in key["columns"]]
        where = render.text(key["where"]) if key["where"] else None
        if where:
            parts = self.marked(parts, self.marker(table, entity, where), entity)
        else:
            parts = self.led(parts, entity)
        found[key["constraint"]] = self.index(parts, True)
        if key["deferrable"]:
            self.lose("unique_deferrable", element)
        if key["include"]:
            self.lose("unique_include", element)
        self.lose_comment(element, key["doc"])
        empty = [c["column"] for c in entity["columns"] if c["nullable"] and c["column"] in key["columns"]]
        if key["nulls_not_distinct"] and empty:
            rest = [self.part(column) for column in key["columns"] if column not in empty]
            is_null = f"({name(empty[0])} IS NULL)"
            both = f"({where} AND {is_null})" if where else is_null
            found[f"{key['constraint']}_null"] = self.index(
                self.marked(rest, self.marker(table, entity, both), entity), True)

    def indexes(self, entity, table):
        render, found = self.renderer(entity), {}
        kinds = {c["column"]: c["type"] for c in entity["columns"]}
        for key in entity["keys"]:
            if key["primary"]:
                found["PRIMARY"] = self.index([self.part(column) for column in key["columns"]], True)
                self.lose_comment(f"{entity['name']}: primary key", key["doc"])
            else:
                self.unique(entity, table, key, found)
        for index in entity["indexes"]:
            element = f"{entity['name']}: index {index['name'] or index['index']}"
            if not self.is_kept(index, element):
                continue
            self.lose_comment(element, index["doc"])
            parts = [self.part(p["column"], None, p["descending"], p["prefix"] or None) if p["column"] else
                     self.part(None, self.want("part", table, render.text(p["expr"])), p["descending"])
                     for p in index["parts"]]
            if index["where"] and index["unique"]:
                parts = self.marked(parts, self.marker(table, entity, render.text(index["where"])), entity)
            for column in index["include"]:
                if kinds[column]["kind"] in UNSIZED or kinds[column]["array"]:
                    self.lose("index_include", element)
                else:
                    parts.append(self.part(column))
            if index["unique"] and not index["where"]:
                parts = self.led(parts, entity)
            full = index["method"] in ("fulltext", "trigram")
            if full:
                self.lose(f"index_{index['method']}", element)
            found[index["index"]] = self.index(parts, index["unique"], "FULLTEXT" if full else "BTREE")
        for key in self.keys_of(entity):
            serving = [index["parts"] for index in found.values() if self.serves(index, key["columns"])]
            if not serving or self.serves_some(serving[0], key["columns"], entity):
                found[key["constraint"]] = self.index([self.part(column) for column in key["columns"]])
        return found

    def is_kept(self, index, element):
        for p in index["parts"]:
            if p["operators"]:
                self.lose("index_operators", element)
            if p["nulls"] and (p["nulls"] == "first") == p["descending"]:
                self.lose("index_nulls", element)
        if index["method"] == "trigram" and self.engine == "mariadb":
            self.lose("index_trigram", element)
            return False
        if index["method"] not in ("btree", "fulltext", "trigram"):
            self.lose("index_method", element)
            return False
        return True

    def serves(self, index, columns):
        return index["type"] == "BTREE" and [p["column"] for p in index["parts"][:len(columns)]] == columns

    def keys_of(self, entity):
        return entity["foreign_keys"]

    def foreign_keys(self, entity):
        docs = {one["name"]: (r["name"], one["doc"]) for r in entity["relations"] for one in [r] + r["arms"]}
        found = {}
        for key in self.keys_of(entity):
            relation, doc = docs.get(key["relation"], (key["relation"], ""))
            element = f"{entity['name']}: relation {relation}"
            if key["deferrable"]:
                self.lose("foreign_key_deferrable", element)
            self.lose_comment(f"{entity['name']}: relation {key['relation']}", doc)
            found[key["constraint"]] = {
                "columns": key["columns"], "target": self.table_name(key["schema"], key["table"]),
                "target_columns": key["target_columns"], "on_delete": self.action(key["on_delete"]),
                "on_update": self.action(key["on_update"])}
        return found

    def action(self, words):
        """InnoDB checks at once, so that two actions are the same, and MariaDB shows them alike."""
        return "RESTRICT" if words == "no action" and self.engine == "mariadb" else words.upper()

    # ---- the rest of a table ----

    def triggers(self, entity):
        found, table = {}, self.table_name(entity["schema"], entity["table"])
        if entity["updated_at"]:
            found[f"{table}_set_updated_at"] = {"timing": "BEFORE", "event": "UPDATE",
                                                "statement": Saying("utc_timestamp(6)", f"NEW.{entity['updated_at']}")}
        guarded = [c["column"] for c in entity["columns"] if c["immutable"]]
        if guarded:
            found[f"{table}_guard_immutable"] = {"timing": "BEFORE", "event": "UPDATE",
                                                 "statement": Saying("SIGNAL", *guarded)}
        for dependency in entity["dependencies"] if entity["guarded"] else []:
            for event in ("insert", "update"):
                found[f"{table}_guard_{dependency['to'][0]}_{event}"] = {
                    "timing": "AFTER", "event": event.upper(), "statement": Saying("SIGNAL", *dependency["to"])}
        if entity["audit"]:
            for event in ("insert", "update", "delete"):
                kept = [c["column"] for c in entity["columns"] if not c["secret"]]
                found[f"{table}_write_audit_{event}"] = {"timing": "AFTER", "event": event.upper(),
                                                         "statement": Saying(f"'{event}'", *kept)}
        return found

    def bound(self, column, text):
        if column["type"]["kind"] in ("timestamp", "datetime"):
            return text[:10] + " 00:00:00"
        return text[:10] if column["type"]["kind"] == "date" else text

    def partition(self, entity):
        partition = entity["partition"]
        if not partition:
            return None
        if partition["method"] == "list" and self.engine == "mysql" and any(p["default"] for p in partition["parts"]):
            self.lose("partition_list", entity["name"])
            return None
        column = next(c for c in entity["columns"] if c["column"] == partition["columns"][0])
        number = column["type"]["kind"] in ("smallint", "int", "bigint")
        parts = {}
        for part in partition["parts"]:
            if partition["method"] == "hash":
                parts[part["name"]] = None
            elif part["default"]:
                parts[part["name"]] = "MAXVALUE"
            elif partition["method"] == "range":
                parts[part["name"]] = quoted(self.bound(column, part["to"]))
            else:
                parts[part["name"]] = ",".join(value if number else quoted(value) for value in part["values"])
        method = {"range": "RANGE COLUMNS", "list": "LIST COLUMNS", "hash": "HASH" if number else "KEY"}
        return {"method": method[partition["method"]], "expression": ",".join(partition["columns"]), "parts": parts}

    def grants(self, entity):
        found = {}
        for role in self.model["roles"]:
            for grant in role["grants"]:
                if grant["entity"] == entity["name"]:
                    found.setdefault(role["name"], set()).update(grant["commands"])
        return {role: sorted(rights) for role, rights in found.items()}

    def table(self, entity):
        table = self.table_name(entity["schema"], entity["table"])
        for policy in entity["policies"]:
            self.lose("policy", f"{entity['name']}: policy {policy['name']}")
        return {"comment": entity["doc"].strip() or None, "collation": BINARY[self.engine], "engine": "InnoDB",
                "columns": {c["column"]: self.column(entity, table, n, c) for n, c in enumerate(entity["columns"], 1)},
                "indexes": self.indexes(entity, table), "checks": self.checks(entity, table),
                "column_checks": self.column_checks(entity, table), "foreign_keys": self.foreign_keys(entity),
                "triggers": self.triggers(entity), "partition": self.partitioned[entity["name"]],
                "grants": self.grants(entity)}

    def views(self):
        found = {}
        for view in self.model["views"]:
            if self.engine in view["text"]:
                found[view["name"]] = self.want("view", None, view["text"][self.engine])
                self.lose_comment(f"view {view['name']}", view["doc"])
            else:
                self.lose("view", f"view {view['name']}")
        return found


ANY = Any()
