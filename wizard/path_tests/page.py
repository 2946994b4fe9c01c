"""What the page says where a walk stands: its texts, and its words in a language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from wizard.journey import Stand, end_of
from wizard.library import Library
from wizard.model.step import Advice, Audience, Option, Step
from wizard.model.text import Text
from wizard.model.tree import EndKind
from wizard.names import JUMP, SOLVED
from wizard.rendering import Renderer
from wizard.transcript import option_words

_BLANKS: Final = re.compile(r"\s+")


def texts(library: Library, stand: Stand, audience: Audience) -> Iterator[Text]:
    """Yield the texts that a page shows to an audience, in reading order."""
    after = _after(stand)
    if after is not None:
        yield after
    step = stand.position.step
    yield from _of_end(library, stand) if step is None else _of_step(step, stand, audience)


def words(library: Library, renderer: Renderer, stand: Stand, audience: Audience, locale: str) -> str:
    """Return what the page says in `locale`, as plain words and as the Markdown they are written in.

    Labels that are the site's or the program's own are part of it. Blanks and line breaks are one blank.
    """
    values = stand.position.values
    shown = tuple(texts(library, stand, audience))
    found = [renderer.plain(text, locale, values) for text in shown]
    found += [option_words(library, option, locale) for option in _options(stand) if option.label is None]
    found += [renderer.source(text, locale, values) for text in shown]
    return " ".join(dict.fromkeys(line for text in found if (line := as_one_line(text))))


def as_one_line(text: str) -> str:
    """Return a text with every run of blanks and line breaks as one blank."""
    return _BLANKS.sub(" ", text).strip()


def request_fields(stand: Stand) -> tuple[str, ...]:
    """Return the fields of the request that a customer sends from there: of the end, the tree and its blocks."""
    end = stand.tree.ends.get(end_of(stand) or "")
    return tuple(dict.fromkeys((*(end.fields if end else ()), *stand.tree.ticket_fields)))


def _options(stand: Stand) -> tuple[Option, ...]:
    return stand.position.step.options if stand.position.step else ()


def _after(stand: Stand) -> Text | None:
    """Return what is to be done after the last answered step."""
    trail = stand.position.trail
    step = stand.tree.step(trail[-1].step) if trail else None
    return step.after if step else None


def _of_step(step: Step, stand: Stand, audience: Audience) -> Iterator[Text]:
    values = stand.position.values
    how = (
        variant.text
        for variant in step.how
        if (variant.when is None or variant.when.holds(values))
        and (audience is Audience.STAFF or variant.audience is Audience.CUSTOMER)
    )
    image = step.image.alt if step.image else None
    link = step.link.label if step.link else None
    plain = (step.title, step.hint, image, link, step.warning, *how, step.check, step.undo, step.why)
    yield from (text for text in plain if text)
    for option in step.options:
        picture = option.image.alt if option.image else None
        yield from (text for text in (option.label, option.hint, picture) if text)
    if step.typed and step.typed.unit:
        yield step.typed.unit


def _of_end(library: Library, stand: Stand) -> Iterator[Text]:
    tree, end = stand.tree, end_of(stand) or ""
    kind, named = tree.kind_of(end), tree.ends.get(end)
    advice = _advice(stand) if kind is EndKind.SOLVED else Advice()
    link = named.link.label if named and named.link else None
    given = named.text if named else tree.ticket_text if kind is EndKind.TICKET else None
    yield from (text for text in (advice.text or given, advice.prevent, link) if text)
    target = library.trees.get(named.goto.removeprefix(JUMP)) if named and named.goto else None
    if target is not None:
        yield target.title


def _advice(stand: Stand) -> Advice:
    """Return the advice of the fix that solved it; what it does not say, the tree's."""
    tree, trail = stand.tree, stand.position.trail
    last = tree.step(trail[-1].step) if trail and trail[-1].value == SOLVED else None
    own = last.solved if last and last.solved else Advice()
    return Advice(own.text or tree.solved.text, own.prevent or tree.solved.prevent)
