"""YAML events -> data as spelt and as typed, with places; without recursion, within bounds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import yaml

from wizard import limits
from wizard.problem import Level, Place, Problem
from wizard.source.data import TYPED_BEGINNINGS, Cut, Mapping, Sequence, typed_scalar

# In double quotes: a Windows path with single backslashes, and escapes that nobody means in a text.
_BENT: Final = re.compile(r"[A-Za-z]:\\(?![\\\"])|(?<!\\)(?:\\\\)*\\[abefvNPL_0]")
NOWHERE: Final = Place("")
_new_place: Final = tuple.__new__  # what Place(...) comes to, without the way there
_BLANKS: Final = (" ", "\t")


class _Frame:
    """A mapping or list being filled: as spelt, as typed, and the key that waits for its value."""

    __slots__ = ("begun", "is_list", "key", "key_at", "keys_at", "places", "spelt", "start", "typed")

    def __init__(self, spelt: Mapping | Sequence, typed: Any, begun: Any, start: int) -> None:
        self.spelt: Any = spelt
        self.typed = typed
        self.begun = begun  # the event
        self.start = start
        self.is_list = isinstance(spelt, Sequence)
        self.places: Any = spelt.items_at if isinstance(spelt, Sequence) else spelt.values_at
        self.keys_at = spelt.keys_at if isinstance(spelt, Mapping) else {}
        self.key: str | None = None
        self.key_at = NOWHERE

    def put(self, spelt: Any, typed: Any, place: Place) -> None:
        """Take an item, a key or the value of the key taken before."""
        key = self.key
        if self.is_list:
            self.spelt.append(spelt)
            self.typed.append(typed)
            self.places.append(place)
        elif key is None:
            self.key = spelt
            self.key_at = place
        else:
            self.key = None
            self.spelt[key] = spelt
            self.typed[key] = typed
            self.keys_at[key] = self.key_at
            self.places[key] = place


class Builder:
    """Takes YAML events one by one; keeps a stack instead of recursing, so depth costs nothing but the bound."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.stack: list[_Frame] = []
        self.problems: list[Problem] = []
        self.cuts: list[Cut] = []
        self.anchors: dict[str, tuple[Any, Any, int]] = {}
        self.unused: dict[str, Any] = {}
        self.root: tuple[Any, Any] | None = None
        self.values = 0
        self.seen_anchors = 0
        self.stopped = False

    def take_all(self, next_event: Callable[[], Any]) -> None:
        """Take events until there are no more, or a bound was passed so that reading must stop.

        Most of a file are scalars: those are taken right here, all else by the methods below.
        """
        path, text, stack, scalar = self.path, self.text, self.stack, yaml.ScalarEvent
        while (event := next_event()) is not None:
            if type(event) is not scalar:
                if self._take(event):
                    return
                continue
            spelt: str = event.value
            typed: Any = spelt
            mark: Any = event.start_mark
            if event.style:
                if event.style == '"':
                    self._note_bent(event, spelt)
            else:
                if spelt[:1] in TYPED_BEGINNINGS:
                    typed = typed_scalar(spelt)
                end: Any = event.end_mark
                if text[end.index : end.index + 1] in _BLANKS:
                    self._note_cut(event, spelt)
            if not stack:
                self.root = (spelt, typed)
                continue
            frame = stack[-1]
            if frame.key is None and spelt in frame.keys_at:
                self._note_twice(frame, spelt, event)
            frame.put(spelt, typed, _new_place(Place, (path, mark.line + 1, mark.column + 1)))
            if event.anchor or event.tag is not None:
                self._note_marks(event)
                if event.anchor:
                    self.anchors[event.anchor] = (spelt, typed, 1)

    def _take(self, event: Any) -> bool:
        """Take an event that is no scalar; tell whether reading must stop."""
        kind = type(event)
        if kind is yaml.MappingStartEvent:
            self._open(event, Mapping(), {})
        elif kind is yaml.SequenceStartEvent:
            self._open(event, Sequence(), [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close()
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent and self.root is not None:
            self._problem(
                event, "yaml-syntax", "a second document starts here", "one file holds one: remove `---`"
            )
            return True
        return self.stopped

    def note_unused_anchors(self) -> None:
        """Note each `&word` at the beginning of a text that YAML took for an anchor and dropped."""
        for name, event in self.unused.items() if self.root else ():
            self._note_dropped(event, f"&{name}")

    def _note_dropped(self, event: Any, word: str) -> None:
        message = f"YAML drops `{word}` here: it means something else to YAML than a text"
        self._problem(
            event, "text-cut", message, f'a text that starts with {word[0]} must stand in quotes: "{word} …"'
        )

    def _note_marks(self, event: Any) -> None:
        """Note a tag (`!word`), and remember an anchor until it is used."""
        if event.tag is not None:
            self._note_dropped(event, self.text[event.start_mark.index :].split(maxsplit=1)[0])
        if event.anchor:
            self.unused[event.anchor] = event
            self.seen_anchors += 1
            if self.seen_anchors > limits.YAML_ANCHORS:
                self._stop(event, f"the file has more than {limits.YAML_ANCHORS} anchors (&name)")

    def _stop(self, event: Any, what: str) -> None:
        """Note that a bound was passed, and that nothing of the file can be used."""
        if not self.stopped:
            self._problem(event, "too-large", what, "split the file, or write it out plainly")
        self.stopped = True
        self.root = None

    def _note_bent(self, event: Any, text: str) -> None:
        """Note a backslash in double quotes that does not mean itself."""
        start, end = event.start_mark.index, event.end_mark.index
        if end - start == len(text) + 2:
            return
        spelt = self.text[start:end]
        if "\\" in spelt and _BENT.search(spelt):
            message = "a backslash in double quotes changes the sign behind it"
            hint = f"use single quotes: '{spelt[1:-1]}'" if "'" not in spelt else "type each backslash twice"
            self._problem(event, "yaml-syntax", message, hint)

    def _note_cut(self, event: Any, text: str) -> None:
        """Note that behind a plain scalar a ` # …` was dropped."""
        end = event.end_mark.index
        rest = self.text[end : self.text.find("\n", end) % (len(self.text) + 1)]
        if text and rest.lstrip().startswith("#"):
            mark = event.start_mark
            self.cuts.append(Cut(text, Place(self.path, mark.line + 1, mark.column + 1)))

    def _open(self, event: Any, spelt: Mapping | Sequence, typed: Any) -> None:
        start = self.values
        if event.anchor or event.tag is not None:
            self._note_marks(event)
        self._add(spelt, typed, event)
        self.stack.append(_Frame(spelt, typed, event, start))
        if len(self.stack) > limits.YAML_DEPTH:
            self._stop(event, f"lists and mappings stand more than {limits.YAML_DEPTH} deep here")

    def _close(self) -> None:
        frame = self.stack.pop()
        self._count(len(frame.spelt) * (1 if frame.is_list else 2), frame.begun)
        if frame.begun.anchor:
            self.anchors[frame.begun.anchor] = (frame.spelt, frame.typed, self.values - frame.start)

    def _alias(self, event: Any) -> None:
        self.unused.pop(event.anchor, None)
        spelt, typed, size = self.anchors.get(event.anchor, ("", None, 1))
        if event.anchor not in self.anchors:
            hint = f'a text that starts with * must stand in quotes: "*{event.anchor}…"'
            self._problem(event, "yaml-syntax", f"*{event.anchor} names no anchor of this file", hint)
        self._count(size, event)
        self._add(spelt, typed, event)

    def _count(self, values: int, event: Any) -> None:
        """Count values, those of an alias as often as it stands there."""
        self.values += values
        if self.values > limits.YAML_VALUES:
            self._stop(event, f"the file has more than {limits.YAML_VALUES:,} values")

    def _add(self, spelt: Any, typed: Any, event: Any) -> None:
        """Put what is no scalar in its place."""
        if not self.stack:
            self.root = (spelt, typed)
            return
        frame = self.stack[-1]
        if not frame.is_list and frame.key is None:
            spelt = self._key(frame, spelt, event)
        mark = event.start_mark
        frame.put(spelt, typed, Place(self.path, mark.line + 1, mark.column + 1))

    def _key(self, frame: _Frame, spelt: Any, event: Any) -> str:
        """Return the key to go on with, when an alias, a list or a mapping stands for one."""
        if not isinstance(spelt, str):
            hint = 'a text that starts with { or [ must stand in quotes, such as "{site.x} …"'
            self._problem(event, "yaml-syntax", "a list or mapping cannot be a key", hint)
            return ""
        if spelt in frame.keys_at:
            self._note_twice(frame, spelt, event)
        return spelt

    def _note_twice(self, frame: _Frame, key: str, event: Any) -> None:
        first, line = frame.keys_at[key], event.start_mark.line + 1
        message = f"`{key}` stands twice: first in line {first.line}, again in line {line}"
        self._problem(event, "duplicate-key", message, "keep one of them, or rename one")

    def _problem(self, event: Any, rule: str, message: str, hint: str) -> None:
        if len(self.problems) < limits.PROBLEMS_PER_FILE:
            mark = event.start_mark
            place = (self.path, mark.line + 1, mark.column + 1)
            self.problems.append(Problem(*place, rule, Level.ERROR, message, hint))
