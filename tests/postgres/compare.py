"""compare.py DATABASE MODEL.json: whether the database holds what the model says, item by item, both ways.

MODEL.json is what `tenon check --dump=schema --reporter json` prints. Prints one line per difference, and
ends with 1 when there is one.
"""
import json
import os
import subprocess
import sys

import expect
from expression import name

HERE = os.path.dirname(os.path.abspath(__file__))


def psql(database, *arguments, script=None):
    done = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, *arguments],
                          input=script, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"psql: {done.stderr.strip()}")
    return done.stdout


def quoted(path):
    return ".".join(name(part) for part in path.split(".", 1))


def normalise(database, wanted):
    """Lets the server read each expression in a schema that is thrown away, and print it its own way."""
    script = ["BEGIN;", "SET LOCAL client_min_messages = error;", "SET LOCAL timezone = 'UTC';", "CREATE SCHEMA tenon_expected;",
              "SET LOCAL search_path = public;"]
    ask = []
    tables = {}
    for one in wanted:
        if one.table and one.table not in tables:
            tables[one.table] = f"tenon_expected.t{len(tables)}"
            script.append(f"CREATE TABLE {tables[one.table]} (LIKE {quoted(one.table)});")
    for n, one in enumerate(wanted):
        table = tables.get(one.table)
        if one.kind == "condition":
            script.append(f"ALTER TABLE {table} ADD CONSTRAINT c{n} CHECK ({one.sql});")
            ask.append(f"SELECT {n} AS n, pg_get_expr(conbin, conrelid) AS text FROM pg_constraint "
                       f"WHERE conname = 'c{n}' AND conrelid = '{table}'::regclass")
        elif one.kind in ("default", "generated"):
            if one.kind == "default":
                column = one.type
                script.append(f"ALTER TABLE {table} ALTER {name(column)} SET DEFAULT {one.sql};")
            else:
                column = f"g{n}"
                script.append(f"ALTER TABLE {table} ADD g{n} {one.type} GENERATED ALWAYS AS ({one.sql}) STORED;")
            ask.append(f"SELECT {n}, pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d JOIN pg_attribute a "
                       f"ON a.attrelid = d.adrelid AND a.attnum = d.adnum WHERE d.adrelid = '{table}'::regclass "
                       f"AND a.attname = '{column.replace(chr(39), chr(39) * 2)}'")
        elif one.kind == "part":
            method = "gin" if "to_tsvector" in one.sql else "btree"
            script.append(f"CREATE INDEX i{n} ON {table} USING {method} ({one.sql});")
            ask.append(f"SELECT {n}, pg_get_indexdef('tenon_expected.i{n}'::regclass, 1, true)")
        elif one.kind == "domain":
            script.append(f"CREATE DOMAIN tenon_expected.d{n} AS {one.type} CONSTRAINT c{n} CHECK ({one.sql});")
            ask.append(f"SELECT {n}, pg_get_expr(conbin, 0) FROM pg_constraint WHERE conname = 'c{n}' AND contypid <> 0")
        elif one.kind == "view":
            text = one.sql.strip().rstrip(";")
            script.append(f"CREATE VIEW tenon_expected.v{n} AS {text}\n;")
            ask.append(f"SELECT {n}, pg_get_viewdef('tenon_expected.v{n}'::regclass)")
    if not ask:
        return
    script.append("SET LOCAL search_path = '';")
    script.append("SELECT jsonb_object_agg(n, text) FROM (" + "\nUNION ALL ".join(ask) + ") x(n, text);")
    script.append("ROLLBACK;")
    facts = json.loads(psql(database, script="\n".join(script)))
    for n, one in enumerate(wanted):
        one.fact = facts.get(str(n))


def with_cut_names(expected, actual):
    """A name beyond 63 bytes stands in the database cut, with a hash: it takes the place of the one that
    starts alike and holds the same."""
    found = {}
    for key, facts in expected.items():
        if len(key.split(".", 1)[-1].encode()) > expect.LIMIT and key not in actual:
            cut = [one for one in actual if one not in expected and one not in found and one[-9:-8] == "_"
                   and key.startswith(one[:-9]) and len(one.split(".", 1)[-1].encode()) <= expect.LIMIT]
            same = [one for one in cut if not any(differences("", facts, actual[one]))]
            key = (same or cut or [key])[0]
        found[key] = facts
    return found


def differences(path, expected, actual):
    if isinstance(expected, expect.Wanted):
        expected = expected.fact
    if isinstance(expected, dict) and isinstance(actual, dict):
        expected = with_cut_names(expected, actual)
        for key in expected:
            if key not in actual:
                yield f"{path}: {key} is not in the database"
        for key in actual:
            if key not in expected:
                yield f"{path}: {key} is not in the model"
        for key in expected:
            if key in actual:
                yield from differences(f"{path}: {key}", expected[key], actual[key])
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for n, (one, other) in enumerate(zip(expected, actual)):
            yield from differences(f"{path}[{n}]", one, other)
    elif not expected == actual:
        yield f"{path}: expected {expected!r}, found {actual!r}"


def main():
    database, model = sys.argv[1:]
    expect.KEYWORDS.update(psql(database, "-c", "SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'").split())
    with open(model, encoding="utf-8") as file:
        expectation = expect.Expectation(json.load(file))
    actual = json.loads(psql(database, "-f", os.path.join(HERE, "catalog.sql")))
    normalise(database, expectation.wanted)
    found = list(differences("catalog", expectation.facts, actual))
    for line in found:
        print(line)
    sys.exit(1 if found else 0)


main()
