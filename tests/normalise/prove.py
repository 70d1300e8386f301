"""Proves on PostgreSQL that witnesses are real:

    tests/normalise/prove.py

For each finding about a normal form, in the samples, in models/*.yaml beside this file, and in models made of
the relations of tests/theory/cases.json:

- the example rows go into the tables that Tenon emits, and so does the change that they show; a query then
  finds the contradiction;
- the model that `tenon normalise` proposes is built, the rows are put into its tables, and their natural join
  is the rows again; there the contradiction is refused by a key, or has no place to be written.

The server is the one that PGHOST names. TENON_RELATIONS=N: how many relations of the answer key (50).
"""
import itertools
import json
import os
import pathlib
import re
import subprocess

TENON = os.environ["TENON"]
TMP = pathlib.Path(os.environ["TENON_TMP"])
HERE = pathlib.Path("tests/normalise")
FORMS = {"TN402": "bcnf", "TN403": "bcnf", "TN404": "bcnf", "TN405": "4nf"}
# What the rows of a sample refer to.
PARENTS = {"shop": "INSERT INTO users (id, email, username, password_hash) VALUES"
                   " (1, 'a@example.org', 'ann', 'x'), (2, 'b@example.org', 'bob', 'x');"}


class Wrong(Exception):
    """A proof fails; the message has the details."""


def require(condition, *details):
    if not condition:
        raise Wrong("\n".join(str(detail) for detail in details))


def tenon(*arguments, statuses=(0,)):
    done = subprocess.run([TENON, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    require(done.returncode in statuses, f"tenon {arguments}: {done.returncode}", done.stderr.decode())
    return done.stdout.decode()


def ask(sql):
    """The rows that SQL gives, or None when the server refuses."""
    done = subprocess.run(["psql", "-XqAt", "-F", "\x1f", "-v", "ON_ERROR_STOP=1"], input=sql.encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    ask.trouble = done.stderr.decode()
    if done.returncode:
        return None
    return [tuple(line.split("\x1f")) for line in done.stdout.decode().splitlines()]


def literal(value):
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"


def name(word):
    return '"' + word + '"'


class Model:
    """A model file, and what Tenon says of it."""

    def __init__(self, path):
        self.path = path
        dump = tenon("check", path, "--dump=schema", "--reporter=json", statuses=(0, 1))
        self.entities = {e["name"]: e for e in json.loads(dump)["entities"]}

    def build(self):
        require(ask("DROP SCHEMA public CASCADE; CREATE SCHEMA public; SET client_min_messages = error;\n" +
                    tenon("build", self.path, "--target", "postgres", "-o", "-")) is not None, ask.trouble)

    def findings(self):
        report = tenon("check", self.path, "--all", "--reporter=json", statuses=(0, 1))
        return [f for f in json.loads(report)["diagnostics"] if f["code"] in FORMS]

    def table(self, entity):
        return name(self.entities[entity]["table"])

    def columns(self, entity, words):
        """The columns of attributes and relations."""
        found = []
        for word in words:
            relation = [r for r in self.entities[entity]["relations"] if r["name"] == word]
            found += relation[0]["columns"] if relation else [
                c["column"] for c in self.entities[entity]["columns"] if c["name"] == word]
        return found

    def insert(self, entity, row):
        """ROW: values by column."""
        return (f"INSERT INTO {self.table(entity)} ({', '.join(map(name, row))}) VALUES "
                f"({', '.join(map(literal, row.values()))});\n")


def words(text):
    return re.findall("`([^`]*)`", text)


def sides(finding):
    """Determinant and dependents, of the message."""
    if finding["code"] == "TN405":
        left, right = finding["message"].split(" are independent facts about ")
        return words(right), words(left.split(" and ")[0]), words(left.split(" and ")[1].split(" in `")[0])
    left, right = re.split(r" in `\w+` follows? from ", finding["message"])
    return words(re.split(", (?!`)", right)[0]), words(left), []


# --- The model as it is ----------------------------------------------------------------------------


def contradiction_of(model, entity, finding):
    """A query that gives a row for each contradiction."""
    left, right, others = (model.columns(entity, side) for side in sides(finding))
    table = model.table(entity)
    if not others:
        return (f"SELECT {', '.join(map(name, left))} FROM {table} GROUP BY {', '.join(map(name, left))} "
                f"HAVING count(DISTINCT ({', '.join(map(name, right))})) > 1;")
    same = lambda columns, a, b: " AND ".join(f"{a}.{name(c)} = {b}.{name(c)}" for c in columns)
    return (f"SELECT 1 FROM {table} x JOIN {table} y ON {same(left, 'x', 'y')} WHERE NOT EXISTS (SELECT 1 "
            f"FROM {table} z WHERE {same(left + right, 'z', 'x')} AND {same(others, 'z', 'y')});")


def rows_of(finding):
    witness = finding["witness"]
    return [dict(zip(witness["columns"], row)) for row in witness["rows"]]


def prove_witness(model, entity, finding, parents):
    rows, witness = rows_of(finding), finding["witness"]
    query = contradiction_of(model, entity, finding)
    fill = parents + "".join(model.insert(entity, row) for row in rows)
    model.build()
    require(ask(fill) is not None, "the rows are refused", ask.trouble, fill)
    require(ask(query) == [], "the rows contradict themselves already", query)
    key = model.entities[entity]["keys"][0]["columns"]
    last = rows[witness["change"]["row"]] if witness["change"] else rows[-1]
    where = " AND ".join(f"{name(c)} = {literal(last[c])}" for c in key)
    if witness["change"]:
        change = (f"UPDATE {model.table(entity)} SET {name(witness['change']['column'])} = "
                  f"{literal(witness['change']['to'])} WHERE {where};")
    else:
        change = f"DELETE FROM {model.table(entity)} WHERE {where};"
    require(ask(change) is not None, "the change is refused", ask.trouble, change)
    require(ask(query), "no contradiction is found", query)


# --- The model that is proposed --------------------------------------------------------------------


def parts_of(text):
    """By entity: the words of its attributes."""
    return {m[1]: words(m[2]) for m in re.finditer(r"^# (\w+)(?: \([a-z ]+\))?: (.*); key .*;", text, re.MULTILINE)}


def insert_in_order(statements):
    """A part may refer to another: tries again until all are in."""
    while statements:
        left = [s for s in statements if ask(s) is None]
        require(len(left) < len(statements), "rows of the parts are refused", ask.trouble, *left[:1])
        statements = left


def prove_proposal(model, entity, finding, parents):
    path = TMP / "proposed.tenon.yaml"
    text = tenon("normalise", entity, model.path, "--to", FORMS[finding["code"]])
    path.write_text(text, "utf-8")
    proposed, parts = Model(path), parts_of(text)
    rows = rows_of(finding)
    columns = {part: model.columns(entity, attributes) for part, attributes in parts.items()}
    proposed.build()
    if parents:
        require(ask(parents) is not None, ask.trouble)
    projected = {part: {tuple(row[c] for c in columns[part]) for row in rows} for part in parts}
    insert_in_order([proposed.insert(part, dict(zip(columns[part], values)))
                     for part in parts for values in sorted(projected[part])])
    everything = sorted(set().union(*columns.values()), key=list(rows[0]).index)
    found = ask(f"SELECT {', '.join(map(name, everything))} FROM " +
                " NATURAL JOIN ".join(f"(SELECT {', '.join(map(name, columns[part]))} FROM {proposed.table(part)})"
                                      f" AS part{i}" for i, part in enumerate(parts)) + ";")
    count = len({tuple(row[c] for c in everything) for row in rows})
    require(found is not None and len(found) == len(set(found)) == count, "the parts do not join back:", found)
    refuse_contradiction(model, entity, finding, proposed, columns, rows)


def refuse_contradiction(model, entity, finding, proposed, columns, rows):
    left, right, others = (model.columns(entity, side) for side in sides(finding))
    if others: # the two facts stand in no table together
        for part in columns:
            has = set(columns[part])
            require(not (set(left) <= has and set(right) & has and set(others) & has),
                    f"{part} still holds both facts")
        return
    changed = {**rows[-1], finding["witness"]["change"]["column"]: finding["witness"]["change"]["to"]}
    target = finding["witness"]["change"]["column"]
    for part in columns:
        if target in columns[part] and set(left) <= set(columns[part]):
            refused = ask(proposed.insert(part, {c: changed[c] for c in columns[part]})) is None
            require(refused and "duplicate key" in ask.trouble, f"{part} takes the contradiction")


# --- Models ----------------------------------------------------------------------------------------


def model_of(case):
    """A relation of the answer key as a model; None where the language cannot say it."""
    called = {a: "f_" + re.sub(r"\W+", "_", a).lower() for a in case["attributes"]}
    keys = case["answer"]["candidate_keys"]
    if case["answer"]["normal_form"] in ("BCNF", "4NF") or not keys[0] or len(set(called.values())) < len(called):
        return None
    if any(not left for left, _ in case["fds"] + case["mvds"]):
        return None
    line = lambda attributes: ", ".join(called[a] for a in attributes)
    return "\n".join([
        "tenon: 1", "model: relation", "entities:", "  Fact:", "    timestamps: false",
        f"    key: [{line(keys[0])}]", "    attributes:",
        *(f"      {called[a]}: string(40)" for a in case["attributes"]), "    dependencies:",
        *(f"      - {line(l)} -> {line(r)}" for l, r in case["fds"] if r),
        *(f"      - {line(l)} ->> {line(r)}" for l, r in case["mvds"] if r), ""])


def models():
    for sample in sorted(pathlib.Path("samples").iterdir()):
        yield sample.name, sample / "model.tenon.yaml"
    for path in sorted((HERE / "models").glob("*.yaml")):
        yield path.stem, path
    cases = json.loads(pathlib.Path("tests/theory/cases.json").read_text("utf-8"))["cases"]
    made = ((case["id"], model_of(case)) for case in cases)
    for case, text in itertools.islice(((c, t) for c, t in made if t), int(os.environ.get("TENON_RELATIONS", 50))):
        path = TMP / f"{case}.tenon.yaml"
        path.write_text(text, "utf-8")
        yield case, path


def main():
    for title, path in models():
        model = Model(path)
        for finding in model.findings():
            what = f"{title}: {finding['code']}, line {finding['start']['line']}"
            try:
                require(finding["witness"], "the finding has no rows")
                parents = PARENTS.get(title, "")
                prove_witness(model, finding["entity"], finding, parents)
                prove_proposal(model, finding["entity"], finding, parents)
                print("ok -", what)
            except Wrong as reason:
                print("not ok -", what)
                for line in str(reason).splitlines()[:20]:
                    print("   ", line)


main()
