"""A file's bytes -> its data, or the problem that makes it unreadable; after a plain slip reading goes on."""

from __future__ import annotations

import re
from typing import Final

import yaml

from wizard import limits
from wizard.problem import Level, Place, Problem, problem_at
from wizard.slips import Opened, Slip, yaml_slip
from wizard.source.building import Builder
from wizard.source.data import Source

# What YAML 1.1 calls not printable.
_FORBIDDEN: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def read(path: str, content: bytes) -> Source:
    """Return the file's data, or the problem that makes it unreadable; never raises for what the file holds.

    `path` is shown in problems as it stands. Bounds are those of `limits`.
    """
    if len(content) > limits.FILE_BYTES:
        size = f"{len(content):,} bytes; at most {limits.FILE_BYTES:,} are read"
        return _unreadable(
            "", Place(path, 1, 1), "too-large", f"the file has {size}", "split it into several trees"
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = "save the file as UTF-8 (in Notepad: Save as, Encoding UTF-8)"
        return _unreadable("", Place(path, line, 1), "yaml-syntax", "the file is not UTF-8 here", hint)
    return _parsed(path, _plain_lines(text))


def _plain_lines(text: str) -> str:
    """Return the text with lines that end as in every editor: YAML breaks them at signs that nobody sees, too."""
    for mark, plain in (("\r\n", "\n"), ("\r", "\n"), ("\x85", " "), ("\u2028", " "), ("\u2029", " ")):
        text = text.replace(mark, plain)
    return text


def _parsed(path: str, text: str) -> Source:
    """Parse `text`; after a slip whose mending is plain, go on with the mended line to find what else is wrong."""
    slips: list[Problem] = []
    lines = text.split("\n")
    while True:
        builder = Builder(path, "\n".join(lines))
        try:
            _feed(builder)
        except yaml.MarkedYAMLError as error:
            slip = _slip(builder.text, error)
            slips.append(
                Problem(path, slip.line, slip.column, slip.rule, Level.ERROR, slip.message, slip.hint)
            )
            here = sum(
                1 for one in slips if one.line == slip.line
            )  # what mending does not help, it may double
            if slip.mended is None or here > limits.MENDED_IN_LINE or len(slips) > limits.MENDED_LINES:
                return Source(path, text, problems=(*slips, *builder.problems))
            lines[slip.line - 1] = slip.mended
            continue
        except yaml.YAMLError:  # a reader error: a character YAML forbids, without a mark
            return _forbidden(path, text)
        builder.note_unused_anchors()
        data, typed = builder.root or (None, None)
        return Source(path, text, data, typed, (*slips, *builder.problems), tuple(builder.cuts))


def _feed(builder: Builder) -> None:
    parser = yaml.CSafeLoader(builder.text)
    try:
        builder.take_all(parser.get_event)
    finally:
        parser.dispose()


def _slip(text: str, error: yaml.MarkedYAMLError) -> Slip:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    began = error.context_mark
    opened = Opened(error.context, began.line + 1, began.column + 1) if error.context and began else None
    return yaml_slip(text, error.problem or "", line, column, opened)


def _forbidden(path: str, text: str) -> Source:
    """Return the source of a text with a character that YAML forbids, which is told where it stands."""
    found = _FORBIDDEN.search(text)
    at = found.start() if found else 0
    place = Place(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    called = f"U+{ord(found[0]):04X}" if found else "a control character"
    message = f"there is a character here that YAML does not allow ({called})"
    return _unreadable(text, place, "yaml-syntax", message, "delete it and type the line again")


def _unreadable(text: str, place: Place, rule: str, message: str, hint: str) -> Source:
    return Source(place.path, text, problems=(problem_at(place, rule, message, hint),))
