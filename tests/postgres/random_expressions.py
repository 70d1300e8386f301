"""random_expressions.py SEED COUNT: a model whose entity has COUNT checks, each a random expression of the right
types. Same seed, same model. Where the compiler sets a parenthesis too few, the server reads another
expression than compare.py, which puts them everywhere.
"""
import random
import sys


class Maker:
    """Every expression holds a column, so that the server has nothing to compute ahead."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def one(self, depth, leaves, *makers):
        if depth <= 0 or self.random.random() < 0.15:
            return self.random.choice(leaves)
        return self.random.choice(makers)(depth - 1)

    def maybe(self, make, depth, literals):
        """Anything of the type: now and then a literal."""
        return self.random.choice(literals) if self.random.random() < 0.3 else make(depth)

    # ---- numbers ----

    def number(self, depth):
        return self.one(depth, ["a", "b", "c"], self.arithmetic, self.arithmetic, self.arithmetic, self.negated,
                        self.number_call, self.number_case)

    def any_number(self, depth):
        return self.maybe(self.number, depth, ["0", "1", "7", "-3"])

    def arithmetic(self, depth):
        operator = self.random.choice("+-*/%-")
        sides = [self.number(depth), self.number(depth) if operator in "/%" else self.any_number(depth)]
        if operator not in "/%":
            self.random.shuffle(sides)
        return f"({sides[0]}) {operator} ({sides[1]})"

    def negated(self, depth):
        return f"-({self.number(depth)})"

    def number_call(self, depth):
        return self.random.choice([f"abs({self.number(depth)})", f"length({self.text(depth)})",
                                   f"coalesce({self.number(depth)}, {self.any_number(depth)})",
                                   f"greatest({self.number(depth)}, {self.any_number(depth)})",
                                   "num_nonnulls(a, b, t)"])

    def number_case(self, depth):
        return f"case when {self.truth(depth)} then {self.number(depth)} else {self.any_number(depth)} end"

    # ---- texts ----

    def text(self, depth):
        return self.one(depth, ["s", "t"], self.joined, self.joined, self.text_call)

    def any_text(self, depth):
        return self.maybe(self.text, depth, ["''", "'x'", "'it''s'", "'a\\b'"])

    def joined(self, depth):
        return f"({self.text(depth)}) || ({self.any_text(depth)})"

    def text_call(self, depth):
        return self.random.choice([f"lower({self.text(depth)})", f"concat({self.text(depth)}, {self.any_text(depth)}, 'z')",
                                   f"replace({self.text(depth)}, 'a', 'b')", f"substr({self.text(depth)}, 2, 3)",
                                   f"nullif({self.text(depth)}, 'n')"])

    # ---- truths ----

    def truth(self, depth):
        return self.one(depth, ["p", "q"], self.both, self.both, self.denied, self.compared, self.compared, self.listed,
                        self.between, self.tested, self.truth_call)

    def both(self, depth):
        return f"({self.truth(depth)}) {self.random.choice(['and', 'or'])} ({self.truth(depth)})"

    def denied(self, depth):
        return f"not ({self.truth(depth)})"

    def compared(self, depth):
        make, other = self.random.choice([(self.number, self.any_number), (self.text, self.any_text),
                                          (self.truth, self.truth)])
        operator = self.random.choice(["=", "<>"] if make == self.truth else ["=", "<>", "<", "<=", ">", ">="])
        return f"({make(depth)}) {operator} ({other(depth)})"

    def listed(self, depth):
        return f"({self.number(depth)}) {self.random.choice(['', 'not '])}in ({self.any_number(depth)}, 5)"

    def between(self, depth):
        maybe = self.random.choice(["", "not "])
        return f"({self.number(depth)}) {maybe}between ({self.any_number(depth)}) and ({self.any_number(depth)})"

    def tested(self, depth):
        make = self.random.choice([self.number, self.text, self.truth])
        return f"({make(depth)}) is {self.random.choice(['', 'not '])}null"

    def truth_call(self, depth):
        return self.random.choice([f"matches({self.text(depth)}, '^a+$')", f"contains({self.text(depth)}, {self.any_text(depth)})",
                                   f"starts_with({self.text(depth)}, 'x')",
                                   f"({self.text(depth)}) {self.random.choice(['', 'not '])}like 'a%'"])


def main():
    make = Maker(int(sys.argv[1]))
    print("tenon: 1\nmodel: expressions\nentities:\n  Row:\n    timestamps: false\n    attributes:\n"
          "      a: int\n      b: int?\n      c: bigint\n      s: string(50)\n      t: text?\n      p: boolean\n"
          "      q: boolean?\n    checks:")
    for n in range(int(sys.argv[2])):
        text = make.truth(5).replace("'", "''")
        print(f"      rule_{n}: '{text}'")
    print("targets:\n  postgres: {version: 15}")


main()
