"""Modules that import each other, directly or by way of others."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

SCREENS = "fieldvisit.tui.screens."
"""A screen opens others, and they lead back: it imports them in the function that opens them."""


def imports_in(source: Path) -> dict[str, set[str]]:
    """What each module of the package at `source` imports of the package, types apart."""
    paths = {_name_of(path, source): path for path in sorted(source.rglob("*.py"))}
    return {
        name: {
            found for found in _imported(ast.parse(path.read_text("utf-8")), paths) if found != name
        }
        for name, path in paths.items()
    }


def cycles(imports: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Groups of modules of which each leads to every other one, by name."""
    reached = {name: _reached(name, imports) for name in imports}
    groups = {
        tuple(sorted(each for each in reached[name] if name in reached[each]))
        for name in imports
        if name in reached[name]
    }
    return [list(group) for group in sorted(groups)]


def _reached(start: str, imports: Mapping[str, Iterable[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [*imports[start]]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += imports[name]
    return found


def _name_of(path: Path, source: Path) -> str:
    parts = (source.name, *path.relative_to(source).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


def _imported(tree: ast.AST, known: Mapping[str, Path], *, late: bool = False) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        inner = late or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        for name in _names_in(node, known):
            if not (late and name.startswith(SCREENS)):
                yield name
        yield from _imported(node, known, late=inner)


def _names_in(node: ast.AST, known: Mapping[str, Path]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (each.name for each in node.names if each.name in known)
    elif isinstance(node, ast.ImportFrom) and node.module in known:
        for each in node.names:
            inner = f"{node.module}.{each.name}"
            yield inner if inner in known else str(node.module)
