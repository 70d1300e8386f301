"""compare.py DATABASE MODEL.json LEDGER.json: whether the database holds what the model says, item by item, both
ways, apart from what the ledger calls degraded; and whether the ledger calls that degraded which is lacking.

MODEL.json is what `tenon check --dump=schema --reporter json` prints, LEDGER.json what `tenon build --ledger
--reporter json` does. Prints one line per difference, and ends with 1 when there is one.
"""
import json
import sys

import catalog
import expect
from mysql_expression import name

SCRATCH = "tenon_expected"


def normalise(database, wanted, engine):
    """Lets the server read each expression in a database that is thrown away, and print it its own way."""
    tables, changes, views = {}, {}, []
    for n, one in enumerate(wanted):
        if one.kind == "view":
            views.append(f"CREATE VIEW {SCRATCH}.v{n} AS {one.sql.strip().rstrip(';')}\n;")
            continue
        tables.setdefault(one.table, f"t{len(tables)}")
        sql = {"condition": f"ADD CONSTRAINT c{n} CHECK ({one.sql})",
               "default": f"ADD COLUMN d{n} {one.column} DEFAULT {one.sql}",
               "computed": f"ALTER COLUMN {name(one.column or '')} SET DEFAULT {one.sql}",
               "generated": f"ADD COLUMN g{n} {one.column} GENERATED ALWAYS AS ({one.sql}) STORED",
               "part": f"ADD INDEX i{n} (({one.sql}))"}[one.kind]
        if one.kind == "part" and engine == "mariadb":
            sql = f"ADD COLUMN g{n} text GENERATED ALWAYS AS ({one.sql}) VIRTUAL"
        changes.setdefault(one.table, []).append(sql)
    script = ["SET NAMES utf8mb4;", "SET sql_mode = 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES';",
              f"DROP DATABASE IF EXISTS {SCRATCH};", f"CREATE DATABASE {SCRATCH};"]
    for table, short in tables.items():
        script.append(f"CREATE TABLE {SCRATCH}.{short} LIKE {name(table)};")
        script.append(f"ALTER TABLE {SCRATCH}.{short} {', '.join(changes[table])};")
    try:
        catalog.run(database, "\n".join(script + views))
        rows = catalog.read(SCRATCH)
    finally:
        catalog.run(database, f"DROP DATABASE IF EXISTS {SCRATCH};")
    told = catalog.facts(rows)["tables"]
    for n, one in enumerate(wanted):
        if one.kind == "view":
            query = catalog.facts(rows)["views"][f"v{n}"]
            one.fact = query.replace(f"`{database}`.", "")
            continue
        table = told[tables[one.table]]
        if one.kind == "condition":
            one.fact = table["checks"][f"c{n}"]
        elif one.kind == "default":
            one.fact = table["columns"][f"d{n}"]["default"]
        elif one.kind == "computed":
            one.fact = table["columns"][one.column]["default"]
        elif one.kind == "part" and engine == "mysql":
            one.fact = table["indexes"][f"i{n}"]["parts"][0]["expression"]
        else:
            one.fact = table["columns"][f"g{n}"]["generated"]


def is_cut(full, short):
    return len(full) > 64 and len(short) <= 64 and short[-9] == "_" and full.startswith(short[:-9])


def with_cut_names(expected, actual):
    """A name beyond 64 characters stands in the database cut, with a hash."""
    left = [key for key in actual if key not in expected]
    return {next((key for key in left if is_cut(full, key)), full) if full not in actual else full: facts
            for full, facts in expected.items()}


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


def ledger_differences(lost, ledger, engine):
    told = {(row["capability"], row["element"]) for row in ledger["rows"]
            if row["target"] == engine and row["level"] in ("degraded", "refused")}
    for capability, element in sorted(lost - told):
        yield f"ledger: {element} lacks {capability}, and the ledger does not say so"
    for capability, element in sorted(told - lost):
        yield f"ledger: it says that {element} lacks {capability}, and that is there"


def main():
    database = sys.argv[1]
    model, ledger = (json.load(open(path, encoding="utf-8")) for path in sys.argv[2:])
    rows = catalog.read(database)
    expectation = expect.Expectation(model, rows["engine"])
    normalise(database, expectation.wanted, rows["engine"])
    actual = catalog.facts(rows)
    for table in expectation.facts["tables"].values():  # what is named after its role is another's
        table["grants"] = {role[:64]: rights for role, rights in table["grants"].items()}
    found = list(differences("catalog", expectation.facts, actual))
    found += ledger_differences(expectation.lost, ledger, rows["engine"])
    if any(one["target"] == rows["engine"] for one in model["native"]):
        found = [line for line in found if not line.endswith("is not in the model")]
    for line in found:
        print(line)
    sys.exit(1 if found else 0)


main()
