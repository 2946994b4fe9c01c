"""A placeholder that nothing fills in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from wizard.library import FACTS, SITE
from wizard.lint.nearest import nearest
from wizard.lint.rule import Example, Found
from wizard.lint.rules.unsafe_link import addresses
from wizard.lint.survey import Survey
from wizard.loader.slots import SITE_SLOT
from wizard.model.text import PLACEHOLDER
from wizard.problem import Level, Place

name = "placeholder-unknown"
level = Level.ERROR
summary = "A text or link names a slot or a fact in braces that does not exist."
why = "Customers would read the braces. Slots stand in _site.yaml, facts in _facts.yaml."
good: Example = {
    "tree.yaml": """\
steps:
  call:
    tell: "You can call {site.phone}."
""",
    "_site.yaml": """\
brand: {name: Light}
default_locale: en
locales: {en: source}
stages: {use: Using}
slots: {phone: {about: Our number, value: +98 25 0000 0000}}
""",
}
bad: Example = {
    "tree.yaml": """\
steps:
  call:
    tell: "You can call {site.fone}."
""",
    "_site.yaml": good["_site.yaml"],
}

PRODUCT_SLOT: Final = "product."
_CODE: Final = re.compile(r"`+[^`]*`+")
# What was meant as a placeholder, but is not spelt as one.
_ALMOST: Final = re.compile(r"\{\s*(?:site|product)\s*[.:]?[^{}`]{0,60}\}", re.IGNORECASE)


def check(survey: Survey) -> Iterator[Found]:
    """Yield each placeholder of a text, or of an address beside one, that names nothing."""
    known = names(survey)
    silent = tuple(kind for kind, file in (("", FACTS), (SITE_SLOT, SITE)) if survey.lacks(file))
    for words, _, _, text in survey.written.holding("{"):
        for spelt, told, hint in _unknown(words, known, silent):
            yield Found(survey.spot(text, spelt), told, hint)
    for address, place in {*addresses(survey), *_channels(survey)}:
        for _, told, hint in _unknown(address, known, silent):
            yield Found(place, told, hint)


def names(survey: Survey) -> frozenset[str]:
    """Return all names that may stand in braces."""
    library = survey.loaded.library
    slots = {PRODUCT_SLOT + slot for product in library.site.products.values() for slot in product.slots}
    return frozenset({*library.facts, *(SITE_SLOT + slot for slot in library.site.slots), *slots})


def _channels(survey: Survey) -> Iterator[tuple[str, Place]]:
    site = survey.loaded.library.site
    for channel in site.channels:
        yield channel.address, survey.at(site.place.path, "channels", channel.id, "address")


def _unknown(words: str, known: frozenset[str], silent: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Yield spelling, message and hint of each that is none; those of `silent` kinds may only be lost."""
    for match in PLACEHOLDER.finditer(words):
        found = match["name"]
        kind = f"{found.split('.')[0]}." if "." in found else ""
        if found in known or kind in silent or (kind == PRODUCT_SLOT and SITE_SLOT in silent):
            continue
        near = nearest(found, known)
        hint = f"did you mean `{{{near}}}`?" if near else _WHERE.get(kind, _WHERE[""])
        yield match[0], f"nothing fills in `{match[0]}`", hint
    for match in _ALMOST.finditer(_CODE.sub("", words)):
        if not PLACEHOLDER.fullmatch(match[0]):
            yield match[0], f"`{match[0]}` is no placeholder", "write {site.x} or {product.x}, without spaces"


_WHERE: Final = {
    "": "declare the fact in _facts.yaml, or put the braces in `code`",
    SITE_SLOT: "add the slot under slots: in _site.yaml",
    PRODUCT_SLOT: "add the slot under slots: of a product in _site.yaml",
}
