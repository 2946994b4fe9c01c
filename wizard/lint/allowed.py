"""`# lint: allow RULE why` comments: what a writer allows on purpose is no problem; a careless comment is one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

from wizard.library import FACTS, FIELDS, SHARED, SITE, Loaded
from wizard.lint.comments import Comment, comments
from wizard.lint.nearest import nearest
from wizard.lint.rules import RULES
from wizard.problem import Level, Place, Problem, problem_at
from wizard.translation.catalogs import LOCALE_FOLDER

WITHOUT_REASON: Final = "allow-without-reason"
UNKNOWN_RULE: Final = "allow-unknown-rule"
UNUSED: Final = "allow-unused"

_TEXT_CUT: Final = "text-cut"
_SIGN: Final = "lint:"
_ALLOW: Final = re.compile(r"#+\s*lint:\s*allow(?:\s+(?P<rule>[\w-]+)[:,;]?(?P<why>.*))?\s*")
_WORD: Final = re.compile(r"\w")
_KEY: Final = re.compile(
    r"(?P<before>\s*(?:- +)*)(?P<key>(?:[^\s'\"#{\[][^:#]*|'[^']*'|\"[^\"]*\")\s*:(?=\s|$))?"
)
_BLOCK_TEXT: Final = re.compile(r"[|>][-+0-9]*$")
_TO_THE_END: Final = 10**9


class Allow(NamedTuple):
    """One comment: the rule it names, the reason, and the lines from `first` to `last` for which it speaks."""

    place: Place
    rule: str
    why: str
    first: int
    last: int

    def covers(self, problem: Problem) -> bool:
        """Tell whether it speaks of this problem."""
        return problem.rule == self.rule and self.first <= problem.line <= self.last


def judged(loaded: Loaded, found: Iterable[Problem], ran: Collection[str]) -> Iterator[Problem]:
    """Yield what rules found less what comments allow, and what is wrong with the comments.

    `ran` are the names of the rules that ran. What loading found never comes here: it cannot be allowed.
    """
    texts = {path: source.text for path, source in loaded.sources.items()} | dict(_po_texts(loaded))
    signed = {path: text for path, text in texts.items() if _SIGN in text}
    if not signed:
        yield from found
        return
    allows = {path: list(_allows(path, text)) for path, text in signed.items()}
    own = {place for path, text in signed.items() for place in _cut_by_an_allow(loaded, path, text)}
    used: set[Allow] = set()
    for problem in found:
        allowing = [one for one in allows.get(problem.path, ()) if one.why and one.covers(problem)]
        used.update(allowing)
        is_own = problem.rule == _TEXT_CUT and (problem.path, problem.line, problem.column) in own
        if not allowing and not is_own:
            yield problem
    for path, several in allows.items():
        sound = _is_sound(loaded, path)
        for one in several:
            yield from _wrong(one, is_used=one in used or one.rule not in ran or not sound)


def _wrong(one: Allow, *, is_used: bool) -> Iterator[Problem]:
    """Yield what is wrong with a comment, one thing at a time."""
    rules = [rule.name for rule in RULES]
    if not one.rule:
        message, hint = "the comment names no rule", "write `# lint: allow RULE` and why"
        yield problem_at(one.place, UNKNOWN_RULE, message, hint)
    elif one.rule not in rules:
        near = nearest(one.rule, rules)
        hint = (
            f"did you mean `{near}`?" if near else "only what a rule finds can be allowed: see docs/rules.md"
        )
        yield problem_at(one.place, UNKNOWN_RULE, f"`{one.rule}` is no rule that can be allowed", hint)
    elif not one.why:
        hint = f"write it behind the rule: `# lint: allow {one.rule} because …`"
        yield problem_at(one.place, WITHOUT_REASON, f"why `{one.rule}` is allowed is not said", hint)
    elif not is_used:
        message = f"there is no `{one.rule}` here to allow"
        yield problem_at(one.place, UNUSED, message, "delete the comment", Level.WARNING)


def _is_sound(loaded: Loaded, path: str) -> bool:
    """Tell whether all was found that there is: rules are silent about what could not be read."""
    shared = (f"{loaded.shown}/{SITE}.", f"{loaded.shown}/{FACTS}.", f"{loaded.shown}/{FIELDS}.")
    return not any(
        problem.level is Level.ERROR
        and (problem.path == path or problem.path.startswith((*shared, f"{loaded.shown}/{SHARED}/")))
        for problem in loaded.problems
    )


def _po_texts(loaded: Loaded) -> Iterator[tuple[str, str]]:
    for locale, catalogs in loaded.library.translations.entries.items():
        for catalog in catalogs:
            name = f"{LOCALE_FOLDER}/{locale}/{catalog}.po"
            try:
                content = (loaded.folder / name).read_bytes()
            except OSError:  # a library that was put together elsewhere
                continue
            if _SIGN.encode() in content:
                text = content.decode("utf-8", "replace").replace("\r\n", "\n")
                yield f"{loaded.shown}/{name}", text


def _allows(path: str, text: str) -> Iterator[Allow]:
    lines = text.split("\n")
    is_po = path.endswith(".po")
    remarks = list(_po_comments(lines)) if is_po else comments(text)
    said = [*lines]  # without what stands behind a `#`
    for remark in () if is_po else remarks:
        said[remark.line - 1] = lines[remark.line - 1][: remark.column - 1].rstrip()
    for comment in remarks:
        found = _ALLOW.fullmatch(comment.text)
        if found:
            why = (found["why"] or "").strip(" \t-–—:(")
            first, last = _entry(lines, comment) if is_po else _lines(said, comment)
            place = Place(path, comment.line, comment.column)
            yield Allow(place, found["rule"] or "", why if _WORD.search(why) else "", first, last)


def _lines(said: list[str], comment: Comment) -> tuple[int, int]:
    """Return the lines that a comment speaks of: its own, those of the text below it, or the whole file."""
    if not comment.alone:
        return comment.line, _text_end(said, comment.line)
    if not any(_is_content(line) for line in said[: comment.line]):
        return 1, _TO_THE_END
    below = next((at for at in range(comment.line, len(said)) if _is_content(said[at])), comment.line - 1)
    return below + 1, _text_end(said, below + 1)


def _is_content(line: str) -> bool:
    return bool(line.strip()) and line != "---"


def _text_end(lines: list[str], number: int) -> int:
    """Return the last line of the text that starts in line `number`: a text may go on below its key."""
    said = lines[number - 1]
    found = _KEY.match(said)
    before, key = (found["before"], found["key"] or "") if found else ("", "")
    value = said[len(before) + len(key) :].strip()
    if not value:
        return number
    depth = len(before) if key else before.rfind("-")
    if not key and depth < 0 and not _BLOCK_TEXT.search(value):
        depth = len(before)
    last = number
    for at in range(number, len(lines)):
        line = lines[at]
        if line.strip() and len(line) - len(line.lstrip()) <= depth:
            break
        last = at + 1 if line.strip() else last
    return last


def _cut_by_an_allow(loaded: Loaded, path: str, text: str) -> Iterator[tuple[str, int, int]]:
    """Yield where a text starts behind which an allowing comment stands: nothing of that text was cut off."""
    cuts = loaded.cuts.get(path, ())
    remarks = comments(text) if cuts else []
    for cut in cuts:
        remark = next((one for one in remarks if (one.line, one.column) > cut.place[1:]), None)
        if remark and _ALLOW.fullmatch(remark.text):
            yield cut.place


def _po_comments(lines: list[str]) -> Iterator[Comment]:
    """Yield what translators noted: `# …`. Other comments of a PO file are written anew by programs."""
    for number, line in enumerate(lines, start=1):
        if line.startswith(("# ", "#\t")):
            yield Comment(number, 1, line.rstrip(), alone=True)


def _entry(lines: list[str], comment: Comment) -> tuple[int, int]:
    """Return the lines of the entry that a comment of a PO file stands above."""
    last = comment.line
    while last < len(lines) and lines[last].startswith("#"):
        last += 1
    while last < len(lines) and lines[last].strip() and not lines[last].startswith("#"):
        last += 1
    return comment.line, last
