"""An up.sql without one of its constraints: the text, edited as a mistake in an emitter would have it."""
import re


def sort_of(rows, constraint):
    """What is worth taking away once on its own; None where nothing can be taken away, as something else needs it."""
    entity, name = rows.entities[constraint.entity], constraint.name
    if entity.schema or constraint.kind in ("generated", "immutable"):
        return None
    if constraint.kind == "check":
        check = next(c for c in entity.checks if c["constraint"] == name)
        return "arc" if check["relation"] else "check of a type" if check["type"] else "check"
    if constraint.kind == "foreign key":
        key = next(f for f in entity.foreign_keys if f["constraint"] == name)
        return "composite foreign key" if len(key["columns"]) > 1 else "foreign key"
    if constraint.kind == "unique":
        return sort_of_unique(rows, entity, name)
    if constraint.kind == "not null" and constraint.name in entity.primary:
        return None
    return constraint.kind


def sort_of_unique(rows, entity, name):
    key = next((k for k in entity.keys if k["constraint"] == name), None)
    if not key:
        return "unique index"
    needed = any(rows.target(f) is entity and set(f["target_columns"]) == {entity.columns[c]["column"] for c in key["columns"]}
                 for e in rows.entities.values() for f in e.foreign_keys)
    if needed or any(entity.columns[c]["identity"] for c in key["columns"]) or entity.facts["partition"]:
        return None
    if key["primary"]:
        return "primary key"
    many = "composite " if len(key["columns"]) > 1 else ""
    if key["where"]:
        return f"{many}partial unique"
    return f"{many}unique with nulls" if key["nulls_not_distinct"] else f"{many}unique"


def word(name):
    return rf'["`]?{re.escape(name)}["`]?'


def without_line(sql, name):
    """Without a constraint in a table's list."""
    sql = re.sub(rf"^    CONSTRAINT {word(name)} [^\n]*\n", "", sql, flags=re.M)
    return re.sub(r",\n\)", "\n)", sql)


def without_statement(sql, name):
    """Without statements that make a key or an index, or triggers that check."""
    sql = re.sub(rf"^ALTER TABLE [^;]*? (CONSTRAINT|UNIQUE INDEX) {word(name)[:-5]}(_\w+)?[\"`]? [^;]*;\n", "", sql, flags=re.M)
    sql = re.sub(rf"^COMMENT ON CONSTRAINT {word(name)} [^;]*;\n", "", sql, flags=re.M)
    sql = re.sub(rf"^CREATE UNIQUE INDEX {word(name)[:-5]}(_\w+)?[\"`]? [^;]*;\n", "", sql, flags=re.M)
    return re.sub(rf"^CREATE TRIGGER {word(name)[:-5]}_(insert|update)[\"`]?\n.*?^END;\n", "", sql, flags=re.M | re.S)


def without_type(sql, table, column):
    for end in ("type", "choice", "elements"):
        sql = without_statement(without_line(sql, f"{table}_{column}_{end}"), f"{table}_{column}_{end}")
    return sql


def without_not_null(sql, table, column):
    return re.sub(rf"(^CREATE TABLE {word(table)} \((?:(?!^\)).)*?^    {word(column)} [^\n]*?) NOT NULL", r"\1", sql,
                  flags=re.M | re.S)


def without(engine, rows, sql, constraint):
    entity = rows.entities[constraint.entity]
    if constraint.kind in ("check", "unique", "foreign key"):
        return without_statement(without_line(sql, constraint.name), constraint.name)
    column = entity.columns[constraint.name]["column"]
    if constraint.kind == "type":
        return without_type(sql, entity.table, column)
    changed = without_not_null(sql, entity.table, column)
    # SQLite's check of the storage class keeps nulls out, too.
    return without_type(changed, entity.table, column) if engine.word == "sqlite" else changed
