"""try_rows.py DATABASE ENGINE ROWS.sql: statements that must be accepted, rejected, or give a certain text.

The file is a row of blocks, each of which starts with a comment and runs as one transaction:
    -- accept: WHAT                   ends without an error, and stays
    -- reject NUMBER[|NUMBER]: WHAT   ends with that error: MySQL's, and MariaDB's where it is another (or others, by version)
    -- gives TEXT: WHAT               its last line of output is TEXT
Blocks build on those before them. Prints a case per block.
"""
import os
import re
import subprocess
import sys

HEAD = re.compile(r"^-- (accept|reject (?P<error>[\d|]+)|gives (?P<text>.*)): (?P<what>[^:]*)$")


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
    done = subprocess.run(["mariadb", "--no-defaults", "-uroot", "-S", os.environ["MYSQL_SOCKET"], "-N", "-B",
                           "--default-character-set=utf8mb4", database],
                          input=f"SET sql_mode = 'STRICT_ALL_TABLES';\nBEGIN;\n{script}\nCOMMIT;\n",
                          capture_output=True, text=True)
    error = re.search(r"ERROR (\d+)", done.stderr)
    return done.stdout.rstrip("\n").split("\n")[-1], error[1] if error else None, done.stderr.strip()


def main():
    database, engine, path = sys.argv[1:]
    for head, script in blocks(path):
        last, error, message = run(database, script)
        if head["text"] is not None:
            good = error is None and last == head["text"]
        else:
            wanted = (head["error"] or "").split("|")
            wanted = wanted[1:] or wanted if engine == "mariadb" else wanted[:1]
            good = (error or "") in wanted
        print(("ok - " if good else "not ok - ") + head[0][3:])
        if not good:
            print(f"    gave {last!r}\n    {message}")


main()
