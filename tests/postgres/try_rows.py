"""try_rows.py DATABASE ROWS.sql: statements that must be accepted, rejected, or give a certain text.

The file is a row of blocks, each of which starts with a comment and runs in a transaction of its own:
    -- accept: WHAT               ends without an error, and stays
    -- reject SQLSTATE: WHAT      ends with that error
    -- gives TEXT: WHAT           its last line of output is TEXT
Blocks build on those before them. Prints a case per block.
"""
import re
import subprocess
import sys

HEAD = re.compile(r"^-- (accept|reject (?P<state>\w{5})|gives (?P<text>.*)): (?P<what>[^:]*)$")


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
    done = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose", "-d", database],
                          input=f"BEGIN;\n{script}\nCOMMIT;\n", capture_output=True, text=True)
    state = re.search(r"ERROR:  (\w{5}):", done.stderr)
    last = done.stdout.rstrip("\n").split("\n")[-1]
    return last, state[1] if state else None, done.stderr.strip()


def main():
    database, path = sys.argv[1:]
    for head, script in blocks(path):
        last, state, message = run(database, script)
        if head["text"] is not None:
            good = state is None and last == head["text"]
        else:
            good = state == head["state"]
        print(("ok - " if good else "not ok - ") + head[0][3:])
        if not good:
            print(f"    gave {last!r}\n    {message}")


main()
