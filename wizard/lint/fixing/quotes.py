"""Puts texts in quotes that YAML cannot read or cuts: only where it is plain which text was meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from wizard import schema
from wizard.library import FACTS, FIELDS, SHARED, SITE, Loaded
from wizard.lint.fixing.draft import Done, Draft
from wizard.lint.fixing.lines import Lines
from wizard.problem import Problem
from wizard.slips import meant
from wizard.source import Mapping, Source, read
from wizard.source import Sequence as Items

_MENDED: Final = ("yaml-syntax", "text-cut")
_REMARK: Final = re.compile(r"\s+#(?=\s|$)")
_HASH: Final = re.compile(r"\s#\S")
_FLOW_TEXT: Final = re.compile(
    r"(?P<before>[{,]\s*[\w-]+:\s+)(?P<value>[^\s\"'{}\[\]](?:[^{}\[\]\"',]|,(?!\s*[\w-]+:\s))*)(?=[,}])"
)
_MAPPING: Final = re.compile(r"[{\[]\s*[\w-]+:(?:\s|$)|\[.*\]+$")
_DOUBLE: Final = re.compile(r'"(?P<value>[^"\n]*)"')
_OPENED: Final = re.compile(r"(?P<before>\s*(?:- +)*(?:[^\s:#]+:\s+)?)(?P<value>[\"'].*)$")
_QUOTED_WORD: Final = ("'", '"')


class _Try(NamedTuple):
    """A line as it may have been meant: the text that must be read from it, and at which column."""

    line: str
    meant: str | None
    column: int
    what: str


def quoted(loaded: Loaded, path: str, lines: Lines, problems: Sequence[Problem]) -> Draft:
    """Return the file with every text quoted of which it is plain where it begins and ends."""
    kind = _kind(loaded, path)
    done: list[Done] = []
    mended: set[int] = set()
    for problem in sorted(problems, reverse=True):
        if problem.rule not in _MENDED or kind is None or problem.line in mended:
            continue
        for one in _tries(lines.line(problem.line), problem.column):
            draft = lines.with_line(problem.line, one.line)
            if _is_better(path, kind, lines, draft, problem, one):
                lines = draft
                mended.add(problem.line)
                done.append(Done(problem.line, one.what))
                break
    return Draft(lines, tuple(reversed(done)))


def _kind(loaded: Loaded, path: str) -> str | None:
    """Return which schema a file is held to, None for a file that is no YAML of ours."""
    inside = path.removeprefix(f"{loaded.shown}/")
    special = {f"{SITE}.yaml": "site", f"{FACTS}.yaml": "facts", f"{FIELDS}.yaml": "fields"}
    if not inside.endswith(".yaml") or path not in loaded.sources:
        return None
    return special.get(inside) or ("block" if inside.startswith(f"{SHARED}/") else "tree")


def _tries(line: str, column: int) -> Iterator[_Try]:
    """Yield how the line may have been meant, the likeliest first."""
    before, rest = line[: column - 1], line[column - 1 :]
    yield from _flow(line)
    yield from _closed(before, rest)
    if opened := _OPENED.match(line):
        yield from _closed(opened["before"], opened["value"])
    yield from _single(line, column)
    yield from _whole(before, rest)
    yield from _brace_closed(line)


def _whole(before: str, rest: str) -> Iterator[_Try]:
    """Yield the value from the column to the end of the line in quotes; a remark behind it stays one."""
    blank = len(rest) - len(rest.lstrip())
    before, rest = before + rest[:blank], rest[blank:]
    if before.endswith(":"):
        before += " "
    remark = _REMARK.search(rest)
    value, tail = (rest[: remark.start()], rest[remark.start() :]) if remark else (rest.rstrip(), "")
    if (
        not value
        or _DOUBLE.fullmatch(value)
        or _MAPPING.match(value)
        or (remark and not _HASH.search(value) and _is_plain(value))
    ):
        return  # the remark itself is what was cut: only the writer knows whether it is one
    tail, value = tail or rest[len(value) :], meant(value)
    yield _Try(before + _in_quotes(value) + tail, value, len(before) + 1, "put the text in quotes")


def _is_plain(value: str) -> bool:
    """Tell whether YAML would read the value without quotes just so."""
    return value[0].isalnum() and ": " not in value and not value.endswith(":")


def _in_quotes(value: str) -> str:
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _closed(before: str, rest: str) -> Iterator[_Try]:
    """Yield a quotation mark at the end for one that is never closed."""
    mark, value = rest[:1], rest[1:].rstrip()
    if mark not in _QUOTED_WORD or mark in value or _REMARK.search(value):
        return
    if "\\" in value:
        mark = "'" if "'" not in value and "\\\\" not in value else ""
    if mark:
        yield _Try(before + mark + value + mark, value, len(before) + 1, "closed the quotes")


def _flow(line: str) -> Iterator[_Try]:
    """Yield texts inside braces in quotes that a comma or colon would cut."""
    for found in _FLOW_TEXT.finditer(line):
        value = found["value"].rstrip()
        if "," in value or ":" in value:
            start = found.end("before")
            mended = line[:start] + _in_quotes(value) + line[start + len(value) :]
            yield _Try(mended, value, start + 1, "put the text in quotes")


def _single(line: str, column: int) -> Iterator[_Try]:
    """Yield a text with backslashes in single quotes, where double ones would change the sign behind them."""
    for found in _DOUBLE.finditer(line):
        value = found["value"]
        plain = "\\" in value and "\\\\" not in value and "'" not in value and not value.endswith("\\")
        if found.start() < column <= found.end() + 1 and plain:
            mended = f"{line[: found.start()]}'{value}'{line[found.end() :]}"
            yield _Try(mended, value, found.start() + 1, "put the text in single quotes")


def _brace_closed(line: str) -> Iterator[_Try]:
    """Yield a bracket at the end for one that is never closed."""
    said = line.rstrip()
    for mark, last in ("{}", "[]"):
        if said.count(mark) == said.count(last) + 1 and not said.endswith((",", mark)) and " #" not in said:
            yield _Try(said + last, None, 0, f"closed the {mark}")


def _is_better(path: str, kind: str, old: Lines, new: Lines, problem: Problem, one: _Try) -> bool:
    """Tell whether the file reads as meant now: this problem gone, nothing else wrong that was not before."""
    before, after = read(path, old.content), read(path, new.content)
    was, now = _wrong(before, kind), _wrong(after, kind)
    added = now - was
    here = {line for line, rule, _ in now if line == problem.line and rule in _MENDED}
    # Of a file that could not be read at all, what stands further down is only seen now.
    if here or any(before.data is not None or line <= problem.line for line, _, _ in added):
        return False
    return one.meant is None or _scalar_at(after.data, problem.line, one.column) in (one.meant, _UNREAD)


def _wrong(source: Source, kind: str) -> Counter[tuple[int, str, str]]:
    found = [*source.problems, *(finding.problem for finding in _schema(source, kind))]
    told = Counter((problem.line, problem.rule, problem.message) for problem in found)
    told.update((cut.place.line, "text-cut", "") for cut in source.cuts)
    return told


def _schema(source: Source, kind: str) -> list[schema.Finding]:
    return schema.check(source, kind) if source.data is not None else []


_UNREAD: Final = "\0"


def _scalar_at(data: Any, line: int, column: int) -> str | None:
    """Return the key or value that starts there, None when none does; `_UNREAD` of a file that cannot be read yet."""
    if data is None:
        return _UNREAD
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            pairs = [(place, key) for key, place in one.keys_at.items()]
            pairs += [(place, one[key]) for key, place in one.values_at.items() if key in one]
        elif isinstance(one, Items):
            pairs = list(zip(one.items_at, one, strict=True))
        else:
            continue
        for place, value in pairs:
            if (place.line, place.column) == (line, column) and isinstance(value, str):
                return value
            waiting.append(value)
    return None
