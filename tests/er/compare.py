"""compare.py MODEL.json DIAGRAM.dot DIAGRAM.svg: whether a diagram says what the model says, and no more.

MODEL.json is what `tenon check --dump=schema --reporter json` prints. The rules are written here once
more, from the model's side: boxes, rows, marks, ends and words. Prints `ok - …` or `not ok - …` for each
kind of fact; differences stand below it, indented.
"""
import json
import re
import sys
import xml.etree.ElementTree as ElementTree

SVG = "{http://www.w3.org/2000/svg}"
ARROWS = {"one": "noneteetee", "maybe": "noneteeodot", "any": "crowodot"}
SHAPES = {"one": 3, "maybe": 3, "any": 4}  # lines and circles of one end


def report(name, wanted, actual):
    if wanted == actual:
        print(f"ok - {name}")
        return
    print(f"not ok - {name}")
    for what, first, second in (("missing", wanted, actual), ("too many", actual, wanted)):
        left = list(second)
        for one in first:
            if one in left:
                left.remove(one)
            else:
                print(f"    {what}: {one}")


# --- what the model says ---

def names_of(entity, columns):
    """Attribute names of physical columns."""
    by_column = {c["column"]: c["name"] for c in entity["columns"]}
    return [by_column[c] for c in columns]


def references(entity):
    """(relation, kind) of all that have columns; the arms of polymorphic relations in their place."""
    for relation in entity["relations"]:
        if relation["kind"] == "one of":
            yield from ((arm, "dashed") for arm in relation["arms"])
        elif relation["kind"] in ("one", "tagged"):
            yield relation, ""


def rows(entity):
    """(mark, name, may be null) of each row."""
    marks = {c["name"]: [] for c in entity["columns"]}

    def mark(columns, word):
        for name in names_of(entity, columns):
            if word not in marks[name]:
                marks[name].append(word)

    sets = 0
    for key in entity["keys"]:
        if key["primary"]:
            mark(key["columns"], "PK")
    for relation, _ in references(entity):
        mark(relation["columns"], "REF" if relation["kind"] == "tagged" else "FK")
    for key in entity["keys"]:
        if not key["primary"]:
            sets += len(key["columns"]) > 1
            word = f"U{sets}" if len(key["columns"]) > 1 else "U"
            mark(key["columns"], f"({word})" if key["where"] else word)
    return [(" ".join(marks[c["name"]]), c["name"], c["nullable"]) for c in entity["columns"]]


def reference_ends(entity, relation):
    columns = set(relation["columns"])
    nullable = any(c["nullable"] for c in entity["columns"] if c["column"] in columns)
    unique = relation["unique"] or any(set(k["columns"]) <= columns and not k["where"] for k in entity["keys"])
    return ("maybe" if nullable or relation["optional"] else "one", "maybe" if unique else "any")


def edges(model):
    """(parent, row, child, row, parent's end, child's end, style, label) of each line."""
    entities = {e["name"]: e for e in model["entities"]}
    for entity in model["entities"]:
        if entity["origin"] != "declared":
            continue
        for relation in entity["relations"]:
            name = entity["name"]
            if relation["kind"] == "many" and entities[relation["junction"]]["origin"] == "junction":
                yield (relation["target"], "#", name, "#", "any", "any", "", relation["name"])
            elif relation["kind"] == "tagged":
                for arm in relation["arms"]:
                    key = names_of(entities[arm["target"]], entities[arm["target"]]["keys"][0]["columns"])[0]
                    row = names_of(entity, relation["columns"])[-1]
                    yield (arm["target"], key, name, row, "maybe", "any", "dotted", "")
        for relation, style in references(entity):
            if relation["kind"] == "one":
                foreign = next(f for f in entity["foreign_keys"] if f["relation"] == relation["name"])
                own = [c["column"] for c in entity["columns"] if c["relation"] == relation["name"]]
                at = next((i for i, c in enumerate(foreign["columns"]) if c in own), 0)
                target = entities[relation["target"]]
                yield (relation["target"], names_of(target, [foreign["target_columns"][at]])[0], entity["name"],
                       names_of(entity, [foreign["columns"][at]])[0], *reference_ends(entity, relation), style, "")


def tooltip(entity):
    lines = [entity["doc"].strip()] if entity["doc"] else []
    lines += [f"{c['name']}: {c['doc'].strip()}" for c in entity["columns"] if c["doc"]]
    return "\n".join(lines)


# --- what the diagram says ---

EDGE = re.compile(r'^  "([^"]+)":"([^"]+)":\w+ -> "([^"]+)":"([^"]+)":\w+ '
                  r'\[arrowtail=(\w+), arrowhead=(\w+), class="(\w+) (\w+)( loop)?", color="#[0-9a-f]{6}"'
                  r'(?:, style=(\w+))?(?:, label=< (.*?) >)?, tooltip="[^"]*"\];$')


def dot_edges(text):
    for line in text.splitlines():
        if " -> " in line and line.startswith('  "'):
            found = EDGE.match(line)
            if not found:
                yield ("not understood", line)
                continue
            parent, row, child, child_row, tail, head, first, second, loop, style, label = found.groups()
            if (ARROWS[first], ARROWS[second], bool(loop)) != (tail, head, parent == child):
                yield ("class and arrows differ", line)
            yield (parent, row, child, child_row, first, second, style or "", label or "")


def visible(text):
    """Controls have a picture in a diagram, as XML has no place for them; blanks are blanks."""
    def picture(c):
        code = ord(c)
        if c in "\t\r":
            return " "
        if code < 32 and c != "\n":
            return chr(0x2400 + code)
        return "\u2421" if code == 127 else "\ufffd" if 128 <= code < 160 else c
    return "".join(picture(c) for c in text)


def svg_rows(group, has_subtitle):
    """(mark, name, may be null) as they stand in a card, and its header."""
    texts = [t.text for t in group.iter(f"{SVG}text")]
    header = texts[:2 if has_subtitle else 1]
    found, mark = [], ""
    rest = iter(texts[len(header):])
    for text in rest:
        if re.fullmatch(r"(PK|FK|REF|\(?U\d*\)?)( (PK|FK|REF|\(?U\d*\)?))*", text):
            mark = text
            continue
        found.append((mark, text, next(rest).endswith("?")))
        mark = ""
    return header, found


def harmless(root):
    """Whatever in a drawing could run, load or lead away."""
    allowed = {"svg", "g", "title", "path", "polygon", "text"}
    for element in root.iter():
        tag = element.tag.removeprefix(SVG)
        if tag not in allowed:
            yield f"element {tag}"
        for name, value in element.attrib.items():
            if "href" in name or name.startswith("on") or name == "style" or "url(" in value or "script" in value:
                yield f'{tag} {name}="{value}"'


def main(model_path, dot_path, svg_path):
    with open(model_path, encoding="utf-8") as file:
        model = json.load(file)
    with open(dot_path, encoding="utf-8", newline="") as file:
        dot = file.read()
    with open(svg_path, "rb") as file:
        svg = file.read()
    root = ElementTree.fromstring(svg)
    shown = [e for e in model["entities"] if e["origin"] == "declared"]

    report("nothing in the drawing runs or leads away", [], list(harmless(root)) +
           [word for word in (b"<!DOCTYPE", b"<!ENTITY", b"<![CDATA[", b"xlink") if word in svg])
    wanted = sorted(edges(model))
    report("each relation is a line with its ends", wanted, sorted(dot_edges(dot)))

    groups = {}
    for group in root.iter(f"{SVG}g"):
        groups.setdefault(group.get("class", "").split(" ")[0], []).append(group)
    drawn = [tuple(g.get("class").split(" ")[1:3]) for g in groups.get("edge", [])]
    report("the drawing has the same ends", sorted(e[4:6] for e in wanted), sorted(drawn))
    report("each end is drawn in full", [sum(SHAPES[end] for end in ends) for ends in drawn],
           [sum(len(re.findall(r"M[^ML]*L|M[^Ma]*a", p.get("d"))) for p in list(g.iter(f"{SVG}path"))[1:])
            for g in groups.get("edge", [])])
    report("relations without a row bear their names", sorted(e[7] for e in wanted if e[7]),
           sorted(t.text.strip() for g in groups.get("graph", []) for t in g.findall(f"{SVG}text")))
    report("areas are named", sorted({e["area"] for e in shown if e["area"]}),
           sorted("".join(t.text for t in g.iter(f"{SVG}text")) for g in groups.get("cluster", [])))

    nodes = {g.find(f"{SVG}title").text: g for g in groups.get("node", [])}
    report("each entity is a box", sorted(e["name"] for e in shown), sorted(nodes))
    for entity in shown:
        name = entity["name"]
        if name not in nodes:
            continue
        subtitle = entity["table"] if entity["table"] != name else ""
        if entity["schema"]:
            subtitle = f"{entity['schema']}.{entity['table']}"
        if entity["audit"]:
            subtitle += " · audited"
        header, found = svg_rows(nodes[name], bool(subtitle))
        report(f"{name}: header", [name] + [visible(subtitle)] * bool(subtitle), header)
        report(f"{name}: rows", rows(entity), found)
        titles = [t.text for t in nodes[name].iter(f"{SVG}title")][1:]
        cut = [line for line in "".join(titles).split("\n") if re.match(r"\w+: (enum|native)\(", line)]
        said = "\n".join(line for line in "".join(titles).split("\n") if line not in cut)
        report(f"{name}: tooltip", [visible(tooltip(entity))], [said])


main(*sys.argv[1:])
