"""A model's rows, told from the schema that Tenon dumps: rows that satisfy everything, and tries, each of which changes
something on top of them and must be accepted, or rejected because of one constraint. Knows no engine.
"""
import itertools
from collections import namedtuple

from evaluate import Row, Unknown, names
from values import Json, fits, held, mentioned, nth, refused

# kind: "check", "unique", "foreign key", "not null", "type", "generated", "immutable"; name: as the SQL has it, of a
# column for the last four.
Constraint = namedtuple("Constraint", "entity kind name")

# One statement, `insert`, `update` or `delete`: ROW are values by attribute. Rejected because of `constraint` when
# `accepted` is false; `alone` says that nothing else is in its way.
Try = namedtuple("Try", "constraint what accepted alone verb row key deferred")

MOST = 20000
ENOUGH = 3


def same(a, b):
    return type(a) is type(b) and a == b if isinstance(a, bool) or isinstance(b, bool) else a == b


class Entity:
    def __init__(self, facts, enums):
        self.name, self.table, self.schema = facts["name"], facts["table"], facts["schema"]
        self.facts, self.enums = facts, enums
        self.columns = {c["name"]: c for c in facts["columns"]}
        attribute = {c["column"]: c["name"] for c in facts["columns"]}
        self.keys = [{**k, "columns": [attribute.get(c, c) for c in k["columns"]]} for k in facts["keys"]]
        self.foreign_keys = [{**f, "columns": [attribute.get(c, c) for c in f["columns"]]} for f in facts["foreign_keys"]]
        self.checks = facts["checks"]
        self.uniques = [(k["constraint"], k["columns"], k["where"], k["nulls_not_distinct"]) for k in self.keys]
        self.uniques += [(i["index"], [p["expr"] for p in i["parts"]], i["where"], False)
                         for i in facts["indexes"] if i["unique"]]
        self.links = {c for f in self.foreign_keys for c in f["columns"]}
        self.written = [c for c in self.columns.values() if not c["generated"]]
        self.rows = []

    @property
    def primary(self):
        return next((k["columns"] for k in self.keys if k["primary"]), [])

    def named(self):
        """All constraints that have a name of their own."""
        return ([Constraint(self.name, "check", c["constraint"]) for c in self.checks]
                + [Constraint(self.name, "unique", u[0]) for u in self.uniques]
                + [Constraint(self.name, "foreign key", k["constraint"]) for k in self.foreign_keys])

    def expressions(self, attribute):
        """What says something of an attribute."""
        texts = [c["condition"] for c in self.checks] + [k["where"] for k in self.keys if k["where"]]
        texts += [t for _, parts, where, _ in self.uniques for t in parts + [where] if t and t not in self.columns]
        generated = {n: names(c["generated"]) for n, c in self.columns.items() if c["generated"]}
        return [t for t in texts if attribute in names(t)
                or any(attribute in generated.get(n, ()) for n in names(t))]


class Rows:
    """The rows of a whole model."""

    def __init__(self, model):
        enums = {e["name"]: e["values"] for e in model["enums"]}
        self.entities = {e["name"]: Entity(e, enums) for e in model["entities"]}
        self.tables = {(e.schema, e.table): e for e in self.entities.values()}
        self.enums, self.order, self.ready = enums, [], set()
        self.unclear = set()
        for entity in self.entities.values():
            self.place(entity, ())
        for entity in self.order:
            for n in range(1, self.count(entity) + 1):
                row = self.satisfying(entity, n)
                if row is None:
                    raise ValueError(f"no row {n} satisfies {entity.name}")
                entity.rows.append(row)
            self.ready.add(entity.name)

    def target(self, key):
        return self.tables[(key["schema"], key["table"])]

    def place(self, entity, above):
        """Entities behind those that they cannot be without, and behind those that they may refer to if that goes."""
        if entity in self.order or entity.name in above:
            return
        for key in sorted(entity.foreign_keys, key=lambda key: self.optional(entity, key)):
            target = self.target(key)
            if not (self.optional(entity, key) and entity.name in self.needs(target, set())):
                self.place(target, (*above, entity.name))
        if entity not in self.order:
            self.order.append(entity)

    def optional(self, entity, key):
        return any(entity.columns[c]["nullable"] for c in key["columns"])

    def needs(self, entity, found):
        """The names of all entities without which there is no row."""
        for key in entity.foreign_keys:
            target = self.target(key)
            if not self.optional(entity, key) and target.name not in found:
                found.add(target.name)
                self.needs(target, found)
        return found

    def count(self, entity, above=()):
        """A row fewer than each that it may refer to but once."""
        once = {c for _, parts, _, _ in entity.uniques for c in parts} & entity.links
        if not once or entity.name in above:
            return 6
        return max(1, min(self.count(self.target(k), (*above, entity.name)) - 1 for k in entity.foreign_keys
                          if once & set(k["columns"]) and self.target(k) is not entity))

    # ---- what a row breaks ----

    def parents(self, key):
        """The values that a foreign key may have; promised ones while the other entity has no rows yet."""
        target = self.target(key)
        attributes = [next(n for n, c in target.columns.items() if w in (n, c["column"])) for w in key["target_columns"]]
        rows = target.rows
        if not rows and target.name not in self.ready:
            rows = [{a: nth(target.columns[a]["type"], n, self.enums) for a in attributes} for n in range(1, 4)]
        return [tuple(row[a] for a in attributes) for row in rows]

    def whole(self, entity, row):
        """With the values of generated attributes, as far as they can be told."""
        found = dict(row)
        for name, column in entity.columns.items():
            if column["generated"]:
                found.pop(name, None)
                try:
                    found[name] = Row(found).of(column["generated"])
                except (Unknown, TypeError, ArithmeticError, ValueError):
                    continue
        return found

    def breaks(self, entity, row):
        """All constraints that a row breaks, beside the committed ones."""
        row, found = self.whole(entity, row), set()
        for name, column in entity.columns.items():
            if name in row and row[name] is None and not column["nullable"]:
                found.add(Constraint(entity.name, "not null", name))
            if column["generated"] and name in row and not fits(column["type"], row[name], self.enums):
                found.add(Constraint(entity.name, "type", name))
        for check in entity.checks:
            try:
                if Row(row).of(check["condition"]) is False:
                    found.add(Constraint(entity.name, "check", check["constraint"]))
            except Unknown:
                self.unclear.add(Constraint(entity.name, "check", check["constraint"]))
        for key in entity.foreign_keys:
            values = tuple(row[c] for c in key["columns"])
            if None not in values and values not in self.parents(key):
                found.add(Constraint(entity.name, "foreign key", key["constraint"]))
        for name, parts, where, nulls_count in entity.uniques:
            mine = self.slot(row, parts, where, nulls_count)
            if mine is not None and any(same(mine, self.slot(self.whole(entity, r), parts, where, nulls_count))
                                        for r in entity.rows):
                found.add(Constraint(entity.name, "unique", name))
        return found | self.beyond(entity, row)

    def beyond(self, entity, row):
        """Arithmetic in an index that leaves its type: an error for some engines, for others not."""
        found = set()
        for index in entity.facts["indexes"]:
            for part in index["parts"]:
                try:
                    value = None if part["column"] else Row(row).of(part["expr"])
                except Unknown:
                    continue
                if isinstance(value, int) and abs(value) >= 2 ** 31:
                    found.add(Constraint(entity.name, "arithmetic", index["index"]))
        return found

    def slot(self, row, parts, where, nulls_count):
        """What a unique key sees of a row; None when it does not look at it."""
        if where and Row(row).of(where) is not True:
            return None
        values = [row[p] if p in row else Row(row).of(p) for p in parts]
        values = [str(v) if isinstance(v, Json) else v for v in values]
        return values if nulls_count or None not in values else None

    # ---- rows that break what they should ----

    def candidates(self, entity, attribute):
        column = entity.columns[attribute]
        kind = column["type"]
        none = [None] if column["nullable"] else []
        if attribute in entity.links:
            return none + [v for key in entity.foreign_keys if attribute in key["columns"]
                           for v in {p[key["columns"].index(attribute)]: 0 for p in self.parents(key)}]
        found = mentioned(entity.expressions(attribute), kind, self.enums) + none
        found += [nth(kind, n, self.enums) for n in range(1, 10)] + held(kind, self.enums)
        if kind["kind"] in ("string", "text") and not kind["array"]:
            found += [f"word{n}" for n in range(1, 10) if kind["length"] == 0 or kind["length"] > 4]
        unlike = []
        for value in found:
            if not any(type(value) is type(v) and value == v for v in unlike):
                unlike.append(value)
        return unlike

    def involved(self, entity, constraint):
        """The attributes whose values decide."""
        if constraint.kind in ("not null", "type"):
            found = {constraint.name}
        elif constraint.kind == "check":
            found = names(next(c["condition"] for c in entity.checks if c["constraint"] == constraint.name))
        elif constraint.kind == "foreign key":
            found = set(next(f["columns"] for f in entity.foreign_keys if f["constraint"] == constraint.name))
        else:
            _, parts, where, _ = next(u for u in entity.uniques if u[0] == constraint.name)
            found = {n for text in parts + [where] if text for n in ([text] if text in entity.columns else names(text))}
        for name in list(found):
            if entity.columns.get(name, {}).get("generated"):
                found = found - {name} | names(entity.columns[name]["generated"])
        return [c["name"] for c in entity.written if c["name"] in found]

    def variations(self, entity, row, attributes):
        lists = [self.candidates(entity, a) for a in attributes]
        while len(lists) > 1 and MOST < len(lists[0]) * len(lists[-1]) ** (len(lists) - 1):
            lists = [values[:max(3, len(values) - 2)] for values in lists]
            if all(len(values) <= 3 for values in lists):
                break
        for values in itertools.islice(itertools.product(*lists), MOST):
            yield {**row, **dict(zip(attributes, values))}

    def satisfying(self, entity, n):
        """The N-th row: what it breaks is mended constraint by constraint."""
        row = {c["name"]: nth(c["type"], n, self.enums) for c in entity.written}
        for key in entity.foreign_keys:
            parents = self.parents(key)
            if self.optional(entity, key) and not self.target(key).rows:
                row.update(dict.fromkeys(key["columns"]))
            else:
                row.update(zip(key["columns"], parents[(n - 1) % len(parents)]))
        if n % 2:
            row = self.inside(entity, row)
        broken = self.breaks(entity, row)
        for _ in range(3):
            for constraint in sorted(broken):
                for other in self.variations(entity, row, self.involved(entity, constraint)):
                    left = self.breaks(entity, other)
                    if len(left) < len(broken) and constraint not in left:
                        row, broken = other, left
                        break
        return None if broken else row

    def inside(self, entity, row):
        """With values that partial unique keys look at."""
        for _, _, where, _ in entity.uniques:
            if where:
                asked = [c["name"] for c in entity.written if c["name"] in names(where)]
                row = next((r for r in self.variations(entity, row, asked) if Row(r).of(where) is True), row)
        return row


class Tries:
    """All that is to be tried on one entity."""

    def __init__(self, rows, entity):
        self.rows, self.entity, self.found = rows, entity, []
        self.fresh = rows.satisfying(entity, len(entity.rows) + 1)

    def all(self):
        if self.fresh is None:
            return []
        self.of_columns()
        self.of_checks()
        self.of_uniques()
        self.of_foreign_keys()
        self.of_what_is_kept()
        return self.found

    def add(self, constraint, what, accepted, row, alone=True, verb="insert", key=None):
        deferred = any(f["deferrable"] and f["constraint"] == constraint.name for f in self.entity.foreign_keys)
        self.found.append(Try(constraint, what, accepted, alone, verb, row, key, deferred))

    def judged(self, row, what, constraint):
        """Adds a row when it breaks nothing, or one thing alone, or the constraint among others."""
        broken = self.rows.breaks(self.entity, row)
        if any(b.kind == "arithmetic" for b in broken):
            return
        if len(broken) < 2:
            self.add(*broken or [constraint], what, not broken, row)
        elif constraint in broken:
            self.add(constraint, what, False, row, False)

    def id(self, kind, name):
        return Constraint(self.entity.name, kind, name)

    def of_columns(self):
        entity, rows = self.entity, self.rows
        for column in entity.written:
            name, kind = column["name"], column["type"]
            if not column["identity"]:
                self.judged({**self.fresh, name: None}, f"{name} is null", self.id("not null", name))
            missing = {k: v for k, v in self.fresh.items() if k != name}
            self.left_out(column, missing)
            if name in entity.links or kind["native"]:
                continue
            values = [] if column["identity"] else mentioned(entity.expressions(name), kind, rows.enums) + held(kind, rows.enums)
            tight = any(name in rows.involved(entity, self.id("check", c["constraint"])) for c in entity.checks)
            for value in values:
                self.judged({**self.fresh, name: value}, f"{name} is {short(value)}", self.id("type", name))
            keyed = any(name in k["columns"] for k in entity.keys)
            for what, value in refused(kind, rows.enums):
                self.add(self.id("type", name), f"{name} is {what}", False, {**self.fresh, name: value},
                         not tight and not keyed)

    def left_out(self, column, row):
        name, default = column["name"], column["default"]
        if default is None and not column["identity"]:
            if not column["nullable"]:
                self.add(self.id("not null", name), f"{name} is left out", False, row)
            return
        if default is not None:
            try:
                value = Row({}).of(default)
            except Unknown:
                value = self.fresh[name]
            if self.rows.breaks(self.entity, {**row, name: value}):
                return
        self.add(self.id("type", name), f"{name} is left to its default", True, row)

    def of_checks(self):
        for check in self.entity.checks:
            constraint = self.id("check", check["constraint"])
            attributes = self.rows.involved(self.entity, constraint)
            tried = {t.accepted for t in self.found if t.constraint == constraint}
            if constraint in self.rows.unclear or (False in tried and len(attributes) < 2):
                continue
            wanted, last = {True: ENOUGH, False: ENOUGH}, None
            for row in self.rows.variations(self.entity, self.fresh, attributes):
                broken = self.rows.breaks(self.entity, row)
                accepted = not broken
                if broken <= {constraint} and wanted[accepted]:
                    wanted[accepted] -= 1
                    what = ", ".join(f"{a} is {short(row[a])}" for a in attributes)
                    self.add(constraint, what, accepted, row)
                elif constraint in broken:
                    last = row
                if not any(wanted.values()):
                    break
            if last and wanted[False] == ENOUGH and False not in tried:
                self.judged(last, "the check is broken, with others", constraint)

    def of_uniques(self):
        entity = self.entity
        for name, parts, where, nulls_count in entity.uniques:
            constraint = self.id("unique", name)
            attributes = self.rows.involved(entity, constraint)
            there = next((r for r in entity.rows if self.rows.slot(self.rows.whole(entity, r), parts, where, True)), None)
            if there is None:
                continue
            copy = {**self.fresh, **{a: there[a] for a in attributes}}
            self.judged(copy, f"the same {', '.join(attributes)} again", constraint)
            self.add(constraint, f"another {', '.join(attributes)}", True, self.fresh)
            for attribute in attributes:
                self.judged({**copy, attribute: self.fresh[attribute]}, f"only {attribute} differs", constraint)
                value, kind = there[attribute], entity.columns[attribute]["type"]
                if isinstance(value, str) and kind["kind"] in ("string", "text") and attribute not in entity.links:
                    for what, other in (("case", value.swapcase()), ("a space behind", value + " "),
                                        ("an accent", value[:-1] + "\u00e9")):
                        if not kind["length"] or len(other) <= kind["length"]:
                            self.judged({**copy, attribute: other}, f"only {attribute} differs, by {what}", constraint)
            for attribute in attributes:
                if where and attribute in names(where):
                    for value in self.rows.candidates(entity, attribute)[:8]:
                        self.judged({**copy, attribute: value}, f"the same again, and {attribute} is {short(value)}",
                                    constraint)
            self.of_nulls(constraint, parts, where, nulls_count)

    def of_nulls(self, constraint, parts, where, nulls_count):
        """Twice the same with a null: tried on a row that is put in first."""
        entity = self.entity
        for attribute in self.rows.involved(entity, constraint):
            if not entity.columns[attribute]["nullable"] or (where and attribute in names(where)):
                continue
            first = {**self.fresh, attribute: None}
            if self.rows.breaks(entity, first):
                continue
            entity.rows.append(first)
            second = self.rows.satisfying(entity, len(entity.rows) + 1)
            again = second and {**second, **{a: first[a] for a in self.rows.involved(entity, constraint)}}
            broken = again and self.rows.breaks(entity, again)
            entity.rows.pop()
            if again and broken <= {constraint}:
                self.add(constraint, f"the same again, with {attribute} null", not broken, [first, again])

    def of_foreign_keys(self):
        entity = self.entity
        for key in entity.foreign_keys:
            constraint, columns = self.id("foreign key", key["constraint"]), key["columns"]
            parents = self.rows.parents(key)
            kinds = [entity.columns[c]["type"] for c in columns]
            nowhere = tuple(nth(k, 27 if k["kind"] in ("timestamp", "datetime", "date") else 77, self.rows.enums) for k in kinds)
            mixed = next((v for v in itertools.product(*map(set, zip(*parents))) if v not in parents), None)
            for what, values in (("nothing has", nowhere), ("no one row has", mixed if len(columns) > 1 else None)):
                if values:
                    self.linked(constraint, what, {**self.fresh, **dict(zip(columns, values))})
            for values in parents[:3]:
                self.judged({**self.fresh, **dict(zip(columns, values))},
                            f"{', '.join(columns)} is {', '.join(map(short, values))}", constraint)
            if len(columns) > 1:
                for n, column in enumerate(columns):
                    if entity.columns[column]["nullable"]:
                        self.judged({**self.fresh, **dict(zip(columns, nowhere)), column: None},
                                    f"{column} is null, the rest is nowhere", constraint)
            self.of_deletion(constraint, key)

    def linked(self, constraint, what, row):
        """A row that refers to what is not there, with its arc closed."""
        broken = self.rows.breaks(self.entity, row)
        for other in sorted(broken - {constraint}):
            columns = [a for a in self.rows.involved(self.entity, other)
                       if a not in self.rows.involved(self.entity, constraint)]
            row = next((r for r in self.rows.variations(self.entity, row, columns)
                        if self.rows.breaks(self.entity, r) == {constraint}), row)
        self.judged(row, f"what {what}", constraint)

    def of_deletion(self, constraint, key):
        """Deleting what is referred to; not where more than one key decides."""
        target = self.rows.target(key)
        if key["on_delete"] == "set default" or not target.primary:
            return
        own = set(key["columns"])
        if key["on_delete"] == "set null" and any(own & names(c["condition"]) for c in self.entity.checks):
            return
        for row in target.rows:
            about = [(e, k) for e in self.rows.entities.values() for k in e.foreign_keys if self.rows.target(k) is target
                     and any(self.refers(r, k, row) for r in e.rows)]
            behind = [k for e in self.rows.entities.values() for k in e.foreign_keys if self.rows.target(k) is self.entity]
            if len(about) == 1 and about[0][1] is key and not (behind and key["on_delete"] == "cascade"):
                self.add(constraint, f"a {target.name} that is referred to is deleted",
                         key["on_delete"] in ("cascade", "set null"), row, True, "delete", (target, target.primary))
                return

    def refers(self, row, key, other):
        target = self.rows.target(key)
        attributes = [next(n for n, c in target.columns.items() if w in (n, c["column"])) for w in key["target_columns"]]
        return [row[c] for c in key["columns"]] == [other[a] for a in attributes]

    def of_what_is_kept(self):
        entity = self.entity
        for name, column in entity.columns.items():
            if column["generated"]:
                self.add(self.id("generated", name), f"{name} is written", False,
                         {**self.fresh, name: nth(column["type"], 1, self.rows.enums)})
            if column["immutable"] and entity.primary and entity.rows:
                row = entity.rows[0]
                self.add(self.id("immutable", name), f"{name} is changed", False,
                         {name: self.fresh[name], **{k: row[k] for k in entity.primary}}, True, "update",
                         (entity, entity.primary))
                self.add(self.id("immutable", name), f"{name} is set to what it is", True,
                         {name: row[name], **{k: row[k] for k in entity.primary}}, True, "update",
                         (entity, entity.primary))


def short(value):
    text = "null" if value is None else str(value) if not isinstance(value, str) else f"`{value}`"
    text = text.encode("unicode_escape").decode()
    return text if len(text) <= 30 else f"{text[:24]}... of {len(value) if isinstance(value, str) else len(text)}"
