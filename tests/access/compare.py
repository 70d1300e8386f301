"""Compares the indexes that the chain cover finds with an answer key:

    tests/access/compare.py BUILD/tests/access/answer CASES.json [TENON]

CASES.json is as README.md beside this file tells. Many solutions are as good as each other, so their sizes
are compared, and each pattern is held against its index here, by the definition.

With TENON, each case is made an entity of a model as well, and the indexes are those of `tenon index`. There
unique sets say more than in the cases (a sort ends where they decide the row), so fewer indexes may do.
"""
import json
import pathlib
import subprocess
import sys
import tempfile


class Wrong(Exception):
    """An answer differs; the message has the details."""


def require(condition, *details):
    if not condition:
        raise Wrong(" ".join(str(detail) for detail in details))


def serves(index, equal, suffix):
    """Whether an index, as (column, direction) pairs, serves what compares EQUAL and then goes by SUFFIX."""
    middle, end = len(equal), len(equal) + len(suffix)
    if end > len(index) or {column for column, _ in index[:middle]} != set(equal):
        return False
    turns = set()
    for (column, way), (wanted, wanted_way) in zip(index[middle:end], suffix):
        if column != wanted:
            return False
        if wanted_way != "any":
            turns.add(way != wanted_way)
    return len(turns) < 2


class Case:
    def __init__(self, case):
        self.id, self.wanted = case["id"], case["answer"]
        self.given, self.written = case["patterns"], case.get("fixed", [])
        self.fixed = [[(column, "asc") for column in index] for index in self.written]
        self.unique = case.get("unique", [])
        everything = [(p["eq"], p["suffix"]) for p in case["patterns"]]
        self.patterns = [p for p in everything if not any(serves(i, *p) for i in self.fixed)]
        self.columns = []
        for equal, suffix in self.patterns:
            self.columns += [*equal, *(column for column, _ in suffix)]
        self.columns = list(dict.fromkeys(self.columns + [c for set in self.unique for c in set]))

    def question(self):
        number = lambda columns: [str(self.columns.index(column)) for column in columns]
        yield f"columns {len(self.columns)}"
        for equal, suffix in self.patterns:
            order = [f"{self.columns.index(column)} {way}" for column, way in suffix]
            yield " ".join(["pattern", *number(equal), ">", *order])
        for columns in self.unique:
            yield " ".join(["unique", *number(columns)])
        yield "answer"

    def entity(self):
        """The case as an entity; none where a pattern has a sort and a range, which a model orders itself."""
        if any(p["suffix"][1:] and p["suffix"][-1][1] == "any" for p in self.given):
            return []
        columns = dict.fromkeys(c for p in self.given for c in [*p["eq"], *(s for s, _ in p["suffix"])])
        columns |= dict.fromkeys(c for set in self.unique + self.written for c in set)
        lines = [f"  {self.id}:", "    timestamps: false", "    attributes:"]
        lines += [f"      c_{column}: int" for column in columns]
        listed = lambda names: ", ".join(f"c_{name}" for name in names)
        for word, sets in (("unique", self.unique), ("indexes", self.written)):
            lines += [f"    {word}:"] * bool(sets)
            lines += [f"      {word}_{i}: {listed(set)}" for i, set in enumerate(sets)]
        lines.append("    access:")
        for i, pattern in enumerate(self.given):
            text = "many" + f" by {listed(pattern['eq'])}" * bool(pattern["eq"])
            ranges = [c for c, way in pattern["suffix"] if way == "any"]
            text += "".join(f" where c_{column} > :c_{column}" for column in ranges)
            order = [f"c_{c} {way}" for c, way in pattern["suffix"] if way != "any"]
            lines.append(f"      p{i}: {text}" + f" sort {', '.join(order)}" * bool(order))
        return lines

    def compare_model(self, indexes, unserved):
        columns = lambda index: [(c["name"][2:], c["order"]) for c in index["columns"]]
        new = [columns(index) for index in indexes if index["derived"]]
        require(not unserved, "not served:", unserved)
        for index in indexes:
            for name in index["serves"]:
                pattern = self.given[int(name[1:])]
                cut = [pattern["suffix"][:k] for k in range(len(pattern["suffix"]) + 1)]
                fits = [serves(columns(index), pattern["eq"], s) for s in (cut if self.unique else cut[-1:])]
                require(any(fits), index["name"], "does not serve", pattern)
        if self.unique:
            require(len(new) <= self.wanted["min_indexes"], len(new), "indexes:", new)
            return
        require(len(new) == self.wanted["min_indexes"], len(new), "indexes:", new)
        width = sum(map(len, new))
        require(width == self.wanted.get("min_key_columns", width), width, "columns:", new)

    def compare(self, found):
        require(found["exact"], "the answer is not exact")
        indexes = [[(self.columns[column], way) for column, way in index["columns"]]
                   for index in found["indexes"]]
        for pattern, by in zip(self.patterns, found["served_by"]):
            require(serves(indexes[by], *pattern), indexes[by], "does not serve", pattern)
        keys = [sorted(c for c, _ in i) for i, f in zip(indexes, found["indexes"]) if f["key"]]
        require(keys == [sorted(columns) for columns in self.unique], "unique sets:", keys)
        new = [i for i, f in zip(indexes, found["indexes"]) if not f["key"]]
        require(len(new) == self.wanted["min_indexes"], len(new), "indexes:", new)
        columns = sum(map(len, new))
        require(columns == self.wanted.get("min_key_columns", columns), columns, "columns:", new)


def compare_models(tenon, cases):
    entities = [(case, case.entity()) for case in cases]
    text = ["tenon: 1", "model: cases", "entities:", *(line for _, lines in entities for line in lines)]
    with tempfile.TemporaryDirectory() as folder:
        model = pathlib.Path(folder) / "cases.tenon.yaml"
        model.write_text("\n".join(text) + "\n", "utf-8")
        asked = subprocess.run([tenon, "index", "--reporter", "json", str(model)],
                               stdout=subprocess.PIPE, check=True)
    found = json.loads(asked.stdout)
    for case, lines in entities:
        of_case = lambda list: [entry for entry in list if entry["entity"] == case.id]
        if lines:
            report(f"{case.id} as an entity",
                   lambda: case.compare_model(of_case(found["indexes"]), of_case(found["unserved"])))


def report(name, attempt):
    try:
        attempt()
        print("ok -", name)
    except Wrong as reason:
        print("not ok -", name)
        print("   ", reason)


def main():
    program, path, *tenon = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        cases = [Case(case) for case in json.load(file)["cases"]]
    question = "\n".join(line for case in cases for line in case.question()) + "\n"
    asked = subprocess.run([program], input=question.encode(), stdout=subprocess.PIPE, check=True)
    answers = asked.stdout.decode().splitlines()
    require(len(answers) == len(cases), f"{len(answers)} answers to {len(cases)} cases")
    for case, answer in zip(cases, answers):
        report(case.id, lambda: case.compare(json.loads(answer)))
    if tenon:
        compare_models(tenon[0], cases)


main()
