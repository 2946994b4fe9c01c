"""The YAML of a new tree, as a writer would type it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import Final

from wizard.new.outline import Fix, Outline, ids
from wizard.source import typed_scalar

# What needs no quotes: it begins with a letter, and nothing in it means anything to YAML.
_PLAIN: Final = re.compile(r"[^\W\d_][\w .'?!()/*+=-]*(?:, [\w .'?!()/*+=-]+)*")
_YAML_1_1: Final = frozenset({"y", "n", "yes", "no", "on", "off"})
_SCHEMA: Final = "# yaml-language-server: $schema=../schemas/tree.schema.json"


def written(
    outline: Outline, *, source_locale: str, names: Collection[str] = (), schema: bool = False
) -> str:
    """Return the file of a new tree.

    `names` are the ids of facts, which no step may bear; with `schema` the first line names the schema beside the
    folder of trees, for editors.
    """
    return "\n".join([*_head(outline, source_locale, schema), *_steps(outline, names)]) + "\n"


def _head(outline: Outline, source_locale: str, schema: bool) -> Iterator[str]:
    if schema:
        yield _SCHEMA
    yield "format: 1"
    yield f"title: {scalar(outline.title)}"
    if outline.summary:
        yield f"summary: {scalar(outline.summary)}"
    if outline.stage:
        yield f"stage: {outline.stage}"
    yield "draft: true    # customers do not see it; take this line out when it is ready"
    if outline.keywords:
        yield "keywords:"
        yield f"  {source_locale}: [{', '.join(json.dumps(word, ensure_ascii=False) for word in outline.keywords)}]"
    yield f"check: {scalar(outline.check)}"
    yield ""
    yield "# Steps are tried in order. One whose `when` does not hold is passed over; after the last comes a ticket."
    yield "steps:"


def _steps(outline: Outline, names: Collection[str]) -> Iterator[str]:
    (question,) = ids([outline.question], "question", names)
    answers = tuple(ids(outline.answers, "answer", ()))
    if outline.question:
        yield f"  {key(question)}:"
        yield f"    ask: {scalar(outline.question)}"
        yield "    options:"
        for at, (answer, label) in enumerate(zip(answers, outline.answers, strict=True)):
            yield f"      {key(answer)}: {_option(label, has_fix=at < len(outline.fixes))}"
        yield "      unsure:"
    taken = {*names, question} if outline.question else set(names)
    fixes = ids((fix.title for fix in outline.fixes), "fix", taken)
    for at, (name, fix) in enumerate(zip(fixes, outline.fixes, strict=True)):
        if at or outline.question:
            yield ""
        yield f"  {key(name)}:"
        yield f"    fix: {scalar(fix.title)}"
        if outline.question and at < len(answers):
            yield f"    when: {{{key(question)}: [{key(answers[at])}, unsure]}}"
        yield from _how(fix)


def _option(label: str, *, has_fix: bool) -> str:
    """Return an answer's label; where nothing is to be tried, with the way to a person."""
    return scalar(label) if has_fix else f"{{label: {json.dumps(label, ensure_ascii=False)}, goto: ticket}}"


def _how(fix: Fix) -> Iterator[str]:
    if len(fix.how) == 1:
        yield f"    how: {scalar(fix.how[0])}"
        return
    yield "    how:"
    for line in fix.how:
        yield f"      - {scalar(line)}"


def scalar(text: str) -> str:
    """Return a text as YAML keeps it whole: in quotes unless it is plain without any doubt."""
    is_plain = _PLAIN.fullmatch(text) and text == text.strip() and isinstance(typed_scalar(text), str)
    return text if is_plain and text.lower() not in _YAML_1_1 else json.dumps(text, ensure_ascii=False)


def key(name: str) -> str:
    """Return an id as a key: in quotes where editors would take it for a number or a truth value."""
    return name if isinstance(typed_scalar(name), str) and name not in _YAML_1_1 else f'"{name}"'
