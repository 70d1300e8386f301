"""Whether docs/language.md tells of every key of grammar/keys.def, in the section about its mapping.

A key is told of where it stands in backticks, alone or with a value behind it (`soft delete: true`).
Prints a line per mapping, as tests/run.sh wants it.
"""
import re

SECTIONS = {
    "MODEL": "The file", "CONVENTIONS": "Conventions", "KEY_CONVENTION": "Conventions",
    "INDEX_CONVENTION": "Conventions",
    "RULE": "Levels and accepted findings", "ACCEPT": "Levels and accepted findings", "NAMED_TYPE": "Types",
    "ENTITY": "Entities", "ATTRIBUTE": "Attributes", "RELATION": "Relations", "UNIQUE": "Unique sets",
    "CHECK": "Checks", "INDEX": "Indexes", "ACCESS": "Access patterns", "DEPENDENCY": "Dependencies",
    "POLICY": "Policies and roles", "PARTITION": "Partitions", "PARTITION_PART": "Partitions",
    "VIEW": "Views and native statements", "NATIVE": "Views and native statements",
    "NATIVE_STATEMENT": "Views and native statements", "ROLE": "Policies and roles", "TARGET": "Targets",
    "DATA": "Reference rows"}
ANY_KEY = ("*", "-")  # the names of targets, the items of a list


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def keys_of_mappings():
    found = {}
    for kind, mapping, word in re.findall(r'^(MAPPING|KEY\w*)\((\w+)(?:, "([^"]*)")?', read("grammar/keys.def"), re.M):
        keys = found.setdefault(mapping, [])
        if kind != "MAPPING" and word not in ANY_KEY:
            keys.append(word)
    return found


def sections(page):
    parts = re.split(r"^## (.*)\n", page, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def main():
    page = sections(read("docs/language.md"))
    for mapping, keys in keys_of_mappings().items():
        section = page.get(SECTIONS.get(mapping, ""), "")
        prose = re.sub(r"^```.*?^```$", "", section, flags=re.M | re.S)
        untold = [key for key in keys if not re.search(rf"`{re.escape(key)}(:[^`]*)?`", prose)]
        name = f"docs/language.md tells of the keys of {mapping}"
        print(f"not ok - {name}\n    untold: {', '.join(untold)}" if untold else f"ok - {name}")


main()
