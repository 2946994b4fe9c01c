"""A link that leads nowhere safe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote, urlsplit

from wizard.lint.markdown import LINK_SIGNS, PICTURE_SIGNS, links, pictures
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.loader.slots import SITE_SLOT
from wizard.model.text import PLACEHOLDER
from wizard.names import JUMP
from wizard.problem import Level, Place

name = "unsafe-link"
level = Level.ERROR
summary = (
    "A link leads neither to https:, http:, mailto:, tel: nor to a tree of this folder, or a text holds a "
    "picture."
)
why = (
    "Other links can run a program in the customer's browser, read a file, or lead nowhere; they would be "
    "taken out of the page without a word. Pictures belong in `image:`, where they have words for those "
    "who cannot see them."
)
good: Example = {
    "tree.yaml": """\
steps:
  more:
    tell: "See [the page with pictures](https://www.example.org/light)."
    link: {label: Call us, url: "tel:+982500000000"}
"""
}
bad: Example = {
    "tree.yaml": """\
steps:
  more:
    tell: "See [the page with pictures](javascript:alert)."
    link: {label: Read on, url: "//www.example.org/light"}
"""
}

_SCHEMES: Final = frozenset({"https", "http", "mailto", "tel"})
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# What browsers take out of an address before they read it, and what cannot be seen.
_UNSEEN: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_NO_TREE: Final = "there is no tree"


def check(survey: Survey) -> Iterator[Found]:
    """Yield each link that is not safe: in texts, their translations, `link:` and the site's addresses."""
    for words, place, _, text in survey.read.holding(*LINK_SIGNS, *PICTURE_SIGNS):
        for address in links(words):
            told = wrong(survey, unquote(address))
            if told:
                spelt = unquote(address) if unquote(address) in words else address
                yield Found(survey.spot(text, spelt, place), told, _hint(told))
        for address in pictures(words):
            yield Found(
                survey.spot(text, address, place), "a picture stands in a text", "use `image: {file, alt}`"
            )
    for address, place in addresses(survey):
        told = wrong(survey, address)
        if told:
            yield Found(place, told, _hint(told))


def addresses(survey: Survey) -> Iterator[tuple[str, Place]]:
    """Yield each address that stands outside of a text, as written, with its place."""
    for _, step in survey.steps:
        if step.link:
            yield step.link.url, step.link.place
    for tree in survey.flows:
        yield from ((end.link.url, end.link.place) for end in tree.ends.values() if end.link)
    site = survey.loaded.library.site
    if site.home:
        yield site.home, survey.at(site.place.path, "brand", "home")
    for channel in site.channels:
        if _SCHEME.match(_UNSEEN.sub("", _filled(survey, channel.address))) or channel.address.startswith(
            "/"
        ):
            yield channel.address, survey.at(site.place.path, "channels", channel.id, "address")


def wrong(survey: Survey, address: str) -> str | None:
    """Return what is wrong with an address, its site slots filled in; None when it is safe."""
    whole = _filled(survey, address)
    bare = _UNSEEN.sub("", whole)
    if PLACEHOLDER.match(bare):
        return None  # an empty slot, or one of a product: what mentions it is left out, or differs by product
    found = _SCHEME.match(bare)
    scheme = found[1].lower() if found else ""
    if scheme == JUMP.removesuffix(":"):
        tree = bare.split(":", 1)[1]
        return None if tree in survey.tree_ids else f"{_NO_TREE} `{tree}` to link to"
    if scheme not in _SCHEMES:
        return f"`{address.strip()}` is no safe address"
    if _UNSEEN.search(whole.strip()):
        return f"`{address.strip()}` holds a space or a sign that cannot be seen"
    return None if scheme in ("mailto", "tel") or _has_host(bare) else f"`{address}` names no site"


def _hint(told: str) -> str:
    return "name a tree of this folder" if told.startswith(_NO_TREE) else "write https://…, mailto:… or tel:…"


def _filled(survey: Survey, address: str) -> str:
    slots = survey.loaded.library.site.slots

    def value(match: re.Match[str]) -> str:
        slot = (
            slots.get(match["name"].removeprefix(SITE_SLOT)) if match["name"].startswith(SITE_SLOT) else None
        )
        return slot.value.source if slot and slot.value else match[0]

    return PLACEHOLDER.sub(value, address) if "{" in address else address


def _has_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False
