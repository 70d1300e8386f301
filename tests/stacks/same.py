"""All that a database holds, rows included, to be held against what another of its engine holds.

  same.py read ENGINE DATABASE [NAMES]              prints it, as JSON
  same.py compare ENGINE DATABASE WANTED [NAMES]    a line for each difference from such a file, and status 1

ENGINE is postgres, mysql, mariadb or sqlite, and DATABASE a name or, of sqlite, a file. What is read is what the suites
of the engines read to compare it with the model, and besides the text of functions, and the rows. NAMES is a regular
expression: what it matches as a whole is passed over.
"""
import datetime
import json
import os
import re
import sqlite3
import subprocess
import sys
import time

TESTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
sys.path[1:1] = [os.path.join(TESTS, "sqlite"), os.path.join(TESTS, "mysql")]
import catalog as mysql  # noqa: E402
import compare as sqlite  # noqa: E402

PLACE = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d(?::\d\d)?)?")
PG_TABLES = """SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' ORDER BY 1"""
PG_FUNCTIONS = """SELECT coalesce(jsonb_object_agg(p.oid::regprocedure, pg_get_functiondef(p.oid)), '{}')
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND p.prokind IN ('f', 'p')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"""


def without_now(text):
    """A row that was given the present time is the same row a moment later."""
    def plain(found):
        then = datetime.datetime.fromisoformat(re.split(r"\.|[+-]\d\d(?::\d\d)?$", found[0])[0].replace("T", " "))
        return "<now>" if abs(then - datetime.datetime.now()) < datetime.timedelta(hours=30) else found[0]
    return PLACE.sub(plain, text)


def rows_of(tables, ask):
    """{table: [row]} of the tables that hold any, in an order that is no matter of how they were put in."""
    found = {table: sorted(without_now(row) for row in ask(table)) for table in tables}
    return {table: rows for table, rows in found.items() if rows}


def read_postgres(database, _):
    def psql(*arguments):
        return subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, *arguments],
                              check=True, capture_output=True, text=True,
                              env={**os.environ, "PGOPTIONS": "-c timezone=UTC"}).stdout
    found = json.loads(psql("-f", os.path.join(TESTS, "postgres", "catalog.sql")))
    found["texts of functions"] = json.loads(psql("-c", PG_FUNCTIONS))
    tables = psql("-c", PG_TABLES).split("\n")[:-1]
    # One call for all: each row as JSON, behind its table.
    asked = " UNION ALL ".join(f"SELECT {n}, to_jsonb(t)::text FROM {table} t" for n, table in enumerate(tables))
    lines = [line.split("|", 1) for line in psql("-c", asked).split("\n")[:-1]] if tables else []
    found["rows"] = rows_of(tables, lambda table: [row for n, row in lines if tables[int(n)] == table])
    return found


def ask_mysql(database, script):
    """As mysql.run; but values may be bytes that are no text."""
    return subprocess.run(["mariadb", "--no-defaults", "-uroot", "-S", os.environ["MYSQL_SOCKET"], "-N", "-B",
                           "--default-character-set=utf8mb4", database], input=script, check=True, capture_output=True,
                          text=True, errors="backslashreplace").stdout


def read_again(database):
    """MariaDB falls over its information_schema now and then; lib.sh starts it again."""
    for _ in range(20):
        try:
            return mysql.read(database)
        except SystemExit as problem:
            if not re.search(r"ERROR (2002|2013)", str(problem)):
                raise
        time.sleep(0.5)
    return mysql.read(database)


def read_mysql(database, _):
    found = mysql.facts(read_again(database))
    tables = list(found["tables"])
    asked = "".join(f"SELECT '--{n}'; SELECT * FROM `{table.replace('`', '``')}`;" for n, table in enumerate(tables))
    rows = {table: [] for table in tables}
    for line in ask_mysql(database, asked).split("\n")[:-1] if tables else []:
        if re.fullmatch(r"--\d+", line):
            table = tables[int(line[2:])]
        else:
            rows[table].append(line)
    found["rows"] = rows_of(tables, rows.get)
    return found


def read_sqlite(path, names):
    """Of a copy without the tables to pass over: how their statements are written is no matter of ours."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database, sqlite3.connect(":memory:") as copy:
        database.backup(copy)
    for name, in copy.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        if names.fullmatch(name):
            copy.execute(f'DROP TABLE "{name}"')
    found = sqlite.read(copy)
    found["rows"] = rows_of(found["tables"], lambda table: [
        repr(row) for row in copy.execute('SELECT * FROM "{}"'.format(table.replace('"', '""')))])
    return found


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def without(found, names):
    """FOUND but for what NAMES matches: a name, behind its schema or alone."""
    def passed(name):
        return names.fullmatch(name) or names.fullmatch(name.split(".", 1)[-1])
    return {kind: {name: one for name, one in all_.items() if not passed(name)} if isinstance(all_, dict)
            else [name for name in all_ or [] if not passed(name)] for kind, all_ in found.items()}


def read(engine, database, names=""):
    readers = {"postgres": read_postgres, "sqlite": read_sqlite}
    names = re.compile(names)
    return without(readers.get(engine, read_mysql)(database, names), names)


def main():
    command, engine, database, *rest = sys.argv[1:]
    if command == "read":
        json.dump(read(engine, database, *rest), sys.stdout, sort_keys=True)
        return 0
    wanted, *names = rest
    # What is read anew has the same forms as what went through JSON.
    found = json.loads(json.dumps(read(engine, database, *names)))
    lines = list(sqlite.differences("catalog", load(wanted), found))
    print("\n".join(lines), end="\n" if lines else "")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
