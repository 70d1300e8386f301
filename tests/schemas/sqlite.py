"""sqlite.py DATABASE: the facts of an SQLite database in the form of published/*.json: a path and a value in a
line. SQLite keeps no names of keys and foreign keys that could be asked for, and checks only as text: they
are counted."""
import re
import sqlite3
import sys


def facts(db):
    for (table, sql) in db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
        columns = db.execute("SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info(?)", [table]).fetchall()
        yield f"{table}/order", ", ".join(column[0] for column in columns)
        for name, type_, not_null, default, _ in columns:
            yield f"{table}/column {name}/type", type_
            yield f"{table}/column {name}/null", "no" if not_null else "yes"
            if default is not None:
                yield f"{table}/column {name}/default", default
        key = ", ".join(column[0] for column in sorted((c for c in columns if c[4]), key=lambda c: c[4]))
        if key:
            yield f"{table}/primary key ({key})/name", "primary key"
        checks = len(re.findall(r"\bCHECK\s*\(", sql, re.I))
        if checks:
            yield f"{table}/checks", str(checks)
        keys = {}
        for number, _, ref, column, to, on_update, on_delete, _ in db.execute("SELECT * FROM pragma_foreign_key_list(?) ORDER BY id, seq", [table]):
            keys.setdefault(number, [ref, [], [], on_delete, on_update])
            keys[number][1].append(column)
            keys[number][2].append(to)
        for ref, own, to, on_delete, on_update in keys.values():
            path = f"{table}/foreign key ({', '.join(own)}) to {ref} ({', '.join(to)})"
            yield f"{path}/on delete", on_delete
            yield f"{path}/on update", on_update
        for _, name, unique, origin, partial in db.execute("SELECT * FROM pragma_index_list(?)", [table]):
            parts = db.execute("SELECT name, \"desc\" FROM pragma_index_xinfo(?) WHERE key ORDER BY seqno", [name]).fetchall()
            words = ", ".join((part[0] or "expression") + (" DESC" if part[1] else "") for part in parts)
            if origin == "c":
                yield f"{table}/{'unique ' if unique else ''}index ({words})/name", name
                if partial:
                    yield f"{table}/index ({words})/partial", "yes"
            elif origin == "u":
                yield f"{table}/unique ({words})/name", "unique"


for path, value in facts(sqlite3.connect(sys.argv[1])):
    print(f"{path}\t{value}")
