"""Path tests as YAML, and put at the end of a file whose comments and lines stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from wizard.errors import WizardError
from wizard.model.step import Audience
from wizard.path_tests.model import Expected, PathTest
from wizard.path_tests.reading import file_of
from wizard.source import typed_scalar

HEAD: Final = "# yaml-language-server: $schema=../../schemas/tests.schema.json\n"
_WIDTH: Final = 118
# What is a text to every YAML reader without quotes, in braces too.
_PLAIN: Final = re.compile(r"[A-Za-z0-9][\w.~-]*(?: [\w.~()/%+-]+)*", re.ASCII)
_PLAIN_LINE: Final = re.compile(r"[^\W_](?:[^\W_]|[ .,~()/%+;?'’“”-])*")


class NotAppended(WizardError):
    """The tests cannot be put at the end of {path}: {why}. Put them there by hand."""


def as_yaml(tests: Iterable[PathTest]) -> str:
    """Return tests as items of a list, to be put into a file."""
    return "".join(f"{line}\n" for test in tests for line in _lines(test))


def appended(content: bytes | None, path: str, tests: Sequence[PathTest]) -> str:
    """Return the text of a file (None: there is none yet) with the tests at its end.

    NotAppended when the file cannot be read, or when it would not hold what it should.
    """
    before = file_of(tests[0].tree, content, path) if content else None
    if before is not None and before.problems:
        first = before.problems[0]
        raise NotAppended(path=path, why=f"line {first.line} is wrong ({first.message})")
    text = content.decode("utf-8-sig") if content else HEAD
    text = f"{text.rstrip()}\n{as_yaml(tests)}"
    after = file_of(tests[0].tree, text.encode(), path)
    if after.problems or after.tests != (*(before.tests if before else ()), *_placed(tests, path)):
        why = after.problems[0].message if after.problems else "its list does not end at the end of the file"
        raise NotAppended(path=path, why=why)
    return text


def _placed(tests: Sequence[PathTest], path: str) -> Iterator[PathTest]:
    yield from (replace(test, path=path) for test in tests)


def _lines(test: PathTest) -> Iterator[str]:
    yield f"- name: {_line(test.name)}"
    if test.audience is not Audience.CUSTOMER:
        yield f"  audience: {test.audience}"
    if test.told:
        told = test.told.items()
        known = {f"{fact}~{source}": value for fact, values in told for source, value in values.items()}
        yield from _mapping("known", _items(known))
    if test.answers:
        yield from _mapping("answers", _items(test.answers))
    yield from _mapping("expect", list(_expected(test.expected)))


def _expected(expected: Expected) -> Iterator[str]:
    for key, value in (("tree", expected.tree), ("step", expected.step), ("end", expected.end)):
        if value is not None:
            yield f"{key}: {_word(value)}"
    lists = (("steps", expected.steps), ("exactly", expected.exactly), ("not", expected.never))
    yield from (f"{key}: {_list(names)}" for key, names in lists if names)
    ticket = [f"fields: {_list(expected.fields)}"] if expected.fields else []
    ticket += [f"says: {{{', '.join(_items(expected.says))}}}"] if expected.says else []
    if ticket:
        yield f"ticket: {{{', '.join(ticket)}}}"
    if expected.texts:
        shown = [f"{locale}: {_list(words)}" for locale, words in expected.texts.items()]
        yield f"texts: {{{', '.join(shown)}}}"


def _items(values: Mapping[str, str]) -> list[str]:
    return [f"{_word(name)}: {_word(value)}" for name, value in values.items()]


def _list(names: Iterable[str]) -> str:
    return f"[{', '.join(_word(name) for name in names)}]"


def _mapping(key: str, items: Sequence[str]) -> Iterator[str]:
    """Yield `key: {…}`, on as many lines as its items need."""
    line = f"  {key}: {{"
    for at, item in enumerate(items):
        piece = f"{item}}}" if at == len(items) - 1 else f"{item}, "
        if len(line) + len(piece.rstrip()) > _WIDTH and not line.endswith("{"):
            yield line.rstrip()
            line = "    "
        line += piece
    yield line


def _word(text: str) -> str:
    """Return a text as it is written inside braces and brackets."""
    return text if _PLAIN.fullmatch(text) and typed_scalar(text) is not None else _quoted(text)


def _line(text: str) -> str:
    """Return a text as it is written behind a key that stands alone on its line."""
    is_plain = _PLAIN_LINE.fullmatch(text) and isinstance(typed_scalar(text), str)
    return text if is_plain and not text.endswith(" ") else _quoted(text)


def _quoted(text: str) -> str:
    one_line = " ".join(text.split())
    return (
        f'"{one_line}"'
        if '"' not in one_line and "\\" not in one_line
        else "'" + one_line.replace("'", "''") + "'"
    )
