"""Plants the faults of TESTS/mutations.txt, one at a time, and wants the comparisons to notice each:

    tests/mutate.py BUILD WORK TESTS CODE ARGUMENT...

The comparisons are TESTS/properties.c and, where it is there, TESTS/brute.c; ARGUMENTs are for them. A fault is
compiled in a copy of its one file of CODE below WORK, and linked before the library of BUILD, whose own copy
is then not taken. The program itself never holds one.
"""
import pathlib
import re
import subprocess
import sys

FLAGS = ["-std=c17", "-D_POSIX_C_SOURCE=200809L", "-O1", "-w", "-I."]


def mutations(tests):
    text = re.sub(r"^#.*\n", "", (tests / "mutations.txt").read_text("utf-8"), flags=re.MULTILINE)
    for block in re.split(r"\n{2,}(?=[a-z_]+\.c\n)", text.strip()):
        name, rest = block.split("\n", 1)
        old, new = re.fullmatch(r"- (.*)\n\+ (.*)", rest, re.DOTALL).groups()
        yield name, old, new


def run(*command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)


def noticed(work, build, source, comparisons, arguments):
    """Whether a comparison fails with SOURCE in its place; None: it does not compile."""
    mutant = work / "mutant"
    made = run("cc", *FLAGS, str(source), *map(str, comparisons), str(build / "libtenon_core.a"),
               "-lyaml", "-lpcre2-8", "-ldl", "-lm", "-o", str(mutant))
    if made.returncode:
        return None, made.stdout.decode()
    try:
        tried = run(str(mutant), *arguments, timeout=120)
    except subprocess.TimeoutExpired:
        return True, "it does not end"
    return tried.returncode != 0, tried.stdout.decode()


def main():
    build, work, tests, code = map(pathlib.Path, sys.argv[1:5])
    work.mkdir(parents=True, exist_ok=True)
    comparisons = []
    for source in filter(pathlib.Path.exists, (tests / "properties.c", tests / "brute.c")):
        comparisons.append(work / f"{source.stem}.o")
        run("cc", *FLAGS, "-c", str(source), "-o", str(comparisons[-1]), check=True)
    for number, (name, old, new) in enumerate(mutations(tests), 1):
        text = (code / name).read_text("utf-8")
        title = f"fault {number}, in {name}: {new.splitlines()[0].strip()}"
        if text.count(old) != 1:
            print(f"not ok - {title}\n    its text stands there {text.count(old)} times")
            continue
        source = work / name
        source.write_text(text.replace(old, new), "utf-8")
        found, said = noticed(work, build, source, comparisons, sys.argv[5:])
        print(("ok - " if found else "not ok - ") + title)
        if not found:
            print("    it does not compile" if found is None else "    nothing notices it")
            print("".join("    " + line + "\n" for line in said.splitlines()[:10]), end="")


main()
