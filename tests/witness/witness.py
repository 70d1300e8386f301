"""witness.py ENGINE TENON FOLDER MODEL...: rows that each constraint of a model must accept and must reject, tried on an
engine whose server is told in the environment. Prints a case for each model, and how much was tried.
"""
import collections
import json
import os
import re
import subprocess
import sys

from engines import Mariadb, Mysql, Postgres, Sqlite
from model import Rows, Tries
from without import sort_of, without

# What a loss in the ledger may be about, so that rows are judged in another way.
LOSSES = {"type": {"type", "array", "check", "column", "native_type", "enum"},
          "check": {"check", "check_matches"}, "not null": {"column"},
          "unique": {"unique", "unique_partial", "unique_nulls_not_distinct", "index_expression", "collation", "primary_key"},
          "foreign key": {"foreign_key"}, "generated": {"generated"}, "immutable": {"immutable"}}

# What an emulation may do to rows, by what was tried: the words with which the ledger has to say so.
TOLD = [(r" is `\d`$", "a number is taken for a word"), (r"\w `$", "blanks behind one are dropped"),
        (r" is left out$", "left out it is the first")]


def title(path):
    return re.sub(r"^tests/|/model\.tenon\.yaml$|\.yaml$", "", path)


def differences(engine, model):
    """The patterns of differences.txt for a model on an engine."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "differences.txt")
    with open(path, encoding="utf-8") as file:
        lines = [line.split("|") for line in file if not line.startswith("#")]
    return [pattern for engines, of, pattern, _ in lines if engine in engines.split() and of == model]


def tenon(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise ValueError(done.stderr)
    return done.stdout


class Case:
    """A model on an engine."""
    clean = False  # whether the engine's database is as an earlier case's down.sql has left it

    def __init__(self, engine, program, folder, path):
        self.engine, self.folder, self.path = engine, folder, path
        self.rows = Rows(json.loads(tenon(program, "check", "--dump=schema", "--reporter", "json", path)))
        ledger = json.loads(tenon(program, "build", "--target", engine.word, "--ledger", "--reporter", "json", path))
        self.lost, self.told = collections.defaultdict(set), collections.defaultdict(str)
        for row in ledger["rows"]:
            if row["level"] in ("degraded", "refused"):
                self.lost[row["element"]].add(row["capability"])
            elif row["level"] == "emulated":
                self.told[row["element"]] += row["how"]
        tenon(program, "build", "--quiet", "--target", engine.word, "-o", folder, path)
        self.sql = {name: open(os.path.join(folder, engine.word, name), encoding="utf-8").read()
                    for name in ("up.sql", "down.sql")}
        self.tries = [t for entity in self.rows.order for t in Tries(self.rows, entity).all()]

    def elements(self, constraint):
        """What the ledger may call it."""
        entity = self.rows.entities[constraint.entity]
        name, kind = constraint.name, constraint.kind
        if kind == "check":
            return [f"{entity.name}: check {name}"]
        if kind == "foreign key":
            key = next(f for f in entity.foreign_keys if f["constraint"] == name)
            return [f"{entity.name}: relation {key['relation']}", entity.name]
        if kind == "unique":
            key = next((k for k in entity.keys if k["constraint"] == name), None)
            index = next((i for i in entity.facts["indexes"] if i["index"] == name), None)
            if index:
                return [f"{entity.name}: index {index['name']}"]
            return [f"{entity.name}: " + ("primary key" if key["primary"] else f"unique {key['name']}")]
        checks = [f"{entity.name}: check {entity.table}_{entity.columns[name]['column']}_{w}"
                  for w in ("type", "choice", "elements")]
        return [f"{entity.name}.{name}", f"{entity.name}: type {name}", *(checks if kind == "type" else [])]

    def is_lost(self, constraint):
        return any(self.lost[e] & LOSSES[constraint.kind] for e in self.elements(constraint))

    def is_told(self, attempt):
        said = "".join(self.told[e] for e in self.elements(attempt.constraint))
        return any(re.search(pattern, attempt.what) and words in said for pattern, words in TOLD)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def verdicts(self, up, tries):
        """What the engine said of each try: None when it accepted; raises when there is nothing to try on."""
        engine = self.engine
        if not Case.clean:
            engine.clean()
        Case.clean = False
        trouble = engine.apply(self.write("up.sql", up))
        if trouble:
            engine.apply(self.write("down.sql", self.sql["down.sql"]))
            raise ValueError(f"up.sql does not apply: {trouble}")
        script = [*engine.start, *self.base()]
        base, last, before = len(script), [], []
        for attempt in tries:
            statements = engine.statements(self.rows.entities[attempt.constraint.entity], attempt)
            at_last = engine.at_last(attempt)
            script += engine.begin + statements[:-1]
            before.append(range(len(script) - len(statements) + 2, len(script) + 1))
            script.append(statements[-1])
            last.append(range(len(script), len(script) + 1 + len(at_last)))
            script += at_last + engine.end
        said = engine.run(script, self.folder)
        wrong = [f"{script[line - 1]}: {text}" for line, text in sorted(said.items())
                 if line <= base or any(line in lines for lines in before)]
        Case.clean = not engine.apply(self.write("down.sql", self.sql["down.sql"]))
        if wrong:
            raise ValueError("a row that must be there is rejected: " + "\n".join(wrong[:5]))
        return [next((said[line] for line in lines if line in said), None) for lines in last]

    def base(self):
        """The rows that tries build on."""
        script = [self.engine.insert(entity, row) for entity in self.rows.order for row in entity.rows]
        if self.in_circle():
            script = self.engine.trusting + script + self.engine.wary
        return ["BEGIN", *script, "COMMIT"]

    def in_circle(self):
        """Whether a row refers to one that comes later."""
        placed = [e.name for e in self.rows.order]
        return any(placed.index(self.rows.target(k).name) > placed.index(e.name) and not self.rows.optional(e, k)
                   for e in self.rows.order for k in e.foreign_keys)

    def judge(self):
        """(counts, lines about disagreements)"""
        counts, disagreed = collections.Counter(), []
        for attempt, said in zip(self.tries, self.verdicts(self.sql["up.sql"], self.tries)):
            if (said is None) == attempt.accepted:
                counts["accepted" if attempt.accepted else "rejected"] += 1
            elif self.is_lost(attempt.constraint) or self.is_told(attempt):
                counts["in the ledger"] += 1
            else:
                disagreed.append(f"{attempt.constraint.entity}: {attempt.constraint.kind} {attempt.constraint.name}: "
                             f"{attempt.what}: has to be {'accepted' if attempt.accepted else 'rejected'}, "
                             f"but is {'accepted' if said is None else 'rejected: ' + said}")
        counts["constraints"] = len({t.constraint for t in self.tries})
        disagreed += [f"{c.entity}: {c.kind} {c.name}: no row is rejected because of it" for c in self.untried()]
        known = differences(self.engine.word, title(self.path))
        wrong = [line for line in disagreed if not any(re.match(pattern, line) for pattern in known)]
        wrong += [f"differences.txt has more than there is: {pattern}" for pattern in known
                  if not any(re.match(pattern, line) for line in disagreed)]
        counts["known"] = len(disagreed) - len(wrong)
        return counts, wrong


    def untried(self):
        """Constraints that no try is rejected for."""
        rejected = {(t.constraint.entity, t.constraint.name) for t in self.tries if not t.accepted}
        return [c for entity in self.rows.order for c in entity.named() if (c.entity, c.name) not in rejected]

    def planted(self, seen, most):
        """Cases of SQL that lacks a constraint: its rows must not be rejected any longer. SEEN counts sorts of constraints,
        of which MOST of each are tried."""
        rejected = collections.defaultdict(list)
        for attempt in self.tries:
            if attempt.alone and not attempt.accepted and not self.is_lost(attempt.constraint):
                rejected[attempt.constraint].append(attempt)
        for constraint, tries in rejected.items():
            sort = sort_of(self.rows, constraint)
            if not sort or seen[sort] >= most:
                continue
            edited = without(self.engine, self.rows, self.sql["up.sql"], constraint)
            if edited == self.sql["up.sql"]:
                continue
            seen[sort] += 1
            name = f"{self.engine.word}: {title(self.path)} without the {sort} {constraint.name} of {constraint.entity}"
            try:
                said = self.verdicts(edited, tries)
            except ValueError as trouble:
                yield name, str(trouble)
                continue
            still = [f"{t.what}: {s}" for t, s in zip(tries, said) if s is not None]
            noticed = len(still) < len(tries) if constraint.kind == "type" else not still
            yield f"{name} is noticed", "" if noticed else "\n    ".join(still)


def main():
    word, program, folder, most, *paths = sys.argv[1:]
    engine = {"postgres": Postgres, "mysql": Mysql, "mariadb": Mariadb}.get(word, lambda: Sqlite(folder))()
    total, seen, cases = collections.Counter(), collections.Counter(), []
    for path in paths:
        try:
            case = Case(engine, program, folder, path)
            counts, wrong = case.judge()
            cases.append(case)
        except ValueError as trouble:
            counts, wrong = {}, [str(trouble)]
        total.update(counts)
        print(f"{'not ok' if wrong else 'ok'} - {word}: {title(path)}")
        print("".join(f"    {line}\n" for line in wrong), end="", flush=True)
    for case in cases:
        for name, trouble in case.planted(seen, int(most)):
            print(f"not ok - {name}\n    {trouble}" if trouble else f"ok - {name}", flush=True)
    print(f"# {word}: {total['constraints']} constraints: rows accepted {total['accepted']}, rejected {total['rejected']}, "
          f"judged otherwise as the ledger says {total['in the ledger']}, as differences.txt says {total['known']}; taken away {sum(seen.values())}, of "
          f"{len(seen)} sorts")


if __name__ == "__main__":
    main()
