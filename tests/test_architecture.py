"""The shape of the house: sizes, directions of imports, what starting may load, names."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from import_cycles import cycles, imports_in
from importlinter.cli import lint_imports
from sizes import Size, complexity, sizes_of

CHECKOUT = Path(__file__).parents[1]
SOURCE = CHECKOUT / "src" / "fieldvisit"
MODULES = sorted(SOURCE.rglob("*.py"))

LIMITS = {
    "file lines": 300,
    "class lines": 200,
    "methods": 20,
    "function lines": 40,
    "complexity": 8,
}
RAISED: dict[tuple[str, str], tuple[int, str]] = {
    ("tui/import_words.py", "file lines"): (
        340,
        "the words of an import and the rows made of them are read and translated together",
    ),
}
"""(path::Class.function, measure) to (the limit that holds instead, the reason for it)."""

HEAVY = {
    "babel",
    "charset_normalizer",
    "cryptography",
    "httpx",
    "openpyxl",
    "pypinyin",
    "sqlalchemy",
    "sqlmodel",
}
EMPTY_NAMES = {
    "base",
    "common",
    "helper",
    "helpers",
    "manager",
    "managers",
    "misc",
    "util",
    "utils",
}
MACHINE_PATHS = re.compile(r"/(?:home|opt|root|tmp|work)/")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|NotImplementedError)\b")


def measured() -> Iterator[Size]:
    for path in MODULES:
        yield from sizes_of(path, path.relative_to(SOURCE).as_posix())


def limit_of(size: Size) -> int:
    return RAISED.get((size.where, size.what), (LIMITS[size.what], ""))[0]


def test_nothing_grows_beyond_its_limit() -> None:
    beyond = [
        f"{size.where}: {size.value} {size.what}"
        for size in measured()
        if size.value > limit_of(size)
    ]

    assert beyond == []


def test_every_raised_limit_is_needed_and_has_its_reason() -> None:
    needed = {(size.where, size.what) for size in measured() if size.value > LIMITS[size.what]}

    assert set(RAISED) == needed
    assert all(len(reason.split()) > 4 for _limit, reason in RAISED.values())


def test_sizes_are_measured_as_they_are_meant(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text(
        '''"""A module."""


class Case:
    """A class."""

    def close(self, days):
        """Two lines
        of docstring."""
        # a comment

        for day in days:
            if day:
                return """a text
                of two lines"""

        def late():
            try:
                return 1
            except ValueError:
                return 2

        return late
'''
    )

    assert {(size.where, size.what): size.value for size in sizes_of(sample, "sample.py")} == {
        ("sample.py", "file lines"): 23,
        ("sample.py::Case", "class lines"): 20,
        ("sample.py::Case", "methods"): 1,
        ("sample.py::Case.close", "function lines"): 11,
        ("sample.py::Case.close", "complexity"): 5,
        ("sample.py::Case.close.late", "function lines"): 5,
        ("sample.py::Case.close.late", "complexity"): 2,
    }
    assert complexity(ast.parse("def f(): pass").body[0]) == 1


def test_no_modules_import_each_other() -> None:
    assert cycles(imports_in(SOURCE)) == []


def test_a_circle_of_imports_is_found_wherever_it_is_closed(tmp_path: Path) -> None:
    package = tmp_path / "fieldvisit"
    (package / "tui" / "screens").mkdir(parents=True)
    for name, text in {
        "a": "from fieldvisit.b import one\nfrom fieldvisit.tui.screens import first",
        "b": "def one():\n    from fieldvisit import c",
        "c": "if True:\n    import fieldvisit.a",
        "d": "if TYPE_CHECKING:\n    from fieldvisit.e import two",
        "e": "from fieldvisit.d import three",
        "tui/screens/first": "def open():\n    from fieldvisit.tui.screens import second",
        "tui/screens/second": "import fieldvisit.tui.screens.first",
        "__init__": "",
        "tui/__init__": "",
        "tui/screens/__init__": "",
    }.items():
        (package / f"{name}.py").write_text(text)

    assert cycles(imports_in(package)) == [["fieldvisit.a", "fieldvisit.b", "fieldvisit.c"]]


def test_imports_keep_their_direction(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(CHECKOUT)
    broken = lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True)

    assert broken == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("tui/__init__.py", "import sqlmodel"),
        ("tui/__init__.py", "import fieldvisit.store"),
        ("domain/money.py", "import textual"),
        ("rules/__init__.py", "import fieldvisit.dialogue"),
        ("services/__init__.py", "import fieldvisit.store"),
        ("exchange/__init__.py", "import fieldvisit.store"),
        ("sync/__init__.py", "import sqlite3"),
    ],
)
def test_an_import_against_the_direction_is_found(tmp_path: Path, module: str, line: str) -> None:
    copy = tmp_path / "fieldvisit"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__", "content", "locale"))
    with (copy / module).open("a", encoding="utf-8") as file:
        file.write(f"\n\ndef _reach():\n    {line}\n")
    checked = python(
        "import sys; from importlinter.cli import lint_imports;"
        "sys.exit(lint_imports(config_filename=sys.argv[1], no_cache=True, no_logo=True))",
        str(CHECKOUT / "pyproject.toml"),
        first_on_path=tmp_path,
    )

    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert "BROKEN" in checked.stdout


EDGES = ("tui", "cli")
"""Screens lead to each other and back; commands share the options of their neighbours."""


def test_nothing_below_the_edges_imports_in_a_ring() -> None:
    modules = {
        ".".join(("fieldvisit", *path.relative_to(SOURCE).with_suffix("").parts)): path
        for path in MODULES
        if path.relative_to(SOURCE).parts[0] not in EDGES
    }
    graph = {
        name: {each for each in imported(path) if each in modules and each != name}
        for name, path in modules.items()
    }

    TopologicalSorter(graph).prepare()


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, anywhere but for types alone."""
    waiting: list[ast.AST] = [ast.parse(path.read_text("utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)
        waiting += ast.iter_child_nodes(node)


def test_the_first_screen_loads_nothing_heavy() -> None:
    started = python("import fieldvisit.tui.app, sys; print(*sorted(sys.modules))")

    assert started.returncode == 0, started.stderr
    loaded = {name.partition(".")[0] for name in started.stdout.split()}
    assert loaded & HEAVY == set()
    assert "textual" in loaded


def test_the_command_line_loads_no_screen_before_it_is_asked() -> None:
    started = python("import fieldvisit.cli.main, sys; print(*sorted(sys.modules))")

    assert started.returncode == 0, started.stderr
    loaded = {name.partition(".")[0] for name in started.stdout.split()}
    assert loaded & (HEAVY | {"textual"}) == set()


def python(
    code: str, *words: str, first_on_path: Path | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    if first_on_path:
        environment["PYTHONPATH"] = str(first_on_path)
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def relative(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_module_is_finished_and_at_home_everywhere(path: Path) -> None:
    source = path.read_text("utf-8")

    assert MACHINE_PATHS.search(source) is None
    assert UNFINISHED.search(source) is None


def test_names_say_what_is_inside() -> None:
    named = {word for path in MODULES for word in path.relative_to(SOURCE).with_suffix("").parts}
    words = {part for name in named for part in name.split("_")}

    assert words & EMPTY_NAMES == set()
