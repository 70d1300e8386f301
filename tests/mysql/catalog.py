"""The catalog of a MySQL or MariaDB database as facts, for comparing: catalog.py DATABASE prints them as JSON.

Columns that stand for the parts of an index (INVISIBLE, on MariaDB) are told as those parts, not as columns.
"""
import json
import os
import re
import subprocess
import sys

SHARED = {
    "tables": """SELECT JSON_OBJECT('name', TABLE_NAME, 'comment', TABLE_COMMENT, 'collation', TABLE_COLLATION, 'engine', ENGINE)
        FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE'""",
    "columns": """SELECT JSON_OBJECT('table', TABLE_NAME, 'name', COLUMN_NAME, 'position', ORDINAL_POSITION, 'type', COLUMN_TYPE,
        'null', IS_NULLABLE, 'default', COLUMN_DEFAULT, 'extra', EXTRA, 'collation', COLLATION_NAME,
        'comment', COLUMN_COMMENT, 'generated', GENERATION_EXPRESSION)
        FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, ORDINAL_POSITION""",
    "statistics": """SELECT JSON_OBJECT('table', TABLE_NAME, 'name', INDEX_NAME, 'unique', 1 - NON_UNIQUE, 'column', COLUMN_NAME,
        'order', COLLATION, 'prefix', SUB_PART, 'type', INDEX_TYPE, 'expression', EXPRESSION)
        FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX""",
    "checks": """SELECT JSON_OBJECT('table', t.TABLE_NAME, 'name', c.CONSTRAINT_NAME, 'clause', c.CHECK_CLAUSE, 'level', 'Table')
        FROM information_schema.CHECK_CONSTRAINTS c JOIN information_schema.TABLE_CONSTRAINTS t
        USING (CONSTRAINT_SCHEMA, CONSTRAINT_NAME)
        WHERE c.CONSTRAINT_SCHEMA = DATABASE() AND t.CONSTRAINT_TYPE = 'CHECK'""",
    "keys": """SELECT JSON_OBJECT('table', k.TABLE_NAME, 'name', k.CONSTRAINT_NAME, 'column', k.COLUMN_NAME,
        'target', k.REFERENCED_TABLE_NAME, 'target_column', k.REFERENCED_COLUMN_NAME,
        'on_delete', r.DELETE_RULE, 'on_update', r.UPDATE_RULE)
        FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r
        ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME
        WHERE k.CONSTRAINT_SCHEMA = DATABASE() ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION""",
    "triggers": """SELECT JSON_OBJECT('table', EVENT_OBJECT_TABLE, 'name', TRIGGER_NAME, 'timing', ACTION_TIMING,
        'event', EVENT_MANIPULATION, 'statement', ACTION_STATEMENT)
        FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()""",
    "partitions": """SELECT JSON_OBJECT('table', TABLE_NAME, 'name', PARTITION_NAME, 'method', PARTITION_METHOD,
        'expression', PARTITION_EXPRESSION, 'values', PARTITION_DESCRIPTION)
        FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND PARTITION_NAME IS NOT NULL
        ORDER BY TABLE_NAME, PARTITION_ORDINAL_POSITION""",
    "views": """SELECT JSON_OBJECT('name', TABLE_NAME, 'query', REPLACE(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.'), ''))
        FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE()""",
    "grants": """SELECT JSON_OBJECT('table', Table_name, 'role', User, 'rights', Table_priv)
        FROM mysql.tables_priv WHERE Db = DATABASE()""",
}
ROLES = {
    "mysql": """SELECT JSON_OBJECT('name', User) FROM mysql.user
        WHERE account_locked = 'Y' AND User NOT LIKE 'mysql.%'""",
    "mariadb": "SELECT JSON_OBJECT('name', User) FROM mysql.user WHERE is_role = 'Y'",
}
OF_MARIADB = {
    "statistics": SHARED["statistics"].replace("'expression', EXPRESSION", "'expression', NULL"),
    "checks": """SELECT JSON_OBJECT('table', TABLE_NAME, 'name', CONSTRAINT_NAME, 'clause', CHECK_CLAUSE, 'level', LEVEL)
        FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE()""",
}


def run(database, script):
    done = subprocess.run(["mariadb", "--no-defaults", "-uroot", "-S", os.environ["MYSQL_SOCKET"], "-N", "-B", "-r",
                           "--default-character-set=utf8mb4", database], input=script, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"client: {done.stderr.strip()}")
    return done.stdout


def engine_of(database):
    return "mariadb" if "MariaDB" in run(database, "SELECT VERSION();") else "mysql"


def read(database):
    """The rows of each query, by its name."""
    engine = engine_of(database)
    queries = {**SHARED, "roles": ROLES[engine], **(OF_MARIADB if engine == "mariadb" else {})}
    script = "SET NAMES utf8mb4;\n" + "".join(f"SELECT '--{name}';\n{query};\n" for name, query in queries.items())
    found, rows = {"engine": engine}, None
    for line in run(database, script).split("\n"):
        if line.startswith("--"):
            rows = found.setdefault(line[2:], [])
        elif line:
            rows.append(json.loads(line))
    return found


def plain_type(text):
    """MariaDB shows how wide a client should print an integer."""
    return re.sub(r"^((?:small|big)?int)\(\d+\)", r"\1", text)


def plain_clause(text):
    """MySQL shows constants as it made them fit the column, once it has altered the table."""
    return re.sub(r"(\d\d:\d\d:\d\d)\.0+(?=\\?')", r"\1", re.sub(r"\b(TIME|_ascii|_utf8mb4)(?=\\?')", "", text))


def column(engine, one):
    default = None if one["default"] == "NULL" and engine == "mariadb" else one["default"]
    return {"position": one["position"], "type": plain_type(one["type"]), "not_null": one["null"] == "NO",
            "default": None if one["generated"] else default, "generated": one["generated"] or None,
            "stored": "STORED" in one["extra"], "identity": "auto_increment" in one["extra"],
            "collation": one["collation"], "comment": one["comment"] or None}


def facts(rows):
    engine, tables = rows["engine"], {}
    hidden = {(one["table"], one["name"]): one["generated"] for one in rows["columns"] if "INVISIBLE" in one["extra"]}
    for one in rows["tables"]:
        tables[one["name"]] = {"comment": one["comment"] or None, "collation": one["collation"], "engine": one["engine"],
                               "columns": {}, "indexes": {}, "checks": {}, "column_checks": {}, "foreign_keys": {},
                               "triggers": {}, "partition": None, "grants": {}}
    for one in rows["columns"]:
        if one["table"] in tables and (one["table"], one["name"]) not in hidden:
            tables[one["table"]]["columns"][one["name"]] = column(engine, one)
    for one in rows["statistics"]:
        index = tables[one["table"]]["indexes"].setdefault(
            one["name"], {"unique": bool(one["unique"]), "type": one["type"], "parts": []})
        expression = one["expression"] or hidden.get((one["table"], one["column"]))
        index["parts"].append({"column": None if expression else one["column"], "expression": expression,
                               "descending": one["order"] == "D", "prefix": one["prefix"]})
    for one in rows["checks"]:
        place = "checks" if one["level"] == "Table" else "column_checks"
        tables[one["table"]][place][one["name"]] = plain_clause(one["clause"])
    for one in rows["keys"]:
        key = tables[one["table"]]["foreign_keys"].setdefault(
            one["name"], {"columns": [], "target": one["target"], "target_columns": [],
                          "on_delete": one["on_delete"], "on_update": one["on_update"]})
        key["columns"].append(one["column"])
        key["target_columns"].append(one["target_column"])
    for one in rows["triggers"]:
        tables[one["table"]]["triggers"][one["name"]] = {key: one[key] for key in ("timing", "event", "statement")}
    for one in rows["partitions"]:
        partition = {"method": one["method"], "expression": one["expression"].replace("`", ""), "parts": {}}
        partition = tables[one["table"]]["partition"] or partition
        partition["parts"][one["name"]] = one["values"]
        tables[one["table"]]["partition"] = partition
    for one in rows["grants"]:
        tables.setdefault(one["table"], {"grants": {}})["grants"][one["role"]] = sorted(one["rights"].lower().split(","))
    return {"tables": tables, "views": {one["name"]: one["query"] for one in rows["views"]},
            "roles": sorted(one["name"] for one in rows["roles"])}


if __name__ == "__main__":
    json.dump(facts(read(sys.argv[1])), sys.stdout, indent=1, sort_keys=True)
