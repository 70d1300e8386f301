"""Runs what stands in the fenced blocks of the pages given.

  ```yaml             a model, or sections of one (the first two lines are then put before it): `tenon
                      check` and a build for PostgreSQL, which loses least, find no error
  ```yaml NAME        the same, kept as the file NAME for the commands that follow on the page
  ```yaml fails       a model in which `tenon check` finds an error
  ```console          lines `$ tenon …` are run in a folder with the page's files and a copy of samples/;
                      what they print, on both channels, is the text up to the next `$`; a line `…` stands
                      for any number of lines

Everything else is left alone. Prints a line per block, as tests/run.sh wants it.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

FENCE = re.compile(r"^```(\w+)?[ ]*(.*?)\n(.*?)^```$", re.M | re.S)
TENON = os.environ["TENON"]


def report(name, problem=None):
    print(("not ok - " if problem else "ok - ") + name)
    for line in (problem or "").splitlines()[:40]:
        print("    " + line)


def run(arguments, folder):
    environment = {**os.environ, "PATH": os.path.dirname(TENON) + ":" + os.environ["PATH"]}
    done = subprocess.run(arguments, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          shell=isinstance(arguments, str))
    return done.returncode, done.stdout


def whole_model(text):
    return text if text.startswith("tenon:") else "tenon: 1\nmodel: example\n" + text


def try_model(name, text, argument, folder):
    kept = argument if argument.endswith(".yaml") else "example.tenon.yaml"
    with open(os.path.join(folder, kept), "w", encoding="utf-8") as file:
        file.write(whole_model(text))
    status, output = run([TENON, "check", kept], folder)
    if argument == "fails":
        report(name, None if status == 1 else "an error was wanted:\n" + output)
        return
    if status == 0:
        status, output = run([TENON, "build", "--target", "postgres", "-o", "built", kept], folder)
    report(name, output if status else None)
    if kept != argument:
        os.remove(os.path.join(folder, kept))


def matches(wanted, actual):
    """Whether ACTUAL is WANTED, where a line `…` of WANTED stands for any lines."""
    parts = re.split(r"^…\n", wanted, flags=re.M)
    pattern = r"(?:.*\n)*?".join(re.escape(part) for part in parts)
    return re.fullmatch(pattern, actual) is not None


def try_commands(name, text, folder):
    for command, wanted in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.M):
        _, output = run(command, folder)
        problem = None if matches(wanted, output) else f"wanted:\n{wanted}\nprinted:\n{output}"
        report(f"{name}: {command}", problem)


def try_page(page):
    with open(page, encoding="utf-8") as file:
        text = file.read()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree("samples", os.path.join(folder, "samples"))
        for block in FENCE.finditer(text):
            language, argument, content = block.groups()
            name = f"{page}:{text.count(chr(10), 0, block.start()) + 1}"
            if language == "yaml":
                try_model(name, content, argument, folder)
            elif language == "console":
                try_commands(name, content, folder)


for path in sys.argv[1:]:
    if os.path.exists(path):
        try_page(path)
