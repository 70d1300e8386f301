"""Compares the indexes that the chain cover finds with an answer key:

    tests/access/compare.py BUILD/tests/access/answer CASES.json

CASES.json is as README.md beside this file tells. Many solutions are as good as each other, so their sizes
are compared, and each pattern is held against its index here, by the definition.
"""
import json
import subprocess
import sys


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
        self.fixed = [[(column, "asc") for column in index] for index in case.get("fixed", [])]
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


def main():
    program, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        cases = [Case(case) for case in json.load(file)["cases"]]
    question = "\n".join(line for case in cases for line in case.question()) + "\n"
    asked = subprocess.run([program], input=question.encode(), stdout=subprocess.PIPE, check=True)
    answers = asked.stdout.decode().splitlines()
    require(len(answers) == len(cases), f"{len(answers)} answers to {len(cases)} cases")
    for case, answer in zip(cases, answers):
        try:
            case.compare(json.loads(answer))
            print("ok -", case.id)
        except Wrong as reason:
            print("not ok -", case.id)
            print("   ", reason)


main()
