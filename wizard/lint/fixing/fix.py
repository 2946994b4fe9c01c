"""Mends a folder of trees: tries it in a copy, keeps what makes no file worse, and says what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from wizard.library import Loaded
from wizard.lint.fixing.draft import Done, Draft, Kind, Mend
from wizard.lint.fixing.lines import Lines
from wizard.lint.fixing.moved import followed
from wizard.lint.fixing.order import ordered
from wizard.lint.fixing.quotes import quoted
from wizard.lint.fixing.trial import Trial, trial
from wizard.problem import Problem

_MENDS: Final[Mapping[Kind, Mend]] = {Kind.QUOTES: quoted, Kind.MOVED: followed, Kind.ORDER: ordered}
_ROUNDS: Final = 50  # each leaves fewer problems; more than this is no folder that somebody wrote


@dataclass(frozen=True, slots=True)
class Change:
    """A file to change: its path as problems name it, what it held and will hold, and what was done."""

    path: str
    before: bytes
    after: bytes
    done: tuple[Done, ...]


def changes(
    folder: Path,
    shown: str,
    wanted: Callable[[str], bool],
    kinds: Collection[Kind] = tuple(Kind),
    trees: Collection[str] | None = None,
) -> list[Change]:
    """Return what mending the folder changes, sorted by path; nothing is written.

    `wanted` tells by its path whether a file may be changed; `shown` and `trees` are as for `wizard.library.load`.
    """
    with trial(folder, shown, trees) as copy:
        run = _Run(copy, wanted)
        for kind in Kind:
            if kind in kinds:
                run.mend(_MENDS[kind])
        return run.changes()


@dataclass(slots=True)
class _Run:
    """One run over a folder: what files held at first, and what was done to each so far."""

    copy: Trial
    wanted: Callable[[str], bool]
    first: dict[str, bytes] = field(default_factory=dict)
    done: dict[str, tuple[Done, ...]] = field(default_factory=dict)

    def mend(self, mend: Mend) -> None:
        """Mend as long as something changes; a file that would be worse afterwards is left as it was."""
        refused: set[str] = set()
        loaded, problems = self.copy.found()
        for _ in range(_ROUNDS):
            before = {path: self.copy.content(path) for path in self._paths(loaded) if path not in refused}
            drafts = dict(_drafts(loaded, problems, before, mend))
            if not drafts:
                return
            self.copy.write({path: draft.lines.content for path, draft in drafts.items()})
            again, left = self.copy.found()
            worse = _worse(drafts, loaded, problems, again, left)
            if worse:
                refused |= worse
                self.copy.write({path: before[path] for path in drafts})
                continue
            for path, draft in drafts.items():
                self.first.setdefault(path, before[path])
                self.done[path] = (*self.done.get(path, ()), *draft.done)
            loaded, problems = again, left

    def changes(self) -> list[Change]:
        """Return what came of it."""
        return [
            Change(path, self.first[path], self.copy.content(path), done)
            for path, done in sorted(self.done.items())
        ]

    def _paths(self, loaded: Loaded) -> Iterator[str]:
        translations = loaded.library.translations.entries
        for path in loaded.sources:
            if self.wanted(path):
                yield path
        for locale, catalogs in translations.items():
            for catalog in catalogs:
                path = f"{loaded.shown}/_locale/{locale}/{catalog}.po"
                if self.wanted(path):
                    yield path


def _drafts(
    loaded: Loaded, problems: Sequence[Problem], contents: Mapping[str, bytes], mend: Mend
) -> Iterator[tuple[str, Draft]]:
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        by_path.setdefault(problem.path, []).append(problem)
    for path, content in contents.items():
        lines = Lines.of(content)
        if lines is not None:
            draft = mend(loaded, path, lines, by_path.get(path, ()))
            if draft.lines != lines:
                yield path, draft


def _worse(
    drafts: Collection[str],
    loaded: Loaded,
    problems: Sequence[Problem],
    again: Loaded,
    left: Sequence[Problem],
) -> set[str]:
    """Return the files that are worse than before; all of them when another file is.

    A file that could not be read in full is better when more of it can be read, though rules then see more of it.
    """
    was, now = Counter(problem.path for problem in problems), Counter(problem.path for problem in left)
    unread = {path: _unread(loaded, path) for path in drafts}
    worse = {
        path
        for path in drafts
        if (_unread(again, path) >= unread[path] if any(unread[path]) else now[path] > was[path])
    }
    seen_first = any(any(one) for one in unread.values())
    others = not seen_first and any(now[path] > was[path] for path in now)
    return worse or (set(drafts) if others else set())


def _unread(loaded: Loaded, path: str) -> tuple[bool, int]:
    """Return how bad a file is to read: whether nothing of it is, then how early reading ends or how much is wrong."""
    lines = [problem.line for problem in loaded.problems if problem.path == path]
    lost = "*" in loaded.lost.get(path, ())
    return lost, -max(lines, default=0) if lost else len(lines)
