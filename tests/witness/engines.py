"""The four engines: how each writes a value and a statement, how a script of statements, one to a line, is run, and what
each said of which line.
"""
import datetime
import json
import os
import re
import subprocess
from decimal import Decimal

from values import Bare, Json, Raw


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def as_json(value):
    if isinstance(value, (Decimal, float)):
        return float(value)
    return value if value is None or isinstance(value, (bool, int)) else plain(value)


def plain(value):
    """Dates and times as texts."""
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ")
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)


class Engine:
    mark = '"'
    natives, nothing = {}, "DEFAULT VALUES"
    start, begin, end = [], ["BEGIN"], ["ROLLBACK"]
    # Around rows that need each other, where keys do not wait.
    trusting, wary = [], []

    def name(self, text):
        return self.mark + text.replace(self.mark, self.mark * 2) + self.mark

    def table(self, entity):
        return self.name((entity.schema + "_" if entity.schema else "") + entity.table)

    def value(self, value, kind):
        if value is None or isinstance(value, Bare):
            return str(value or "NULL")
        if isinstance(value, list):
            return quoted(json.dumps([as_json(v) for v in value], ensure_ascii=False))
        if isinstance(value, bool):
            return self.boolean(value)
        if isinstance(value, bytes):
            return self.bytes(value)
        if isinstance(value, (int, float, Decimal)):
            return format(value, "f") if isinstance(value, Decimal) else repr(value)
        return quoted(value if isinstance(value, (Raw, Json)) else self.text(value))

    def boolean(self, value):
        return str(int(value))

    def bytes(self, value):
        return f"x'{value.hex()}'"

    def text(self, value):
        return plain(value)

    def native(self, kind):
        """Some value of a type that only this engine knows."""
        text = kind["native"].get(self.word, "")
        return self.natives.get(text.lower(), quoted("x"))

    def written(self, entity, attribute, value):
        kind = entity.columns[attribute]["type"]
        return self.native(kind) if kind["native"] and value is not None else self.value(value, kind)

    def insert(self, entity, row):
        facts = entity.columns
        if not row:
            return f"INSERT INTO {self.table(entity)} {self.nothing}"
        row = {a: self.written(entity, a, v) for a, v in row.items()}
        names = ", ".join(self.name(facts[a]["column"]) for a in row)
        return f"INSERT INTO {self.table(entity)} ({names}) VALUES ({', '.join(row.values())})"

    def where(self, entity, row, key):
        return " AND ".join(f"{self.name(entity.columns[a]['column'])} = {self.written(entity, a, row[a])}" for a in key)

    def statements(self, entity, attempt):
        """All but the last have to be accepted."""
        if attempt.verb == "insert":
            return [self.insert(entity, row) for row in (attempt.row if isinstance(attempt.row, list) else [attempt.row])]
        entity, key = attempt.key
        where = self.where(entity, attempt.row, key)
        if attempt.verb == "delete":
            return [f"DELETE FROM {self.table(entity)} WHERE {where}"]
        changed = ", ".join(f"{self.name(entity.columns[a]['column'])} = {self.written(entity, a, v)}"
                            for a, v in attempt.row.items() if a not in key)
        return [f"UPDATE {self.table(entity)} SET {changed} WHERE {where}"]

    def at_last(self, _):
        """What makes deferred constraints speak."""
        return []

    def ask(self, command, path):
        done = subprocess.run(command, stdin=open(path, encoding="utf-8"), capture_output=True, text=True, check=False)
        found = [match for line in done.stderr.splitlines() if (match := self.error.search(line))]
        said = {int(match["line"]): match["text"] for match in reversed(found)}
        return said if found or not done.stderr else {0: done.stderr}

    def run(self, statements, folder):
        """{line: what went wrong}, lines from 1."""
        path = os.path.join(folder, "script.sql")
        with open(path, "w", encoding="utf-8") as file:
            file.write("".join(s.replace("\n", " ") + ";\n" for s in statements))
        return self.ask(self.command(path), path)

    def apply(self, path):
        done = subprocess.run(self.applying, stdin=open(path, encoding="utf-8"), capture_output=True, text=True, check=False)
        return done.stderr.strip()


class Postgres(Engine):
    word = "postgres"
    trusting, wary = ["SET session_replication_role = replica"], ["RESET session_replication_role"]
    natives = {"point": "'(1,2)'", "numrange": "'[1,2)'"}
    error = re.compile(r"^psql:[^:]*:(?P<line>\d+): ERROR: +(?P<text>.*)")
    applying = ["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", "witness", "-f", "-", "-o", "/dev/null"]

    def command(self, path):
        return ["psql", "-Xq", "-d", "witness", "-o", "/dev/null", "-f", path]

    def clean(self):
        os.environ["PGOPTIONS"] = "-c client_min_messages=warning"
        subprocess.run(["psql", "-Xq", "-d", "postgres", "-c", "DROP DATABASE IF EXISTS witness", "-c",
                        "CREATE DATABASE witness"], check=True, capture_output=True)

    def table(self, entity):
        return (self.name(entity.schema) + "." if entity.schema else "") + self.name(entity.table)

    def boolean(self, value):
        return str(value).lower()

    def bytes(self, value):
        return f"'\\x{value.hex()}'"

    def text(self, value):
        return plain(value) + ("+00" if isinstance(value, datetime.datetime) else "")

    def value(self, value, kind):
        if isinstance(value, list):
            return quoted("{" + ",".join(
                "NULL" if v is None else '"' + (str(v) if isinstance(v, (Raw, Json)) else plain(v)).replace(
                    "\\", "\\\\").replace('"', '\\"') + '"' for v in value) + "}")
        if isinstance(value, datetime.datetime) and kind["kind"] == "datetime":
            return quoted(plain(value))
        return super().value(value, kind)

    def at_last(self, _):
        return ["SET CONSTRAINTS ALL IMMEDIATE"]


class Mysql(Engine):
    word, mark, nothing = "mysql", "`", "() VALUES ()"
    trusting, wary = ["SET foreign_key_checks = 0"], ["SET foreign_key_checks = 1"]
    natives = {"point": "ST_GeomFromText('POINT(1 2)')", "varchar(40)": "'x'"}
    start = ["SET NAMES utf8mb4",
             "SET sql_mode = concat(@@sql_mode, ',NO_BACKSLASH_ESCAPES,NO_ZERO_DATE,NO_ZERO_IN_DATE')"]
    error = re.compile(r"^ERROR (?P<code>\d+) .*?at line (?P<line>\d+): (?P<text>.*)")
    client = ["mariadb", "--no-defaults", "-uroot", "--default-character-set=utf8mb4", "-N", "-B"]

    def command(self, _):
        return [*self.client, "-S", os.environ["MYSQL_SOCKET"], "--force", "witness"]

    @property
    def applying(self):
        return [*self.client, "-S", os.environ["MYSQL_SOCKET"], "witness"]

    def clean(self):
        subprocess.run([*self.client, "-S", os.environ["MYSQL_SOCKET"], "-e",
                        "DROP DATABASE IF EXISTS witness; CREATE DATABASE witness"], check=True, capture_output=True)


class Mariadb(Mysql):
    word = "mariadb"


class Sqlite(Engine):
    word = "sqlite"
    natives = {"blob": "x'00'"}
    start, trusting = ["PRAGMA foreign_keys = ON"], ["PRAGMA defer_foreign_keys = ON"]
    error = re.compile(r"rror (?:near|in|at) line (?P<line>\d+)[:,]? (?P<text>.*)")

    def __init__(self, folder):
        self.path = os.path.join(folder, "witness.db")

    def command(self, _):
        return ["sqlite3", "-batch", self.path]

    @property
    def applying(self):
        return ["sqlite3", "-batch", "-bail", self.path]

    def clean(self):
        if os.path.exists(self.path):
            os.remove(self.path)

    def text(self, value):
        thousandths = ".000" if isinstance(value, (datetime.datetime, datetime.time)) else ""
        return plain(value) + thousandths

    def at_last(self, attempt):
        return ["COMMIT"] if attempt.deferred and not attempt.accepted else []
