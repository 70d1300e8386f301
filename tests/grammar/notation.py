"""Holds the parser of compact forms and expressions to grammar/notation.ebnf, in both directions.

    notation.py PARSE_NOTATION [SENTENCES]

Reads the grammar; derives random sentences from it, which the parser must take; changes some of their
tokens, and lets a recogniser of the same grammar decide what the parser must say. The seed is fixed.
sentences.txt has what chance would not come upon; and every word of the lexer must stand in the grammar.
PARSE_NOTATION is the program of tests/unit/parse_notation.c, which also prints each expression that it
reads and reads it again. Runs in the project's root; prints a line per case, as suites do.
"""

import random
import re
import subprocess
import sys

# ---- the grammar: a tree of ("or", …), ("seq", …), ("rep", node, least, most), ("lit", text),
#      ("ref", name), ("but", node, node), ("class", text)

GRAMMAR_TOKEN = re.compile(
    r"""\s+ | /\*.*?\*/ | (?P<define>[A-Za-z-]+\s*::=) | (?P<name>[A-Za-z][A-Za-z-]*[A-Za-z]|[A-Za-z])
      | '(?P<single>[^']*)' | "(?P<double>[^"]*)" | (?P<class>\[(?:[^\]])+\]) | (?P<mark>[()|?*+-])""",
    re.X | re.S)


class Reader:
    def __init__(self, text):
        self.tokens, at = [], 0
        while at < len(text):
            match = GRAMMAR_TOKEN.match(text, at)
            if not match:
                sys.exit(f"notation.py: cannot read the grammar at {text[at:at + 30]!r}")
            at = match.end()
            if match.lastgroup:
                self.tokens.append((match.lastgroup, match[match.lastgroup]))
        self.at = 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else (None, None)

    def next(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def rules(self):
        rules = {}
        while self.peek()[0] == "define":
            name = self.next()[1].split(":")[0].strip()
            if name in rules:
                sys.exit(f"notation.py: {name} is defined twice")
            rules[name] = self.alternatives()
        return rules

    def alternatives(self):
        found = [self.sequence()]
        while self.peek() == ("mark", "|"):
            self.next()
            found.append(self.sequence())
        return found[0] if len(found) == 1 else ("or", *found)

    def sequence(self):
        found = []
        while self.peek()[0] in ("name", "single", "double", "class") or self.peek() == ("mark", "("):
            found.append(self.item())
        return found[0] if len(found) == 1 else ("seq", *found)

    def item(self):
        kind, text = self.next()
        if kind == "mark":
            node = self.alternatives()
            assert self.next() == ("mark", ")")
        elif kind == "name":
            node = ("ref", text)
        elif kind == "class":
            node = ("class", text)
        else:
            node = ("lit", text)
        while self.peek()[0] == "mark" and self.peek()[1] in "?*+":
            mark = self.next()[1]
            node = ("rep", node, 1 if mark == "+" else 0, 1 if mark == "?" else 1 << 30)
        if self.peek() == ("mark", "-"):
            self.next()
            node = ("but", node, self.item())
        return node


def to_regex(node):
    """A token's definition as a regular expression."""
    kind = node[0]
    if kind == "lit":
        return re.escape(node[1])
    if kind == "class":
        return re.sub(r"#x([0-9A-F]+)", lambda m: re.escape(chr(int(m[1], 16))), node[1])
    if kind == "seq":
        return "".join(map(to_regex, node[1:]))
    if kind == "or":
        return "(?:" + "|".join(map(to_regex, node[1:])) + ")"
    if kind == "rep":
        mark = "?" if node[3] == 1 else "+" if node[2] else "*"
        return f"(?:{to_regex(node[1])}){mark}"
    sys.exit(f"notation.py: {kind} in a token")


def walk(node):
    yield node
    for child in node[1:]:
        if isinstance(child, tuple):
            yield from walk(child)


class Grammar:
    def __init__(self, text):
        rules = Reader(text).rules()
        self.tokens = {n: re.compile(to_regex(r)) for n, r in rules.items() if n.isupper()}
        self.rules = {n: r for n, r in rules.items() if not n.isupper()}
        nodes = [n for r in self.rules.values() for n in walk(r)]
        for node in nodes:
            if node[0] == "ref" and node[1] not in self.rules and node[1] not in self.tokens:
                sys.exit(f"notation.py: {node[1]} is not defined")
        self.literals = sorted({n[1] for n in nodes if n[0] == "lit"})
        self.words = [w for w in self.literals if w[0].isalpha()]
        self.height = self.heights()

    def heights(self):
        """How deep each rule must at least nest: what the generator flees to when it is deep already."""
        height = {}

        def of(node):
            kind = node[0]
            if kind == "ref":
                return 0 if node[1] in self.tokens else height.get(node[1], 1 << 20) + 1
            if kind == "or":
                return min(map(of, node[1:]))
            if kind == "seq":
                return max(map(of, node[1:]), default=0)
            if kind == "rep":
                return of(node[1]) if node[2] else 0
            return of(node[1]) if kind == "but" else 0

        self.of = of
        for _ in self.rules:
            for name, rule in self.rules.items():
                height[name] = min(height.get(name, 1 << 20), of(rule))
        return height

    # ---- recognising: the places where a node that begins at AT may end

    def recognise(self, symbol, tokens):
        memo = {}

        def ends_of(node, at):
            key = (id(node), at)
            if key not in memo:
                memo[key] = frozenset(find(node, at))
            return memo[key]

        def find(node, at):
            kind = node[0]
            if kind == "lit":
                return {at + 1} if at < len(tokens) and tokens[at][1] == node[1] else ()
            if kind == "ref":
                if node[1] in self.tokens:
                    return {at + 1} if at < len(tokens) and tokens[at][0] == node[1] else ()
                return ends_of(self.rules[node[1]], at)
            if kind == "but":
                return () if ends_of(node[2], at) else ends_of(node[1], at)
            if kind == "or":
                return set().union(*(ends_of(child, at) for child in node[1:]))
            if kind == "seq":
                places = {at}
                for child in node[1:]:
                    places = set().union(*(ends_of(child, place) for place in places))
                return places
            reached = {at} if node[2] == 0 else set()
            frontier, seen = {at}, {at}
            times = 0
            while frontier and times < node[3]:
                times += 1
                frontier = set().union(*(ends_of(node[1], place) for place in frontier)) - seen
                seen |= frontier
                reached |= frontier
            return reached

        return len(tokens) in ends_of(self.rules[symbol], 0)

    # ---- deriving

    POOL = {
        "QUOTED": ['"or"', '"a ""b"" c"', '"Größe"', '"1st"'],
        "STRING": ["'x'", "''", "'it''s'", "'2026-02-28'", "'7 days'", "'^[a-z]+$'"],
        "INTEGER": ["0", "1", "42", "65535"],
        "DECIMAL": ["0.5", "12.50"],
        "COUNT": ["20k", "5M", "1G"],
    }
    NAMES = ["a", "b2", "_c", "email", "placed_at", "Größe", "имя", "名前", "value"]
    FUNCTIONS = ["lower", "now", "coalesce", "round", "concat"]

    def derive(self, symbol, chance):
        out = []

        def word():
            likely = chance.random()
            return chance.choice(self.NAMES if likely < 0.6 else self.FUNCTIONS if likely < 0.8 else self.words)

        def emit(node, depth):
            kind = node[0]
            if kind == "lit":
                out.append((node[1], node[1]))
            elif kind == "ref" and node[1] in self.tokens:
                text = word() if node[1] == "WORD" else chance.choice(self.POOL[node[1]])
                out.append((node[1], text))
            elif kind == "ref":
                emit(self.rules[node[1]], depth + 1)
            elif kind == "but":
                start = len(out)
                while True:
                    emit(node[1], depth)
                    if not self.recognise_node(node[2], out[start][1]):
                        break
                    del out[start:]
            elif kind == "seq":
                for child in node[1:]:
                    emit(child, depth)
            elif kind == "or":
                children = list(node[1:])
                if depth > 14:
                    least = min(map(self.of, children))
                    children = [c for c in children if self.of(c) == least]
                emit(chance.choice(children), depth)
            else:
                count = node[2]
                while count < node[3] and depth < 15 and chance.random() < (0.5 if depth < 5 else 0.25):
                    count += 1
                for _ in range(count):
                    emit(node[1], depth)

        emit(self.rules[symbol], 0)
        return [text for _, text in out]

    def recognise_node(self, node, text):
        """Whether the word TEXT is one of NODE, literals and rules of literals."""
        if node[0] == "lit":
            return node[1] == text
        if node[0] == "ref":
            return self.recognise_node(self.rules[node[1]], text)
        return any(self.recognise_node(child, text) for child in node[1:])

    def classify(self, text):
        """The kind of one token: (token name or literal, text)."""
        for name, pattern in self.tokens.items():
            if pattern.fullmatch(text):
                return (name, text)
        return (text, text)

    def tokenise(self, text):
        """The tokens of a text as written; what is none is a token of no kind."""
        marks = sorted((w for w in self.literals if not w[0].isalpha()), key=len, reverse=True)
        found, at = [], 0
        while at < len(text):
            if text[at].isspace():
                at += 1
                continue
            matches = [p.match(text, at) for p in self.tokens.values()]
            ends = [m.end() for m in matches if m] + [at + len(m) for m in marks if text.startswith(m, at)]
            end = max(ends, default=at + 1)
            glued = text[at].isdigit() and end < len(text) and (text[end].isalpha() or text[end] == "_")
            found.append((None, text[at:end]) if glued else self.classify(text[at:end]))
            at = end
        return found


def mutate(sentence, others, anything, chance):
    """One token dropped, doubled, swapped with its neighbour, replaced, or put in; or the start of the
    sentence with the end of another. ANYTHING are tokens of the whole grammar."""
    changed = list(sentence)
    at = chance.randrange(len(changed))
    way = chance.randrange(6)
    if way == 0:
        del changed[at]
    elif way == 1:
        changed.insert(at, changed[at])
    elif way == 2 and at + 1 < len(changed):
        changed[at], changed[at + 1] = changed[at + 1], changed[at]
    elif way == 3:
        changed[at] = chance.choice(anything)
    elif way == 4:
        changed.insert(at, chance.choice(anything))
    else:
        other = chance.choice(others)
        changed[at:] = other[chance.randrange(len(other)):]
    return changed


# Every symbol that parse_notation knows: what stands in one scalar.
STARTS = ["expression", "nullable-type", "name", "names", "index-parts", "action", "count",
          "key-convention", "named-type", "attribute", "relation", "unique", "check", "index", "access",
          "dependency", "policy", "partition", "partition-part", "role", "rule"]


def ask(program, lines):
    done = subprocess.run([program], input="".join(lines), capture_output=True, text=True)
    answers = done.stdout.splitlines()
    if done.returncode != 0 or len(answers) != len(lines):
        sys.exit(f"notation.py: {program} ended with {done.returncode} after {len(answers)} of "
                 f"{len(lines)} lines: {done.stderr.strip()}")
    return answers


def report(name, wrong, count):
    print(f"{'not ok' if wrong else 'ok'} - {name}: {count} sentences")
    for line in wrong[:5]:
        print(f"    {line}")


def judge(grammar, program, name, symbol, sentences):
    """Whether parser and grammar agree on each of SENTENCES, lists of tokens."""
    lines = [f"{symbol}\t{' '.join(tokens)}\n" for tokens in sentences]
    wrong, derivable = [], 0
    for tokens, line, answer in zip(sentences, lines, ask(program, lines)):
        good = grammar.recognise(symbol, [grammar.classify(t) for t in tokens])
        derivable += good
        if good != (answer == "ok"):
            said = "is derivable" if good else "is not derivable"
            wrong.append(f"{line.strip()}: {said}, the parser says: {answer}")
    report(f"{symbol}: {name} ({derivable} derivable)", wrong, len(sentences))


def check_words(grammar):
    """Every word that the lexer knows stands in the grammar."""
    with open("compiler/read/lex.h", encoding="utf-8") as header:
        words = re.findall(r'WORD\([A-Z]+, "([a-z]+)"\)', header.read())
    report("every word of the lexer stands in the grammar",
           sorted(set(words) - set(grammar.words) - {"value"}), len(words))


def check_written(grammar, program):
    with open("tests/grammar/sentences.txt", encoding="utf-8") as file:
        written = [line.rstrip("\n").split(" ", 2) for line in file if line[0] in "+-"]
    cases = [(mark, symbol, text[0] if text else "") for mark, symbol, *text in written]
    answers = ask(program, [f"{symbol}\t{text}\n" for _, symbol, text in cases])
    wrong = []
    for (mark, symbol, text), answer in zip(cases, answers):
        if grammar.recognise(symbol, grammar.tokenise(text)) != (mark == "+"):
            wrong.append(f"{mark} {symbol} {text}: the grammar says otherwise")
        if (answer == "ok") != (mark == "+"):
            wrong.append(f"{mark} {symbol} {text}: the parser says: {answer}")
    report("grammar and parser agree with sentences.txt", wrong, len(cases))


def main():
    with open("grammar/notation.ebnf", encoding="utf-8") as file:
        grammar = Grammar(file.read())
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 120
    used = set(STARTS) | {n[1] for r in grammar.rules.values() for n in walk(r) if n[0] == "ref"}
    report("every rule is used", sorted(set(grammar.rules) - used), len(grammar.rules))
    check_words(grammar)
    check_written(grammar, program)
    chance = random.Random(20260101)
    anything = grammar.literals + [t for texts in grammar.POOL.values() for t in texts]
    for symbol in STARTS:
        sentences = []
        while len(sentences) < count:
            sentence = grammar.derive(symbol, chance)
            if len(sentence) <= 80:
                sentences.append(sentence)
        judge(grammar, program, "what the grammar derives", symbol, sentences)
        changed = [mutate(s, sentences, anything, chance) for s in sentences for _ in range(3)]
        changed = [m for m in changed if 0 < len(m) <= 80]
        judge(grammar, program, "what is changed in it", symbol, changed)


if __name__ == "__main__":
    main()
