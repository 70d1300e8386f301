"""What the catalog of a PostgreSQL server has to hold for a model: the facts, told from Tenon's JSON dump of
the resolved schema and from docs/targets/postgres.md alone, never from the SQL that Tenon wrote.

Expressions come out as `Wanted`: SQL of our own (expression.py) that the server still has to print in its
own way; compare.py asks it to.
"""
import re

from expression import Renderer, literal, name

LIMIT = 63
PLAIN_TYPES = {"boolean": "boolean", "smallint": "smallint", "int": "integer", "bigint": "bigint",
               "float": "real", "double": "double precision", "text": "text", "bytes": "bytea",
               "date": "date", "time": "time without time zone", "timestamp": "timestamp with time zone",
               "datetime": "timestamp without time zone", "interval": "interval", "uuid": "uuid",
               "json": "jsonb", "inet": "inet"}
UNSIGNED = {"smallint": ("integer", 2**16 - 1), "int": ("bigint", 2**32 - 1),
            "bigint": ("numeric(20,0)", 2**64 - 1)}
ACTIONS = {"no action": "a", "restrict": "r", "cascade": "c", "set null": "n", "set default": "d"}
COMMANDS = {"select": "r", "insert": "a", "update": "w", "delete": "d"}
METHODS = {"fulltext": "gin", "trigram": "gin"}


class Wanted:
    """SQL to be printed by the server: KIND is how, FACT is what became of it."""

    def __init__(self, kind, table, sql, type=None):
        self.kind, self.table, self.sql, self.type, self.fact = kind, table, sql, type, None


# Of MySQL: lost here.
MYSQL_COLLATION = re.compile(r"(utf8mb4|latin1)_")


class Expectation:
    def __init__(self, model):
        self.model = model
        self.options = next((t["options"] for t in model["targets"] if t["name"] == "postgres"), {})
        self.version = int(str(self.options.get("version", "15")).split(".")[0])
        self.domains = self.options.get("named_types", "check") == "domain"
        self.named = {t["name"]: t for t in model["types"]}
        self.entities = {e["name"]: e for e in model["entities"]}
        self.wanted = []
        self.identities = 0
        self.facts = self.whole()

    def want(self, kind, table, sql, type=None):
        self.wanted.append(Wanted(kind, table, sql, type))
        return self.wanted[-1]

    # ---- names and types ----

    def path(self, schema, table):
        return f"{schema or 'public'}.{table}"

    def base_type(self, t):
        if t["native"].get("postgres"):
            return t["native"]["postgres"]
        if t["kind"] == "enum":
            return self.type_path(t["enum_schema"], t["enum"])
        if t["unsigned"]:
            return UNSIGNED[t["kind"]][0]
        if t["kind"] == "decimal":
            return f"numeric({t['length']},{t['scale']})" if t["length"] else "numeric"
        if t["kind"] in ("char", "string"):
            return f"character{' varying' * (t['kind'] == 'string')}({t['length']})"
        plain = PLAIN_TYPES[t["kind"]]
        if t["kind"] in ("time", "timestamp", "datetime") and t["fraction"] != 6:
            word, _, zone = plain.partition(" ")
            return f"{word}({t['fraction']}) {zone}".strip()
        return plain

    def type(self, t):
        named = self.named.get(t["named"] or "")
        if not (self.domains and named and t["kind"] != "enum"):
            return self.base_type(t) + "[]" * t["array"]
        return self.type_path(named["schema"], named["physical"]) + "[]" * (t["array"] and not named["type"]["array"])

    def type_path(self, schema, physical):
        return f"{self.printed(schema or 'public')}.{self.printed(physical)}"

    def printed(self, text):
        """A name as format_type prints it."""
        return text if re.fullmatch(r"[a-z_][a-z0-9_]*", text) and text not in KEYWORDS else name(text)

    def written_type(self, text):
        """A type of the notation, as in a cast."""
        text = text.lower().replace(" ", "")
        match = re.fullmatch(r"(unsigned)?(\w+)(?:\((\d+)(?:,(\d+))?\))?(\[\])?", text)
        base = self.base_type({"native": {}, "kind": match[2], "unsigned": bool(match[1]),
                               "length": int(match[3] or 0), "scale": int(match[4] or 0),
                               "fraction": int(match[3] or 6)})
        return base + (match[5] or "")

    def renderer(self, entity):
        columns = {c["name"]: {"column": c["column"], "type": self.type(c["type"]), "nullable": c["nullable"]}
                   for c in entity["columns"]}
        for relation in entity["relations"]:
            for one in [relation] + relation["arms"]:
                if len(one["columns"]) == 1 and one["name"] not in columns:
                    column = next(c for c in entity["columns"] if c["column"] == one["columns"][0])
                    columns[one["name"]] = columns[column["name"]]
        return Renderer(columns, self.written_type, self.user_id_type())

    def user_id_type(self):
        for entity in self.model["entities"]:
            for column in entity["columns"]:
                if column["origin"] == "convention":
                    return self.type(column["type"])
        return "bigint"

    # ---- tables ----

    def column(self, entity, position, c):
        table, render = self.path(entity["schema"], entity["table"]), self.renderer(entity)
        kind = self.type(c["type"])
        wanted = kind if "." in kind or kind in ("uuid", "jsonb", "inet") else None
        default = generated = None
        if c["default"] and not c["identity"]:
            default = self.want("default", table, render.text(c["default"], wanted), c["column"])
        if c["generated"]:
            generated = self.want("generated", table, render.text(c["generated"], wanted), kind)
        self.identities += c["identity"]
        return {"position": position, "type": kind, "not_null": not c["nullable"], "default": default,
                "generated": generated, "identity": "d" if c["identity"] else "",
                "collation": None if MYSQL_COLLATION.match(c["collation"] or "") else c["collation"], "comment": c["doc"].strip() or None}

    def constraint(self, kind, columns, **facts):
        usual = {"kind": kind, "columns": columns, "check": None, "target": None, "target_columns": None,
                 "on_delete": None, "on_update": None, "deferrable": False, "deferred": False,
                 "valid": True, "comment": None}
        return {**usual, **facts}

    def check(self, table, sql, doc=""):
        return self.constraint("c", ANY, check=self.want("condition", table, sql), comment=doc.strip() or None)

    def constraints(self, entity):
        table, render, found = self.path(entity["schema"], entity["table"]), self.renderer(entity), {}
        for key in entity["keys"]:
            if not key["where"]:
                found[key["constraint"]] = self.constraint(
                    "p" if key["primary"] else "u", key["columns"], deferrable=key["deferrable"],
                    deferred=key["deferrable"], comment=key["doc"].strip() or None)
        for check in entity["checks"]:
            if not (self.domains and check["type"]):
                found[check["constraint"]] = self.check(table, render.text(check["condition"]), check["doc"])
        for c in entity["columns"]:
            if c["type"]["unsigned"] and not c["type"]["array"]:
                sql = f"({name(c['column'])} BETWEEN 0 AND {UNSIGNED[c['type']['kind']][1]})"
                found[f"{entity['table']}_{c['column']}_range"] = self.check(table, sql)
        docs = {one["name"]: one["doc"] for r in entity["relations"] for one in [r] + r["arms"]}
        for key in entity["foreign_keys"]:
            found[key["constraint"]] = self.constraint(
                "f", key["columns"], target=self.path(key["schema"], key["table"]),
                target_columns=key["target_columns"], on_delete=ACTIONS[key["on_delete"]],
                on_update=ACTIONS[key["on_update"]], deferrable=key["deferrable"], deferred=key["deferrable"],
                comment=docs.get(key["relation"], "").strip() or None)
        return found

    def index(self, **facts):
        usual = {"constraint": False, "unique": False, "method": "btree", "nulls_not_distinct": False,
                 "predicate": None, "include": None, "comment": None}
        return {**usual, **facts}

    def part(self, table, render, method, p):
        operators = p["operators"] or ("gin_trgm_ops" if method == "trigram" else None)
        nulls = p["nulls"] or ("first" if p["descending"] else "last")
        sql = name(p["column"]) if p["column"] else render.text(p["expr"])
        if method == "fulltext":
            text = self.want("part", table, f"(to_tsvector('simple', {sql}))")
        else:
            text = self.printed(p["column"]) if p["column"] else self.want("part", table, f"({sql})")
        return {"text": text, "descending": p["descending"], "nulls_first": nulls == "first",
                "operators": operators, "collation": p["collation"] or ANY}

    def plain_parts(self, columns):
        return [{"text": self.printed(c), "descending": False, "nulls_first": False, "operators": None,
                 "collation": ANY} for c in columns]

    def predicate(self, table, render, where):
        return self.want("condition", table, render.text(where)) if where else None

    def indexes(self, entity):
        table, render, found = self.path(entity["schema"], entity["table"]), self.renderer(entity), {}
        for key in entity["keys"]:
            found[key["constraint"]] = self.index(
                constraint=not key["where"], unique=True, parts=self.plain_parts(key["columns"]),
                include=[self.printed(c) for c in key["include"]] or None,
                nulls_not_distinct=key["nulls_not_distinct"] and self.version >= 15,
                predicate=self.predicate(table, render, key["where"]),
                comment=(key["doc"].strip() or None) if key["where"] else None)
            if key["nulls_not_distinct"] and self.version < 15:
                found.update(self.index_of_nulls(entity, key))
        for index in entity["indexes"]:
            found[index["index"]] = self.index(
                unique=index["unique"], method=METHODS.get(index["method"], index["method"]),
                parts=[self.part(table, render, index["method"], p) for p in index["parts"]],
                include=[self.printed(c) for c in index["include"]] or None,
                predicate=self.predicate(table, render, index["where"]),
                comment=index["doc"].strip() or None)
        return found

    def index_of_nulls(self, entity, key):
        """Below 15: the rest of the set is unique among the rows whose one nullable part is null."""
        empty = [c["column"] for c in entity["columns"] if c["nullable"] and c["column"] in key["columns"]]
        table = self.path(entity["schema"], entity["table"])
        yield f"{key['constraint']}_null", self.index(
            unique=True, parts=self.plain_parts([c for c in key["columns"] if c not in empty]),
            predicate=self.want("condition", table, f"({name(empty[0])} IS NULL)"))

    def trigger(self, function, **facts):
        usual = {"before": True, "each_row": True, "insert": False, "delete": False, "update": True,
                 "function": function, "definition": ANY}
        return {**usual, **facts}

    def triggers(self, entity):
        found, table = {}, entity["table"]
        if entity["updated_at"]:
            found[f"{table}_set_updated_at"] = self.trigger(f"set_{entity['updated_at']}")
        guarded = [self.printed(c["column"]) for c in entity["columns"] if c["immutable"]]
        if guarded:
            found[f"{table}_guard_immutable"] = self.trigger("reject_immutable_change",
                                                             definition=Guarding(guarded))
        for dependency in entity["dependencies"] if entity["guarded"] else []:
            name = f"{table}_guard_{dependency['to'][0]}"
            found[name] = self.trigger(name, before=False, insert=True)
        if entity["partition"] and self.version < 13:
            found = {}  # they stand at each partition
        if entity["audit"]:
            found[f"{table}_write_audit"] = self.trigger(f"{table}_audit", before=False, insert=True, delete=True)
        return found

    def policies(self, entity):
        table, render, found = self.path(entity["schema"], entity["table"]), self.renderer(entity), {}
        for policy in entity["policies"]:
            commands = policy["commands"]
            if len(commands) == len(COMMANDS):
                commands = ["all"]
            for command in commands:
                label = policy["name"] + (f"_{command}" if len(commands) > 1 else "")
                using, check = policy["using"], policy["check"]
                if command == "insert":
                    using, check = None, check or using or "true"
                else:
                    using, check = using or "true", check if command in ("update", "all") else None
                found[label] = {"command": COMMANDS.get(command, "*"), "permissive": True,
                                "roles": sorted(policy["roles"]),
                                "using": self.predicate(table, render, using),
                                "check": self.predicate(table, render, check),
                                "comment": policy["doc"].strip() or None}
        return found

    def grants(self, entity):
        found = {}
        for role in self.model["roles"]:
            for grant in role["grants"]:
                if grant["entity"] == entity["name"]:
                    rights = found.setdefault(role["name"], set())
                    rights.update(command.upper() for command in grant["commands"])
        return {role: sorted(rights) for role, rights in found.items()}

    def bound(self, kind, value):
        """A value as pg_get_expr prints it in a bound: only an integer of 32 bits, or true, stands bare."""
        bare = kind == "boolean" or kind == "int" and not value.startswith("-")
        return value if bare else literal(value)

    def partitions(self, entity, path):
        partition = entity["partition"]
        for number, part in enumerate(partition["parts"] if partition else []):
            if part["default"]:
                bound = "DEFAULT"
            elif partition["method"] == "range":
                column = next(c for c in entity["columns"] if c["column"] == partition["columns"][0])
                zone = " 00:00:00+00" if column["type"]["kind"] == "timestamp" else (
                    " 00:00:00" if column["type"]["kind"] == "datetime" else "")
                start, end = (literal(part[side][:10] + zone) for side in ("from", "to"))
                bound = f"FOR VALUES FROM ({start}) TO ({end})"
            elif partition["method"] == "list":
                column = next(c for c in entity["columns"] if c["column"] == partition["columns"][0])
                values = ", ".join(self.bound(column["type"]["kind"], value) for value in part["values"])
                bound = f"FOR VALUES IN ({values})"
            else:
                bound = f"FOR VALUES WITH (modulus {len(partition['parts'])}, remainder {number})"
            yield self.path(entity["schema"], part["name"]), {
                "partitioned": None, "partition_of": path, "bound": bound, "row_security": False,
                "comment": None, "columns": ANY, "constraints": ANY, "indexes": ANY, "triggers": ANY,
                "policies": {}, "grants": {}}

    def table(self, entity):
        partition = entity["partition"]
        return {
            "partitioned": f"{partition['method'].upper()} ({', '.join(map(self.printed, partition['columns']))})"
                           if partition else None,
            "partition_of": None, "bound": None, "row_security": bool(entity["policies"]),
            "comment": entity["doc"].strip() or None,
            "columns": {c["column"]: self.column(entity, n, c) for n, c in enumerate(entity["columns"], 1)},
            "constraints": self.constraints(entity), "indexes": self.indexes(entity),
            "triggers": self.triggers(entity), "policies": self.policies(entity),
            "grants": self.grants(entity)}

    # ---- the whole ----

    def tables(self):
        found = {}
        for entity in self.model["entities"]:
            path = self.path(entity["schema"], entity["table"])
            found[path] = self.table(entity)
            found.update(self.partitions(entity, path))
        return found

    def functions(self):
        found, plain = {}, {"arguments": "", "security_definer": False}
        for entity in self.model["entities"]:
            schema = entity["schema"]
            if entity["updated_at"]:
                found.setdefault(f"set_{entity['updated_at']}", (schema, plain))
            if any(c["immutable"] for c in entity["columns"]):
                found.setdefault("reject_immutable_change", (schema, plain))
            for dependency in entity["dependencies"] if entity["guarded"] else []:
                found[f"{entity['table']}_guard_{dependency['to'][0]}"] = (schema, plain)
            if entity["audit"]:
                found[f"{entity['table']}_audit"] = (schema, {**plain, "security_definer": True})
        return {self.path(schema, one): facts for one, (schema, facts) in found.items()}

    def domain(self, t):
        renderer = Renderer({}, self.written_type, self.user_id_type())
        base = self.base_type(t["type"]) + "[]" * t["type"]["array"]
        checks = [self.want("domain", None, renderer.text(t["check"]), base)] if t["check"] else None
        return {"type": base, "checks": checks, "comment": t["doc"].strip() or None}

    def used_types(self):
        return {c["type"]["named"] for e in self.model["entities"] for c in e["columns"]}

    def kept_domains(self):
        return [t for t in self.model["types"]
                if self.domains and t["type"]["kind"] != "enum" and t["name"] in self.used_types()]

    def schemas(self):
        found = {}
        for one in self.model["entities"] + self.model["enums"] + self.kept_domains():
            if one["schema"] and one["schema"] != "public":
                found.setdefault(one["schema"], {"grants": {}, "comment": None})
        for role in self.model["roles"]:
            for grant in role["grants"]:
                if grant["schema"] in found:
                    found[grant["schema"]]["grants"][role["name"]] = "USAGE"
        return found

    def extensions(self):
        found = set()
        for entity in self.model["entities"]:
            if any(index["method"] == "trigram" for index in entity["indexes"]):
                found.add("pg_trgm")
            if self.version < 13 and any(c["default"] == "uuid()" for c in entity["columns"]):
                found.add("pgcrypto")
        return sorted(found) or None

    def whole(self):
        native = any(n["target"] == "postgres" for n in self.model["native"])
        return {
            "tables": self.tables(),
            "enums": {self.path(e["schema"], e["name"]): {"values": e["values"], "comment": e["doc"].strip() or None}
                      for e in self.model["enums"]},
            "domains": {self.path(t["schema"], t["physical"]): self.domain(t) for t in self.kept_domains()},
            "functions": self.functions(),
            "views": {f"public.{v['name']}": {"query": self.want("view", None, v["text"]["postgres"]),
                                              "comment": v["doc"].strip() or None}
                      for v in self.model["views"] if "postgres" in v["text"]},
            "roles": {r["name"]: {"login": False, "comment": r["doc"].strip() or None} for r in self.model["roles"]},
            "schemas": self.schemas(),
            "extensions": ANY if native else self.extensions(),
            "sequences": ANY if native else Counting(self.identities)}


class Anything:
    """A fact that is compared elsewhere, or follows from others."""

    def __eq__(self, other):
        return True


ANY = Anything()


class Guarding:
    """A trigger's definition that fires when one of the columns changes; how the server casts, is its own."""

    def __init__(self, columns):
        self.text = " OR ".join(f"old.{c} IS DISTINCT FROM new.{c}" for c in columns)

    def __eq__(self, other):
        return f"WHEN ({self.text}) EXECUTE FUNCTION" in re.sub(r"::[\w ]+?(?= IS | OR |\))", "", other)

    def __repr__(self):
        return f"… WHEN ({self.text}) …"


class Counting:
    def __init__(self, count):
        self.count = count

    def __eq__(self, other):
        return len(other) == self.count

    def __repr__(self):
        return f"{self.count} of them"


KEYWORDS = set()  # compare.py fills it from the server's own list
