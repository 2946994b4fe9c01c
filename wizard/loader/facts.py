"""`_facts.yaml` and the typed answers it shares with steps."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wizard.loader.part import Part
from wizard.model.fact import Fact
from wizard.model.step import Option, Typed
from wizard.model.text import Image
from wizard.names import UNSURE

# A group that repeats inside a repetition can take for ever on a short text.
_NESTED_REPEAT = re.compile(r"[+*}]\)?\s*[+*{]|\([^()]*[+*{][^()]*\)\s*[+*{]")


def facts(file: Part) -> Mapping[str, Fact]:
    """Return the facts of the file by id."""
    found = {}
    for name, _ in file.entries():
        part = file.part(name)
        if name != "format" and part is not None:
            found[name] = _fact(name, part)
    return found


def _fact(name: str, part: Part) -> Fact:
    detect = part.data.get("detect")
    return Fact(
        id=name,
        place=part.place_of_key("ask") if part.has("ask") else part.place,
        about=part.text("about"),
        ask=part.text("ask"),
        hint=part.text("hint"),
        image=part.image(),
        values=tuple(option for option in _values(part) if option.id != UNSURE),
        unsure=next((option for option in _values(part) if option.id == UNSURE), None),
        typed=typed(part),
        detect=detect if isinstance(detect, dict) else {},
    )


def _values(part: Part) -> tuple[Option, ...]:
    values = part.bare("values")
    return tuple(plain_option(values, name, "values") for name, _ in values.entries()) if values else ()


def plain_option(options: Part, name: str, level: str) -> Option:
    """Return the option `name: label` or `name: {label, hint, image}` of the mapping `options`.

    Its texts are named `<level>.<name>`. Where it leads (`goto` stays empty) and when it is chosen unasked is
    the step's matter.
    """
    key = f"{level}.{name}"
    detail = options.part(name, key)
    place = options.place_of_key(name)
    if detail is None:
        return Option(name, options.text(name, key), place, goto="")
    label = options.text_of(detail.scalar("label"), key, detail.place_of("label"))
    hint = options.text_of(detail.scalar("hint"), f"{key}.hint", detail.place_of("hint"))
    image_part = detail.part("image")
    image = None
    if image_part:
        alt = options.text_of(image_part.scalar("alt"), f"{key}.image.alt", image_part.place_of("alt"))
        image = Image(image_part.scalar("file"), alt, image_part.place)
    return Option(name, label, place, goto="", hint=hint, image=image, match=detail.words("match"))


def typed(part: Part) -> Typed | None:
    """Return how the typed answer of a step or fact is judged; None when it has options instead."""
    kind = part.scalar("type")
    if not kind:
        return None
    pattern = part.scalar("pattern") or None
    if pattern is not None and not _usable(pattern):
        part.note(
            part.place_of("pattern"),
            "this pattern cannot be used",
            "write a simple regular expression: no repetition inside a repeated group",
        )
        pattern = None
    bounds = (part.scalar("min") or None, part.scalar("max") or None)
    return Typed(kind, *bounds, pattern=pattern, unit=part.text("unit"))


def _usable(pattern: str) -> bool:
    if len(pattern) > 200 or _NESTED_REPEAT.search(pattern):
        return False
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
