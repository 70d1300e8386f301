"""Holds the compiler's decimals to Python's: decimals.py PROGRAM COUNT. Chance comes from a seed."""
import decimal
import random
import subprocess
import sys

program, count = sys.argv[1], int(sys.argv[2])
chance = random.Random(1)
decimal.getcontext().prec = 4000
decimal.getcontext().Emax = decimal.MAX_EMAX
ROUNDING = {"r": decimal.ROUND_HALF_UP, "f": decimal.ROUND_FLOOR, "c": decimal.ROUND_CEILING}


def number():
    digits = chance.choice([1, 2, 5, 9, 10, 18, 19, 27, 40, 120])
    text = "".join(chance.choice("0000123456789999") for _ in range(digits))
    if chance.random() < 0.2:
        text = chance.choice(["9", "0", "5"]) * digits
    if chance.random() < 0.6:
        point = chance.randrange(digits + 1)
        text = (text[:point] or "0") + "." + (text[point:] or "0")
    return chance.choice(["", "", "-"]) + text


def expected(op, left, right, places):
    a, b = decimal.Decimal(left), decimal.Decimal(right)
    unit = decimal.Decimal(1).scaleb(-places)
    if op == "+":
        return a + b
    if op == "-":
        return a - b
    if op == "*":
        return a * b
    if op == "%":
        return a % b
    if op == "/":
        return (a / b).quantize(unit, rounding=decimal.ROUND_HALF_UP)
    if op == "?":
        return decimal.Decimal((a > b) - (a < b))
    return a.quantize(unit, rounding=ROUNDING[op])


cases = []
while len(cases) < count:
    op, left, right = chance.choice("+-*/%rfc?"), number(), number()
    if op in "/%" and decimal.Decimal(right) == 0:
        continue
    cases.append((op, left, right, chance.randrange(0, 30) if op == "/" else chance.randrange(-5, 20)))
lines = "".join(f"{' '.join(map(str, case))}\n" for case in cases)
results = subprocess.run([program], input=lines, capture_output=True, text=True, check=True).stdout.split("\n")
wrong = 0
for case, got in zip(cases, results):
    if decimal.Decimal(got) != expected(*case):
        wrong += 1
        if wrong < 10:
            print(f"{case}: {got}, expected {expected(*case)}")
sys.exit(1 if wrong or len(results) != count + 1 else 0)
