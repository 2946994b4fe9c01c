"""Every module imports from below only: floors, strangers, foreign packages, circles.

Read with `ast` alone, so an import inside a function, under TYPE_CHECKING or by `import_module("…")` counts
too.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OWN = ("wizard", "webui", "app")

# From the ground up. A room (a module, or a package with all it holds) imports from the floors below its
# own, and from rooms that stand before it on its own floor.
FLOORS: dict[int, tuple[str, ...]] = {
    0: (
        "wizard",
        "wizard.errors",
        "wizard.garbage",
        "wizard.problem",
        "wizard.limits",
        "wizard.names",
        "wizard.masking",
        "wizard.contact",
        "wizard.recent",
        "wizard.resources",
    ),
    1: ("wizard.conditions", "wizard.model", "wizard.known", "wizard.settings"),
    2: ("wizard.slips", "wizard.source", "wizard.schema"),
    3: ("wizard.loader",),
    4: ("wizard.engine", "wizard.translation", "wizard.library", "wizard.exploration"),
    5: (
        "wizard.words",
        "wizard.routing",
        "wizard.query",
        "wizard.journey",
        "wizard.stands",
        "wizard.rendering",
        "wizard.transcript",
        "wizard.uploads",
        "wizard.path_tests",
        "wizard.probe",
        "wizard.lint",
        "wizard.search",
        "wizard.ways",
        "wizard.new",
        "wizard.telling",
        "wizard.graph",
        "wizard.diff",
    ),
    6: ("wizard.store",),
    7: (
        "wizard.publishing",
        "wizard.filed",
        "wizard.watching",
        "wizard.delivery",
        "wizard.tickets",
        "wizard.conversation",
        "wizard.staff",
        "wizard.api_keys",
        "wizard.privacy",
        "wizard.export",
        "wizard.contexts",
        "wizard.codes",
    ),
    9: ("wizard.cli", "webui"),
    10: ("app",),
}
ROOMS = [room for rooms in FLOORS.values() for room in rooms]
STRANGERS = ("wizard.cli", "webui")

# A foreign package, and the only rooms that may know it. What is not named here comes with Python.
FOREIGN = {
    "yaml": ("wizard.source",),
    "jsonschema": ("wizard.schema",),
    "jsonschema_rs": ("wizard.schema",),
    "referencing": ("wizard.schema",),
    "babel": ("wizard.translation", "wizard.export", "webui"),
    "markdown_it": ("wizard.lint", "wizard.rendering"),
    "nh3": ("wizard.rendering",),
    "sqlalchemy": ("wizard.store",),
    "alembic": ("wizard.store",),
    "psycopg": ("wizard.store",),
    "sqlite3": ("wizard.store", "wizard.search"),
    "rapidfuzz": ("wizard.search",),
    "PIL": ("wizard.uploads",),
    "httpx": ("wizard.delivery",),
    "argon2": ("wizard.staff",),
    "jwt": ("wizard.contexts",),
    "segno": ("wizard.codes",),
    "click": ("wizard.cli",),
    "granian": ("wizard.cli",),
    "flask": ("webui", "app"),
    "werkzeug": ("webui", "app"),
    "jinja2": ("webui", "wizard.delivery", "wizard.export"),
    "markupsafe": ("webui",),
    "persiantools": ("webui",),
    "rcssmin": ("webui", "wizard.export"),
    "rjsmin": ("webui", "wizard.export"),
}
SQL = re.compile(r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s.+\sSET|DELETE\s+FROM|CREATE\s+TABLE)\b", re.S)


def modules() -> dict[str, Path]:
    """Every module of ours by its dotted name."""
    files = [
        ROOT / "app.py",
        *(file for top in ("wizard", "webui") for file in sorted((ROOT / top).rglob("*.py"))),
    ]
    found = {}
    for file in files:
        parts = file.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


MODULES = modules()
TREES = {name: ast.parse(file.read_text("utf-8")) for name, file in MODULES.items()}


def imported(tree: ast.AST) -> Iterator[str]:
    """The names that are imported anywhere in a module: `package.module.name` of a `from` import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "write the whole name of what you import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call):
            yield from by_call(node)


def by_call(node: ast.Call) -> Iterator[str]:
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if called in ("import_module", "__import__") and node.args:
        assert isinstance(node.args[0], ast.Constant), "import by a name that can be read"
        yield str(node.args[0].value)


def top(name: str) -> str:
    return name.partition(".")[0]


def module_of(name: str) -> str:
    """The module of ours that an imported name is, or stands in."""
    while name not in MODULES:
        name, dot, _ = name.rpartition(".")
        assert dot, f"there is no module {name}"
    return name


def room_of(module: str) -> str | None:
    """The room a module stands in: the longest name that fits; `wizard` is the package's own file alone."""
    rooms = [room for room in ROOMS if module == room or (room != "wizard" and module.startswith(room + "."))]
    return max(rooms, key=len, default=None)


def edges() -> Iterator[tuple[str, str]]:
    """Who imports whom, among our modules."""
    for module, tree in TREES.items():
        for name in imported(tree):
            if top(name) in OWN:
                yield module, module_of(name)


EDGES = sorted(set(edges()))


def test_every_module_has_a_room():
    assert [module for module in MODULES if room_of(module) is None] == []


def test_a_module_imports_from_rooms_below_only():
    wrong = [
        f"{module} imports {other}"
        for module, other in EDGES
        if (here := room_of(module)) and (there := room_of(other)) and ROOMS.index(there) > ROOMS.index(here)
    ]
    assert wrong == []


def test_pages_and_command_line_are_strangers():
    meetings = [
        f"{module} imports {other}"
        for module, other in EDGES
        if {room_of(module), room_of(other)} == set(STRANGERS)
    ]
    assert meetings == []


def test_nothing_imports_in_a_circle():
    graph: dict[str, set[str]] = {module: set() for module in MODULES}
    for module, other in EDGES:
        if module != other:
            graph[module].add(other)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_a_foreign_package_is_known_only_where_it_belongs():
    wrong = []
    for module, tree in TREES.items():
        for name in sorted({top(name) for name in imported(tree)} - set(OWN)):
            allowed = FOREIGN.get(name)
            if allowed is None and name in sys.stdlib_module_names:
                continue
            if allowed is None or room_of(module) not in allowed:
                wrong.append(f"{module} imports {name}")
    assert wrong == []


def test_no_sql_stands_in_the_pages():
    wrong = [
        f"{module}:{node.lineno}"
        for module, tree in TREES.items()
        if room_of(module) in ("webui", "app")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    ]
    assert wrong == []


def test_the_architecture_page_names_every_room():
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rooms = [room for room in ROOMS if room not in ("wizard", "webui")]
    assert [room for room in rooms if room.replace(".", "/") not in page] == []


@pytest.mark.parametrize(
    "code",
    [
        "import yaml",
        "from yaml import nodes",
        "def later():\n    import yaml.nodes",
        "if TYPE_CHECKING:\n    from yaml import Node",
        "import importlib\nimportlib.import_module('yaml')",
        "__import__('yaml')",
    ],
)
def test_no_way_to_import_is_overlooked(code: str) -> None:
    assert "yaml" in {top(name) for name in imported(ast.parse(code))}
