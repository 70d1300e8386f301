"""compare.py SAMPLE ENGINE FACTS: whether a database has the catalog of the published schema, both ways.

published/SAMPLE.ENGINE.json holds the published facts, a path and a value each; FACTS those of the database
that Tenon's SQL made, as lines with a tab between the two. MariaDB is compared with what is MySQL's. Each difference has to be listed in differences.txt, with its reason, and in
the sample's README; and each listed difference has to occur. Prints what does not hold; ends with 1 then.
"""
import json
import os
import re
import sys
from fnmatch import fnmatchcase

HERE = os.path.dirname(os.path.abspath(__file__))
NOTHING = "-"
DIALECTS = {"mariadb": "mysql"}


def snake(text):
    """AlbumId becomes album_id, for schemas that write the same names in another style."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text).lower()


def rules(sample, engine):
    """The lines of differences.txt that are for it: path, published value, our value, reason."""
    with open(os.path.join(HERE, "differences.txt"), encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip() and not line.startswith("#"):
                parts = [part.strip() for part in line.split("|")]
                if parts[0] == sample and engine in parts[1].split():
                    yield number, parts[2:]


def literal(pattern):
    """A pattern in which brackets are brackets, and only * is special."""
    return pattern.replace("[", "[[]")


def matches(rule, path, published, ours):
    return all(fnmatchcase(value, literal(pattern)) for value, pattern in zip((path, published, ours), rule))


def main():
    sample, engine, actual = sys.argv[1:]
    with open(os.path.join(HERE, "published", f"{sample}.{DIALECTS.get(engine, engine)}.json"), encoding="utf-8") as file:
        published = json.load(file)["facts"]
    with open(actual, encoding="utf-8") as file:
        ours = dict(line.rstrip("\n").split("\t", 1) for line in file if "\t" in line)
    with open(os.path.join(HERE, "..", "..", "samples", sample, "README.md"), encoding="utf-8") as file:
        readme = " ".join(file.read().split())
    allowed = list(rules(sample, engine))
    used, found = set(), []
    for number, (what, *rest) in allowed:
        if what == "names":
            renamed = {snake(path): snake(value) if path.endswith(("/order", "/name")) and value != "PRIMARY" else value
                       for path, value in published.items()}
            if renamed != published:
                used.add(number)
            published = renamed
    for path in sorted(published.keys() | ours.keys()):
        one, other = published.get(path, NOTHING), ours.get(path, NOTHING)
        if one == other:
            continue
        rule = next((number for number, rule in allowed if matches(rule[:3], path, one, other)), None)
        if rule:
            used.add(rule)
        else:
            found.append(f"{path}: published {one!r}, ours {other!r}")
    for number, rule in allowed:
        if number not in used:
            found.append(f"differences.txt:{number}: the difference does not occur")
        if rule[3] not in readme:
            found.append(f"differences.txt:{number}: the README of the sample does not say: {rule[3]}")
    if not published:
        found.append("there are no published facts")
    print("\n".join(found))
    sys.exit(1 if found else 0)


main()
