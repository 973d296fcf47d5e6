"""The house stays one that a newcomer can read."""

import ast
import re
import subprocess

import pytest

from tests.house.source import ROOT, called, modules

LONGEST_FILE = 300
LONGEST_FUNCTION = 45  # the goal is 25; beyond this the test speaks
FORBIDDEN_NAMES = {"utils", "helpers", "util", "helper", "misc", "manager"}
TOP = {
    "wsgi.py", "appointments", "workflows", "templates", "config.py", "requirements.txt", "tests", "README.md",
    "requirements.in", "requirements-dev.in", "requirements-dev.txt", "pyproject.toml", "Makefile", "Procfile",
    "LICENSE", "CONTRIBUTING.md", "CHANGELOG.md", "docs", "data", "bench", ".ci", ".gitignore", ".gitattributes",
}  # fmt: skip

# Text that is inserted into a page without escaping: who may do that, and why it is safe.
RAW_MARKUP = {
    "templates/components/records.html": "the drawing of a process, made by Graphviz from definitions, labels escaped",
    "appointments/web/tables.py": "a table's own rows, escaped by their template; only labels are put in, escaped",
}
BINARY = (".png", ".jpg", ".woff2", ".ico", ".xlsx", ".pdf", ".docx", ".ttf")


def committed() -> list[str]:
    """The paths that git keeps, or will."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [path for path in listed.stdout.splitlines() if (ROOT / path).is_file()]


def test_no_file_is_longer_than_a_reader_can_hold():
    tests = ("appointments", "workflows", "config.py", "wsgi.py", "tests")
    long = {m.path: m.text.count("\n") for m in modules(*tests) if m.text.count("\n") > LONGEST_FILE}

    assert not long, long


def test_no_function_is_longer_than_a_screen():
    functions = [
        (module.at(node), node.end_lineno - node.lineno + 1)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    long = {place: length for place, length in functions if length > LONGEST_FUNCTION}
    assert not long, long


def test_no_module_is_a_drawer_for_everything():
    names = {module.path for module in modules() if FORBIDDEN_NAMES & set(re.split(r"[/.]", module.path))}

    assert names == set()


def test_the_top_of_the_project_holds_only_what_is_expected():
    if not (ROOT / ".git").exists():
        pytest.skip("git: this is not a checkout")

    assert {path.split("/")[0] for path in committed()} <= TOP


def test_pages_escape_everything_but_what_is_listed():
    raw = re.compile(r"\|\s*safe\b|\{%-?\s*autoescape\s+false")
    in_templates = [
        f"{path.relative_to(ROOT).as_posix()}:{number}"
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.is_file() and path.suffix not in BINARY
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if raw.search(line)
    ]
    in_python = [
        module.at(node)
        for module in modules()
        for node in ast.walk(module.tree)
        if called(node).split(".")[-1] == "Markup"
    ]

    unlisted = [place for place in in_templates + in_python if place.split(":")[0] not in RAW_MARKUP]
    assert not unlisted, unlisted


def test_nothing_committed_names_a_machine_or_a_registry():
    private = re.compile(r"(?<![\w.])/(?:work|root)/|\.\./shared|extra-index-url|index-url\s*=|/opt/(?:pypi|wheels)")
    here = "tests/house/test_layout.py"
    texts = [path for path in committed() if path != here and not path.endswith(BINARY)]
    named = [
        f"{path}:{number}"
        for path in texts
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1)
        if private.search(line)
    ]

    assert not named, named
