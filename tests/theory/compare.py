"""Compares what the algorithms say of relations with an answer key:

    tests/theory/compare.py BUILD/tests/theory/answer CASES.json

CASES.json is as README.md beside this file tells. Keys, prime attributes, normal forms, the status of each
dependency, dependency bases, and the verdicts on decompositions and their parts have to be the same; covers
are compared by property, since a minimal cover may have several sizes. Witnesses and proposals have no
answer in the key: they are judged here, from the definitions.
"""
import itertools
import json
import subprocess
import sys


class Wrong(Exception):
    """An answer differs; the message has the details."""


def require(condition, *details):
    if not condition:
        raise Wrong(" ".join(str(detail) for detail in details))


# --- The definitions, over frozensets --------------------------------------------------------------


def closure(attributes, dependencies):
    closed, before = set(attributes), None
    while before != closed:
        before = set(closed)
        for left, right in dependencies:
            if left <= closed:
                closed |= right
    return frozenset(closed)


def implies(dependencies, left, right):
    return right <= closure(left, dependencies)


def equivalent(one, other):
    return all(implies(other, *d) for d in one) and all(implies(one, *d) for d in other)


def require_cover(cover, wanted, what):
    require(equivalent(cover, wanted), what, "says something else")
    for i, dependency in enumerate(cover):
        require(not implies(cover[:i] + cover[i + 1:], *dependency), what, "has a redundant line")


def require_minimal(cover, wanted, what):
    require_cover(cover, wanted, what)
    for left, right in cover:
        require(len(right) == 1, what, "has a right side of several attributes")
        require(all(not implies(cover, left - {a}, right) for a in left), what,
                "has a left side that is too long")


def obeys(rows, functional, multivalued):
    for left, right in functional:
        for x, y in itertools.combinations(rows, 2):
            if all(x[a] == y[a] for a in left) and any(x[a] != y[a] for a in right):
                return False
    for left, right in multivalued:
        for x, y in itertools.product(rows, repeat=2):
            if all(x[a] == y[a] for a in left):
                own = left | right
                if tuple(x[a] if a in own else y[a] for a in range(len(x))) not in rows:
                    return False
    return True


def join(rows, parts):
    """The natural join of the projections, as rows over all attributes."""
    joined = [{}]
    for part in parts:
        projected = {tuple((a, row[a]) for a in sorted(part)) for row in rows}
        joined = [{**one, **dict(other)} for one in joined for other in projected
                  if all(one.get(a, value) == value for a, value in other)]
    return {tuple(one[a] for a in sorted(one)) for one in joined}


# --- One case --------------------------------------------------------------------------------------


class Case:
    def __init__(self, case):
        self.id, self.names, self.wanted = case["id"], case["attributes"], case["answer"]
        number = {name: i for i, name in enumerate(self.names)}
        self.set = lambda names: frozenset(number[name] for name in names)
        self.functional = [(self.set(l), self.set(r)) for l, r in case["fds"]]
        self.multivalued = [(self.set(l), self.set(r)) for l, r in case.get("mvds", [])]
        self.parts = [[self.set(p) for p in d["parts"]] for d in self.wanted.get("decompositions", [])]
        self.onto = [self.set(p["onto"]) for p in self.wanted.get("projections", [])]
        self.other = case.get("compare_with")

    def question(self):
        text = lambda attributes: " ".join(map(str, sorted(attributes)))
        yield f"attributes {len(self.names)}"
        for kind, dependencies in (("functional", self.functional), ("multivalued", self.multivalued)):
            for left, right in dependencies:
                yield f"{kind} {text(left)} > {text(right)}"
        for parts in self.parts:
            yield "parts " + " | ".join(map(text, parts))
        for part in self.onto:
            yield f"onto {text(part)}"
        yield "answer"

    def named(self, sets):
        return [self.set(s) for s in sets]

    def compare(self, found):
        wanted = self.wanted
        require(found["exact"], "the keys are not exact")
        require(sorted(map(sorted, found["candidate_keys"])) ==
                sorted(map(sorted, self.named(wanted["candidate_keys"]))), "keys:", found["candidate_keys"])
        require(set(found["prime_attributes"]) == self.set(wanted["prime_attributes"]), "prime attributes")
        require(found["normal_form"] == wanted["normal_form"], "form:", found["normal_form"])
        require(found["status"][:len(self.functional)] == wanted["given_fd_status"], found["status"])
        if self.multivalued:
            self.compare_multivalued(found)
        else:
            self.compare_covers(found)
        for one, other, parts in zip(found["decompositions"], wanted.get("decompositions", []), self.parts):
            self.compare_decomposition(one, other, parts)
        for one, other in zip(found["projections"], wanted.get("projections", [])):
            self.compare_projection(one, other)
        self.judge_proposals(found)

    def compare_multivalued(self, found):
        for one, other in zip(found["basis"], self.wanted["dependency_basis"]):
            require({frozenset(b) for b in one} == set(self.named(other["blocks"])), "basis:", one)
        broken = "breaks 4NF" in found["status"][len(self.functional):]
        require(not (broken and self.wanted["is_4nf"]), "a dependency is said to break 4NF")

    def compare_covers(self, found):
        wanted = self.wanted
        sets = lambda cover: [(frozenset(l), frozenset(r)) for l, r in cover]
        minimal, minimum = sets(found["minimal_cover"]), sets(found["minimum_cover"])
        require_minimal(minimal, self.functional, "the minimal cover")
        require_cover(minimum, self.functional, "the minimum cover")
        require(len(minimum) == wanted["minimum_cover_fds"], "the minimum cover has", len(minimum), "lines")
        if wanted["minimal_cover_exhaustive"]:
            require(len(minimal) in wanted["minimal_cover_sizes_reachable"], "the minimal cover has",
                    len(minimal), "lines")
        if self.other:
            other = [(self.set(l), self.set(r)) for l, r in self.other["fds"]]
            require(equivalent(minimal, other) == self.other["equivalent"], "compare_with")

    def compare_decomposition(self, found, wanted, parts):
        require(found["lossless"] == wanted["lossless"], "lossless:", found["lossless"])
        require(all(found["preserved"]) == wanted["dependency_preserving"], "preserving")
        lost = [d for d, kept in zip(self.functional, found["preserved"]) if not kept]
        require(lost == [(self.set(l), self.set(r)) for l, r in wanted.get("lost_fds", [])], "lost:", lost)
        for one, other in zip(found["parts"], wanted["part_answers"]):
            require(one["exact"] and sorted(map(sorted, one["keys"])) ==
                    sorted(map(sorted, self.named(other["keys"]))), "keys of a part:", one["keys"])
            require(one["normal_form"] == other["normal_form"], "form of a part:", one["normal_form"])
        if found["lossless"] is False and frozenset().union(*parts) == frozenset(range(len(self.names))):
            rows = {tuple(row) for row in found["tableau"]}
            require(obeys(rows, self.functional, self.multivalued), "the tableau breaks a dependency")
            require(join(rows, parts) > rows, "the tableau joins back")

    def compare_projection(self, found, wanted):
        sets = lambda cover: [(frozenset(l), frozenset(r)) for l, r in cover]
        example = [(self.set(l), self.set(r)) for l, r in wanted["cover_example"]]
        require(found["exact"], "a projection is cut short")
        require_minimal(sets(found["minimal_cover"]), example, "a projection's cover")
        require(len(found["minimum_cover"]) == wanted["minimum_cover_fds"], "a projection's minimum cover")

    def judge_proposals(self, found):
        """What can be told without a key: no attribute is lost, and of what is in form nothing is split."""
        forms = ["1NF", "2NF", "3NF", "BCNF", "4NF"]
        for form in forms[2:]:
            parts = [frozenset(part) for part in found[f"to_{form}"]]
            require(frozenset().union(*parts) == frozenset(range(len(self.names))), form, "loses attributes")
            require(len(set(parts)) == len(parts), form, "has a part twice")
        if not self.multivalued:
            parts = [frozenset(part) for part in found["to_3NF"]]
            for left, right in self.functional:
                reached, before = left, None
                while before != reached:
                    before = reached
                    for part in parts:
                        reached |= closure(reached & part, self.functional) & part
                require(right <= reached, "the synthesis loses a dependency")


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
