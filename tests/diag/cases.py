"""Runs the diagnostic cases: tests/diag/TN###/*.yaml and *.sh, and the models in docs/diagnostics/.

A case marks each line where a finding starts, and ends with how all of them look:

    price: float      #~ TN201          several codes may stand in a mark; `#~^` marks the line above
    #>>
    # warning[TN201]: …
    #>>

A case without a mark shows what is not reported. A line `# tenon check OPTIONS` gives options to the
check, as `--target postgres` for what only a build asks. A .sh case is a command instead of a model.
NAME.part.yaml is included by other cases, and is none itself; NAME.fixed.yaml is what --fix makes of
NAME.yaml. With TENON_BLESS the renderings and the .fixed.yaml are rewritten, never a mark.
"""
import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

TENON = os.environ["TENON"]
BLESS = bool(os.environ.get("TENON_BLESS"))
TMP = pathlib.Path(tempfile.mkdtemp(dir=os.environ["TENON_TMP"]))
CASES = pathlib.Path("tests/diag")
PAGES = pathlib.Path("docs/diagnostics")
HEADINGS = [
    "What it means",
    "The smallest model that fails",
    "The fixed model",
    "When it is right to ignore it",
    "Background",
]
MARK = re.compile(r"#~(\^?)((?: TN\d{3})+)\s*$")
RENDERING = re.compile(r"(?:\A|(?<=\n))#>>\n(?:#.*\n)*#>>\n\Z")
CODE = re.compile(r"TN\d{3}")


class Failed(Exception):
    """A case does not hold; the message has the details."""


class Skipped(Exception):
    """A case cannot be tried here."""


def report(name, attempt):
    try:
        attempt()
        print("ok -", name)
    except Skipped as reason:
        print(f"skip - {name}: {reason}")
    except Failed as reason:
        print("not ok -", name)
        for line in str(reason).splitlines()[:40]:
            print("   ", line)


def require(condition, *details):
    if not condition:
        raise Failed("\n".join(str(detail) for detail in details))


def run(arguments, folder, stdin=None):
    done = subprocess.run(arguments, cwd=folder, input=stdin, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=20,
                          env={**os.environ, "PATH": f"{pathlib.Path(TENON).parent}:{os.environ['PATH']}"})
    output = (done.stdout + done.stderr).decode("utf-8")
    missing = re.search("there is no target `[a-z]+`", output)
    if done.returncode == 64 and missing:
        raise Skipped(missing[0])
    require(done.returncode in (0, 1, 3, 74), f"exit code {done.returncode}", output)
    return done.returncode, output


def check(folder, name, *options):
    asked = re.search(r"^# tenon check (.*)$", (folder / name).read_text("utf-8"), re.MULTILINE)
    return run([TENON, "check", name, *(asked[1].split() if asked else []), *options], folder)


# --- Marks and renderings ------------------------------------------------------------------------


def marks_of(text, name):
    marks = collections.Counter()
    for number, line in enumerate(text.splitlines(), 1):
        found = MARK.search(line)
        if found:
            for code in CODE.findall(found[2]):
                marks[name, number - len(found[1]), code] += 1
    return marks


def parse_json(output):
    try:
        return json.loads(output)
    except ValueError as error:
        raise Failed(f"{error}\n{output}") from None


def findings_of(output):
    report = parse_json(output)
    require(report["format_version"] == 1, "format_version is not 1")
    return report["diagnostics"]


def places_of(findings):
    return collections.Counter(
        (f["file"], f["start"]["line"] if f["start"] else None, f["code"])
        for f in findings if f["accepted"] is None)


def require_targets(findings, code):
    """A model may ask for a target that does not exist yet; only TN707 is about that."""
    missing = [f["message"] for f in findings if f["code"] == "TN707"]
    if missing and code != "TN707":
        raise Skipped(missing[0])


def require_marks(wanted, found, output):
    require(wanted == found, *(f"not found: {place}" for place in sorted(wanted - found, key=str)),
            *(f"not marked: {place}" for place in sorted(found - wanted, key=str)), output)


def as_comment(rendering):
    lines = ("# " + line if line else "#" for line in rendering.splitlines())
    return "\n".join(["#>>", *lines, "#>>", ""])


def require_rendering(path, source, rendering):
    """SOURCE: the case without the block of its rendering."""
    wanted, actual = path.read_text("utf-8"), source + as_comment(rendering)
    if BLESS and wanted != actual:
        path.write_text(actual, "utf-8")
        print("# blessed", path)
        return
    require(wanted == actual, "the rendering is now:", rendering)


# --- The machine-readable forms ------------------------------------------------------------------


def require_sarif(output, findings):
    log = parse_json(output)
    require(log["version"] == "2.1.0" and "sarif" in log["$schema"] and len(log["runs"]) == 1,
            "not a SARIF 2.1.0 log of one run")
    driver = log["runs"][0]["tool"]["driver"]
    rules, results = driver["rules"], log["runs"][0]["results"]
    require(driver["name"] == "Tenon" and driver["semanticVersion"], "the driver lacks its name or version")
    for rule in rules:
        require(len(rule["help"]["text"]) > 200 and rule["help"]["markdown"] and
                rule["fullDescription"]["text"] and
                rule["defaultConfiguration"]["level"] in ("note", "warning", "error"),
                f"the rule {rule['id']} lacks its help")
    require(len({rule["id"] for rule in rules}) == len(rules), "a rule stands there twice")
    require([r["ruleId"] for r in results] == [f["code"] for f in findings], "other results than in JSON")
    for result, finding in zip(results, findings):
        require(rules[result["ruleIndex"]]["id"] == result["ruleId"], "a ruleIndex is wrong")
        require(result["message"]["text"].startswith(finding["message"]), "a message differs")
        require(bool(result.get("suppressions")) == (finding["accepted"] is not None),
                "a suppression is missing, or too many")
        require_sarif_places(result, finding)


def require_sarif_places(result, finding):
    places = result["locations"] + result.get("relatedLocations", [])
    require(len(places) == (finding["file"] is not None) + sum(
        note["file"] is not None for note in finding["notes"]), "a place is missing, or too many")
    for place in places:
        physical = place["physicalLocation"]
        uri, region = physical["artifactLocation"]["uri"], physical["region"]
        require(re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri) and not uri.startswith("/"),
                f"not a relative reference: {uri}")
        require(1 <= region["startLine"] <= region["endLine"] and region["byteLength"] >= 0,
                f"not a region: {region}")
    for fix in result.get("fixes", []):
        require(all(replacement["deletedRegion"]["startLine"] >= 1
                    for change in fix["artifactChanges"] for replacement in change["replacements"]),
                f"not a fix: {fix}")


def require_github(output, findings):
    command = re.compile(r"::(error|warning|notice) (file=[^:,\r\n]+,line=\d+,endLine=\d+"
                         r"(,col=\d+,endColumn=\d+)?,)?title=TN\d{3} [a-z-]+::\S.*")
    lines = output.splitlines()
    require(all(command.fullmatch(line) for line in lines), "not a workflow command:", output)
    require(len(lines) == sum(f["accepted"] is None for f in findings), "not a line per finding:", output)


# --- Cases ---------------------------------------------------------------------------------------


def workspace(path):
    """A folder with the case, without its rendering, and the parts that it includes."""
    folder = TMP / path.parent.name / path.stem
    folder.mkdir(parents=True)
    source = RENDERING.sub("", path.read_text("utf-8"))
    (folder / path.name).write_text(source, "utf-8")
    for part in path.parent.glob("*.part.yaml"):
        if part.name in source:
            shutil.copy(part, folder)
    return folder


def try_model(path):
    folder, code = workspace(path), path.parent.name
    status, output = check(folder, path.name, "--reporter=json")
    findings = findings_of(output)
    require_targets(findings, code)
    wanted = collections.Counter()
    for part in sorted(folder.iterdir()):
        wanted += marks_of(part.read_text("utf-8"), part.name)
    require_marks(wanted, places_of(findings), output)
    require(not wanted or any(f["code"] == code for f in findings), f"no finding is {code}")
    require((status != 0) == any(f["severity"] == "error" for f in findings), f"exit code {status}")
    require_sarif(check(folder, path.name, "--reporter=sarif")[1], findings)
    require_github(check(folder, path.name, "--reporter=github")[1], findings)
    require_rendering(path, (folder / path.name).read_text("utf-8"), check(folder, path.name)[1])


def try_command(path):
    folder, code = workspace(path), path.parent.name
    output = run(["sh", path.name], folder)[1]
    found = set(re.findall(r"^\w+\[(TN\d{3})\]", output, re.MULTILINE))
    require(found == {code}, f"found {sorted(found)}", output)
    require_rendering(path, (folder / path.name).read_text("utf-8"), output)


def try_fix(path):
    case = path.with_name(path.name.replace(".fixed", ""))
    folder = TMP / path.parent.name / path.stem
    folder.mkdir(parents=True)
    (folder / case.name).write_text(RENDERING.sub("", case.read_text("utf-8")), "utf-8")
    check(folder, case.name, "--fix")
    fixed = (folder / case.name).read_text("utf-8")
    if BLESS and fixed != path.read_text("utf-8"):
        path.write_text(fixed, "utf-8")
        print("# blessed", path)
    require(fixed == path.read_text("utf-8"), "--fix makes of it:", fixed)


def try_case(path):
    if path.name.endswith(".fixed.yaml"):
        try_fix(path)
    elif path.suffix == ".sh":
        try_command(path)
    else:
        try_model(path)


# --- Pages ---------------------------------------------------------------------------------------


def sections_of(text):
    parts = re.split(r"^## (.*)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2])), parts[1::2]


def fence_of(section):
    fences = re.findall(r"^```(yaml|sh)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    require(len(fences) == 1, "not one fenced block")
    return fences[0]


def page_findings(code, name, language, text):
    folder = TMP / "pages" / f"{code}-{name}"
    folder.mkdir(parents=True)
    if language == "sh":
        output = run(["sh", "-c", text], folder)[1]
        codes = re.findall(r"^\w+\[(TN\d{3})\]", output, re.MULTILINE)
        return collections.Counter(codes), output
    (folder / "model.yaml").write_text(text, "utf-8")
    output = check(folder, "model.yaml", "--reporter=json")[1]
    findings = findings_of(output)
    require_targets(findings, code)
    return findings, output


def try_page(code, slug):
    path = PAGES / f"{code}.md"
    require(path.exists(), f"there is no {path}")
    text = path.read_text("utf-8")
    sections, order = sections_of(text)
    require(text.startswith(f"# {code}: {slug.replace('-', ' ')}\n"), "the title is not code and slug")
    require(order == HEADINGS, f"headings: {order}")
    require(all(sections[heading].strip() for heading in HEADINGS), "a part is empty")
    fails_in, fails = fence_of(sections[HEADINGS[1]])
    fixed_in, fixed = fence_of(sections[HEADINGS[2]])
    found, output = page_findings(code, "fails", fails_in, fails)
    if fails_in == "sh":
        require(set(found) == {code}, f"found {sorted(found)}", output)
    else:
        marks = marks_of(fails, "model.yaml")
        require({mark[2] for mark in marks} == {code}, f"the marks are not {code}")
        require_marks(marks, places_of(found), output)
    found, output = page_findings(code, "fixed", fixed_in, fixed)
    if fixed_in == "sh":
        require(not found, f"found {sorted(found)}", output)
    else:
        wrong = [f for f in found if f["code"] == code or f["severity"] == "error"]
        require(not wrong, "the fixed model has findings:", output)


def try_explain(code, slug):
    by_code, by_slug = (run([TENON, "explain", word], TMP)[1] for word in (code, slug))
    require(by_code.startswith(f"{code}: ") and by_code == by_slug, by_code)
    require(all(len(line) <= 80 or line.startswith("    ") for line in by_code.splitlines()), by_code)


# --- All of them ---------------------------------------------------------------------------------


def try_families(codes):
    """Pages, case folders and the catalogue name the same codes."""
    pages = {path.stem for path in PAGES.glob("TN*.md")}
    folders = {path.parent.name for path in CASES.glob("TN*/*") if path.suffix in (".yaml", ".sh")}
    require(pages == codes.keys(), f"pages: {sorted(pages ^ codes.keys())}")
    require(folders == codes.keys(), f"cases: {sorted(folders ^ codes.keys())}")


def main():
    catalogue = pathlib.Path("compiler/diag/catalog.def").read_text("utf-8")
    codes = dict(re.findall(r'^DIAG\(\w+, (TN\d{3}), \w+, \d+, "([a-z-]+)"', catalogue, re.MULTILINE))
    report("every code has a page and cases", lambda: try_families(codes))
    for code, slug in codes.items():
        report(f"page {code}", lambda: try_page(code, slug))
        report(f"explain {code}", lambda: try_explain(code, slug))
    for path in sorted(CASES.glob("TN*/*")):
        if path.suffix in (".yaml", ".sh") and not path.name.endswith(".part.yaml"):
            report(f"{path.parent.name}/{path.name}", lambda: try_case(path))
    shutil.rmtree(TMP)


main()
