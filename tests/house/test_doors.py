"""What may be done at one place only, is done there only."""

import ast

from tests.house.source import called, found, imported, modules

# Who ends a transaction besides Work, and why that is not an act on a case.
COMMITS = {
    "appointments/core/work.py": "the one door for change",
    "appointments/core/ledger/sealer.py": "numbers in batches the leaves that acts left; touches no case",
    "appointments/core/sweep.py": "keeps the failure of one timer, so that the sweep goes on",
    "appointments/notifications/delivery.py": "leases and receipts of messages that acts left; touches no case",
    "appointments/accounts/transactions.py": "accounts, lockout and sign-in rows have no state and no ledger entry",
    "appointments/accounts/web_user.py": "what a page of Flask-Security changed in an account",
}


def assigns_state(node: ast.AST) -> bool:
    targets: list[ast.AST] = []
    if isinstance(node, ast.Assign):
        targets = [part for target in node.targets for part in ast.walk(target)]
    elif isinstance(node, ast.AugAssign | ast.AnnAssign) and isinstance(node.target, ast.Attribute):
        targets = [node.target]
    if any(isinstance(t, ast.Attribute) and t.attr == "state" and isinstance(t.ctx, ast.Store) for t in targets):
        return True
    names_it = isinstance(node, ast.Call) and len(node.args) > 1 and getattr(node.args[1], "value", None) == "state"
    return names_it and called(node) in ("setattr", "object.__setattr__")


def test_nobody_but_the_engine_and_work_gives_a_case_its_state():
    assert not (places := found(assigns_state, allowed=("workflows/engine.py", "appointments/core/work.py"))), places


def reads_the_clock(node: ast.AST) -> bool:
    name = called(node)
    return name.endswith(
        ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "fromtimestamp.now")
    )


def test_only_the_clock_module_asks_what_time_it_is():
    assert not (places := found(reads_the_clock, allowed=("appointments/core/clock.py",))), places


def reads_the_environment(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.value.id == "os" and node.attr in ("environ", "getenv", "putenv")
    return isinstance(node, ast.ImportFrom) and node.module == "os" and any(a.name == "environ" for a in node.names)


def test_only_the_settings_read_the_environment():
    assert not (places := found(reads_the_environment, allowed=("config.py",))), places


def commits(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"


def test_a_transaction_ends_only_where_it_may():
    assert not (places := found(commits, allowed=tuple(COMMITS))), places


def test_the_list_of_those_who_commit_names_nobody_who_does_not():
    committing = {place.split(":")[0] for place in found(commits)}

    assert set(COMMITS) <= committing


def swallowed() -> list[str]:
    """Handlers that drop an exception without a word why; a bare `except` is never one that may."""
    places = []
    for module in modules():
        lines = module.text.splitlines()
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ExceptHandler):
                silent = len(node.body) == 1 and isinstance(node.body[0], ast.Pass)
                said = any("#" in line for line in lines[node.lineno - 1 : node.end_lineno])
                if node.type is None or (silent and not said):
                    places.append(module.at(node))
    return places


def test_no_exception_is_swallowed():
    assert not (places := swallowed()), places


def test_the_verifier_imports_nothing_of_the_application():
    allowed = ("appointments.core.ledger", "cryptography", "workflows")
    for module in modules("appointments/core/ledger"):
        if module.path.endswith(("merkle.py", "checkpoint.py", "canonical.py")):
            ours = [n for n in imported(module) if n.split(".")[0] in ("appointments", "flask", "sqlalchemy")]
            assert [n for n in ours if not n.startswith(allowed)] == [], module.path
