"""The statements that sqlite_schema keeps, taken apart: names of constraints, checks and comments stand nowhere else."""
import re

PIECE = re.compile(r"""--[^\n]*\n? | '(?:[^']|'')*' | "(?:[^"]|"")*" | \w+ | \s+ | .""", re.X | re.S)


def pieces(text):
    return PIECE.findall(text)


def bare(name):
    return name[1:-1].replace('""', '"') if name.startswith('"') else name


def is_comment(piece):
    return piece.startswith("--")


def said(comments):
    return "\n".join(c[2:].strip() for c in comments).strip() or None


def inside(found, start):
    """The pieces between the parenthesis at START and the one that closes it, and where that is."""
    depth = 0
    for at in range(start, len(found)):
        depth += (found[at] == "(") - (found[at] == ")")
        if depth == 0:
            return found[start + 1:at], at
    raise ValueError("a parenthesis stays open")


def elements(body):
    """The parts between the commas of a list, each with the comments before it; and the comment that an
    empty line parts from the first."""
    head, found, current, comments, depth = None, [], [], [], 0
    for piece in body:
        if is_comment(piece):
            comments.append(piece)
        elif piece.isspace() and not current and not found and comments and "\n" in piece:
            head, comments = said(comments), []
        elif piece == "," and depth == 0:
            found.append((current, said(comments)))
            current, comments = [], []
        elif current or not piece.isspace():
            depth += (piece == "(") - (piece == ")")
            current.append(piece)
    return head, found + [(current, said(comments))]


def words(part):
    return [piece for piece in part if not piece.isspace()]


def names(part):
    return [bare(piece) for piece in words(part) if piece != ","]


def foreign_key(part):
    w = words(part)
    columns, end = inside(w, w.index("("))
    target = bare(w[end + 2])
    targets, end = inside(w, end + 3)
    rest = " ".join(w[end + 1:])
    action = {event: (re.search(f"ON {event} (RESTRICT|CASCADE|SET NULL|SET DEFAULT)", rest) or [0, "NO ACTION"])[1]
              for event in ("DELETE", "UPDATE")}
    return {"kind": "foreign key", "columns": names(columns), "target": target, "target_columns": names(targets),
            "on_delete": action["DELETE"], "on_update": action["UPDATE"],
            "deferred": "DEFERRABLE INITIALLY DEFERRED" in rest}


def constraint(part):
    w = words(part)
    name, kind = bare(w[1]), w[2].upper()
    if kind == "FOREIGN":
        return name, foreign_key(part)
    body, _ = inside(part, part.index("("))
    if kind == "CHECK":
        return name, {"kind": "check", "text": "".join(body).strip()}
    columns = names(body)
    numbered = bool(columns) and columns[-1].upper() == "AUTOINCREMENT"
    return name, {"kind": "primary key" if kind == "PRIMARY" else "unique",
                  "columns": columns[:-1] if numbered else columns, "autoincrement": numbered}


def generated(part):
    for at, piece in enumerate(part):
        if piece.upper() == "GENERATED":
            body, _ = inside(part, part.index("(", at))
            return "".join(body).strip()
    return None


def table(sql):
    """{comment, strict, columns: {name: {comment, generated, collation}}, constraints: {name: facts}}"""
    found = pieces(sql)
    body, end = inside(found, found.index("("))
    head, parts = elements(body)
    columns, constraints = {}, {}
    for part, comment in parts:
        if part[0].upper() == "CONSTRAINT":
            name, facts = constraint(part)
            constraints[name] = {**facts, "comment": comment}
        else:
            upper = [piece.upper() for piece in words(part)]
            collation = upper[upper.index("COLLATE") + 1].strip('"') if "COLLATE" in upper else None
            columns[bare(part[0])] = {"comment": comment, "generated": generated(part), "collation": collation}
    return {"comment": head, "strict": "STRICT" in found[end:], "columns": columns, "constraints": constraints}


def index(sql):
    """{comment, parts: [text], where}"""
    found = pieces(sql)
    start = found.index("(")
    body, end = inside(found, start)
    rest = [piece for piece in found[end + 1:]]
    where = "".join(rest).strip()
    return {"comment": said([piece for piece in found[:start] if is_comment(piece)]),
            "parts": ["".join(part).strip() for part, _ in elements(body)[1]],
            "where": where[len("WHERE "):].strip() if where.upper().startswith("WHERE") else None}
