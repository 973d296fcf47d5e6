"""What the README tells a newcomer about adding a state is done here, to a copy, exactly as it is written there."""

import shutil
import subprocess
import sys

import pytest

from tests.house.source import ROOT

BEFORE_END = "        State(S.upheld,"
BEFORE_STEP = '        T("remind", S.under_review, S.under_review,'
BEFORE_CLAUSE = '    Clause("under_review", "uphold"'
WAITING = '    "under_review": "remind exam_at",\n'

pytestmark = pytest.mark.one_database


def blocks() -> list[str]:
    """The README's pieces of Python."""
    return [piece.split("```")[0] for piece in (ROOT / "README.md").read_text("utf-8").split("```python\n")[1:]]


@pytest.fixture
def copy(tmp_path):
    """The regulation and its tables, to be changed."""
    for folder in ("workflows", "tests/workflows"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def changed(path, *pairs):
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert text.count(old) >= 1, f"{path.name} no longer says {old!r}"
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def run(folder, *words):
    done = subprocess.run([sys.executable, *words], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def define(copy):
    names, state, steps = blocks()[0].split("...\n")
    old_names = 'S = states("asked filed under_review upheld dismissed withdrawn")\n'
    pairs = ((old_names, names), (BEFORE_END, state + BEFORE_END), (BEFORE_STEP, steps + BEFORE_STEP))
    changed(copy / "workflows/petition.py", *pairs)


def write_down(copy):
    states, deadlines, *clauses = blocks()[1].splitlines(keepends=True)
    asked = "".join(line for line in clauses if line.startswith("    Clause("))
    entry = deadlines.partition("..., ")[2].rstrip().rstrip("}")
    changed(
        copy / "tests/workflows/tables/petition.py",
        ('STATES = "asked filed under_review"\n', states),
        (WAITING, f"{WAITING}    {entry},\n"),
        (BEFORE_CLAUSE, asked + BEFORE_CLAUSE),
        ('for state in ["filed", "under_review"]', 'for state in ["filed", "under_review", "more_asked"]'),
    )


def test_the_example_is_proved_sound_and_agrees_with_its_table(copy):
    suite = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir=.", "tests/workflows/test_petition.py")

    define(copy)
    code, told = run(copy, *suite)
    assert code == 1, told  # red until somebody has said by hand what the definition must answer
    assert "test_the_states_and_the_ends_are_those_of_the_table" in told

    write_down(copy)
    code, told = run(copy, *suite)
    assert code == 0, told


def test_without_the_reminder_the_example_does_not_even_load(copy):
    define(copy)
    forgotten = next(line for line in blocks()[0].splitlines(keepends=True) if 'T("remind", S.more_asked' in line)
    changed(copy / "workflows/petition.py", (forgotten, ""))

    code, told = run(copy, "-c", "import workflows.petition")

    assert code == 1
    assert "BrokenDefinition: petition@1: nothing happens when" in told
