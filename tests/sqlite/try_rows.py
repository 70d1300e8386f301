"""try_rows.py DATABASE ROWS.sql: statements that must be accepted, rejected, or give a certain text.

The file is a row of blocks, each of which starts with a comment and runs in a transaction of its own:
    -- accept: WHAT               ends without an error, and stays
    -- reject WORDS: WHAT         ends with an error that says WORDS
    -- gives TEXT: WHAT           its last line of output is TEXT
Blocks build on those before them. Prints a case per block.
"""
import re
import subprocess
import sys

HEAD = re.compile(r"^-- (accept|reject (?P<words>[^:]+)|gives (?P<text>.*)): (?P<what>[^:]*)$")


def blocks(path):
    found = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            head = HEAD.match(line.rstrip("\n"))
            if head:
                found.append((head, []))
            else:
                found[-1][1].append(line)
    return [(head, "".join(lines)) for head, lines in found]


def run(database, script):
    script = f"PRAGMA foreign_keys = ON;\nBEGIN;\n{script}\nCOMMIT;\n"
    done = subprocess.run(["sqlite3", "-batch", "-bail", database], input=script, capture_output=True, text=True)
    return done.stdout.rstrip("\n").split("\n")[-1], done.stderr.strip()


def main():
    database, path = sys.argv[1:]
    for head, script in blocks(path):
        last, message = run(database, script)
        if head["words"] is not None:
            good = head["words"] in message
        else:
            good = not message and head["text"] in (None, last)
        print(("ok - " if good else "not ok - ") + head[0][3:])
        if not good:
            print(f"    gave {last!r}\n    {message}")


main()
