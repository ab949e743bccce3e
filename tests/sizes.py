"""How big the parts of a Python file are: lines, methods, code lines, complexity."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_DECISIONS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.match_case)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SILENT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


@dataclass(frozen=True, slots=True)
class Size:
    """One measure of one thing: `where` is path::Class.function, `what` the name of the limit."""

    where: str
    what: str
    value: int


def sizes_of(path: Path, name: str) -> Iterator[Size]:
    """Every measure of the file, called `name` in the answers."""
    source = path.read_text("utf-8")
    yield Size(name, "file lines", len(source.splitlines()))
    code = _lines_with_code(source)
    for where, node in _parts(ast.parse(source), f"{name}::"):
        if isinstance(node, ast.ClassDef):
            yield Size(where, "class lines", _lines(node))
            yield Size(where, "methods", sum(isinstance(each, _FUNCTIONS) for each in node.body))
        else:
            inside = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            silent = _docstring_lines(node)
            spoken = sum(1 for line in inside if line in code and line not in silent)
            yield Size(where, "function lines", spoken)
            yield Size(where, "complexity", complexity(node))


def complexity(function: ast.AST) -> int:
    """McCabe's figure as ruff counts it: one, and one for each decision and inner function."""
    inner = sum(isinstance(each, _FUNCTIONS) for each in ast.walk(function)) - 1
    return 1 + inner + sum(isinstance(each, _DECISIONS) for each in ast.walk(function))


def _parts(
    node: ast.AST, prefix: str
) -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.ClassDef, *_FUNCTIONS)):
            yield prefix + child.name, child
            yield from _parts(child, f"{prefix}{child.name}.")
        else:
            yield from _parts(child, prefix)


def _lines(node: ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _lines_with_code(source: str) -> set[int]:
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in _SILENT:
            lines.update(range(token.start[0], token.end[0] + 1))
    return lines


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> range:
    first = node.body[0]
    if isinstance(first, ast.Expr) and ast.get_docstring(node) is not None:
        return range(first.lineno, (first.end_lineno or first.lineno) + 1)
    return range(0)
