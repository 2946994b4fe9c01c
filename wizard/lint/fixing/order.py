"""Puts the keys of heads and steps in the order in which the format is told, each with its own comments.

Order is no problem, and no rule asks for it: YAML does not care. It only makes trees easier to compare and to read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from wizard.library import SHARED, Loaded
from wizard.lint.comments import comments
from wizard.lint.fixing.draft import Done, Draft
from wizard.lint.fixing.lines import Lines
from wizard.problem import Problem
from wizard.source import Mapping, read

HEAD: Final = (
    "format", "title", "summary", "stage", "products", "owner", "review_by", "draft", "keywords", "codes",
    "check", "moved", "steps", "solved", "ticket", "ends",
)  # fmt: skip
STEP: Final = (
    "ask", "fact", "fix", "do", "tell", "use", "hint", "audience", "when", "image", "link",
    "type", "many", "pattern", "min", "max", "unit",
    "warning", "how", "check", "undo", "after", "why", "cause", "minutes", "risk", "restart", "changes", "solved",
    "options", "goto", "steps",
)  # fmt: skip


def ordered(loaded: Loaded, path: str, lines: Lines, problems: Sequence[Problem]) -> Draft:
    """Return a tree or block with its keys in order, and unchanged when that would change what it says."""
    del problems  # order is none
    done: list[Done] = []
    if not _is_tree(loaded, path):
        return Draft(lines)
    while (draft := _step(path, lines)) is not None:
        lines = draft.lines
        done += draft.done
    return Draft(lines, tuple(done))


def _is_tree(loaded: Loaded, path: str) -> bool:
    inside = path.removeprefix(f"{loaded.shown}/")
    wrong = any(problem.path == path for problem in loaded.problems)
    return path in loaded.sources and not wrong and (not inside.startswith("_") or inside.startswith(SHARED))


def _step(path: str, lines: Lines) -> Draft | None:
    """Return the file with the first part put in order that is not yet; None when there is none such."""
    source = read(path, lines.content)
    said = _Said(lines, source.text, source.data)
    for part in _parts(source.data):
        pieces = said.pieces(part.data, keeps_head=part.name == "")
        wanted = sorted(pieces, key=lambda piece: part.order.index(piece.key))
        if pieces == wanted:
            continue
        draft = lines.arranged(pieces[0].lines.start, [piece.lines for piece in wanted])
        again = read(path, draft.content)
        if again.data == source.data and not again.problems:
            where = f"step `{part.name}`" if part.name else "head"
            return Draft(draft, (Done(pieces[0].line, f"put the keys of the {where} in order"),))
    return None


class _Part(NamedTuple):
    """A mapping whose keys have an order: the head (no name) or a step."""

    name: str
    data: Mapping
    order: tuple[str, ...]


class _Piece(NamedTuple):
    """A key with its value: the line of the key, and all lines that go with it."""

    key: str
    line: int
    lines: range


def _parts(data: Any) -> Iterator[_Part]:
    if isinstance(data, Mapping):
        yield _Part("", data, HEAD)
        yield from _steps(data)


def _steps(data: Mapping) -> Iterator[_Part]:
    steps = data.get("steps")
    for name, step in steps.items() if isinstance(steps, Mapping) else ():
        if isinstance(step, Mapping):
            yield _Part(str(name), step, STEP)
            yield from _steps(step)


class _Said:
    """A file with the lines that its keys start in, and those that hold a comment alone."""

    def __init__(self, lines: Lines, text: str, data: Any) -> None:
        self.lines = lines
        self.remarks = {one.line: one.column for one in comments(text) if one.alone}
        self.starts = sorted({line for line, _ in _keys(data)})

    def pieces(self, data: Mapping, *, keeps_head: bool) -> list[_Piece]:
        """Return the pieces of a mapping, none when its keys do not all start a line of their own, in one column.

        Comments right above a key go with it, blank lines above those too; what stands above the first key of the
        file belongs to the file.
        """
        places = [data.keys_at[key] for key in data]
        rows = [place.line for place in places]
        columns = {place.column for place in places}
        alone = all(not self.lines.line(place.line)[: place.column - 1].strip() for place in places)
        if len(columns) != 1 or len(set(rows)) != len(rows) or not alone:
            return []
        column = columns.pop()
        heads = [self._head(row, column) for row in rows]
        if keeps_head:
            heads[0] = rows[0]
        ends = [*heads[1:], self._end(data)]
        return [
            _Piece(key, row, range(head, end))
            for key, row, head, end in zip(data, rows, heads, ends, strict=True)
        ]

    def _head(self, row: int, column: int) -> int:
        while self.remarks.get(row - 1) == column:
            row -= 1
        while row > 1 and not self.lines.line(row - 1).strip():
            row -= 1
        return row

    def _end(self, data: Mapping) -> int:
        """Return the line behind the last piece: comments and blank lines below it stay where they are."""
        last = max(line for line, _ in _keys(data))
        following = [line for line in self.starts if line > last]
        end = following[0] if following else len(self.lines.texts) + 1
        while end - 1 > last and (end - 1 in self.remarks or not self.lines.line(end - 1).strip()):
            end -= 1
        return end


def _keys(data: Any) -> Iterator[tuple[int, int]]:
    """Yield line and column of every key and item in `data`."""
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            yield from ((place.line, place.column) for place in one.keys_at.values())
            waiting.extend(one.values())
        elif isinstance(one, list):
            yield from ((place.line, place.column) for place in getattr(one, "items_at", ()))
            waiting.extend(one)
