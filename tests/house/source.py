"""The product's source as the house tests read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("appointments", "workflows", "config.py", "wsgi.py")
GENERATED = ("appointments/migrations/versions",)


@dataclass(frozen=True)
class Module:
    """One file of Python: its path from the top of the project, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    def at(self, node: ast.AST) -> str:
        """Where something stands, as an editor reads it."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


@cache
def modules(*tops: str) -> tuple[Module, ...]:
    """Every module under these folders (the product's, when none is named), without generated ones."""
    return tuple(_read(path) for top in tops or PRODUCT for path in _files(ROOT / top))


def _files(top: Path) -> list[Path]:
    found = [top] if top.is_file() else sorted(top.rglob("*.py"))
    return [path for path in found if not path.relative_to(ROOT).as_posix().startswith(GENERATED)]


def _read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text))


def found(look, *tops: str, allowed: tuple[str, ...] = ()) -> list[str]:
    """Where `look(node)` is true, outside the files allowed."""
    return [
        module.at(node)
        for module in modules(*tops)
        if module.path not in allowed
        for node in ast.walk(module.tree)
        if look(node)
    ]


def called(node: ast.AST) -> str:
    """The dotted name of what a call calls, or nothing."""
    return dotted(node.func) if isinstance(node, ast.Call) else ""


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a chain of names; the part after an unnamed beginning otherwise."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""


def imported(module: Module) -> Iterator[str]:
    """The names of the modules that a module imports."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
