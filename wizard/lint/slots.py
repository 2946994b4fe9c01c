"""Slots that the support team has not filled yet: no mistake of a writer, but something to know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from wizard.library import Loaded
from wizard.lint.rules.placeholder_unknown import PRODUCT_SLOT
from wizard.lint.rules.unsafe_link import addresses
from wizard.lint.survey import Survey, survey
from wizard.loader.slots import SITE_SLOT
from wizard.model.text import PLACEHOLDER
from wizard.problem import Level, Place, Problem, problem_at

RULE: Final = "empty-slot"
_PLACES_SHOWN: Final = 3


def empty_slots(loaded: Loaded) -> list[Problem]:
    """Return the empty slots of `_site.yaml`, sorted; each says what waits for it."""
    surveyed = survey(loaded)
    waiting = _waiting(surveyed)
    return sorted(
        problem_at(place, RULE, message, _waits(waiting.get(slot, ())), Level.WARNING)
        for slot, place, message in (*_site_slots(surveyed), *_product_slots(surveyed))
    )


def _site_slots(survey: Survey) -> Iterator[tuple[str, Place, str]]:
    for slot in survey.loaded.library.site.slots.values():
        if slot.value is None:
            about = f" ({slot.about.rstrip('.')})" if slot.about else ""
            yield SITE_SLOT + slot.id, slot.place, f"the slot `{slot.id}` is empty{about}"


def _product_slots(survey: Survey) -> Iterator[tuple[str, Place, str]]:
    """Yield each slot of products once, at the first product that leaves it empty, with the names of all."""
    site = survey.loaded.library.site
    empty: dict[str, list[str]] = {}
    for product in site.products.values():
        for slot, value in product.slots.items():
            if value is None:
                empty.setdefault(slot, []).append(product.id)
    for slot, products in empty.items():
        place = survey.at(site.place.path, "products", products[0], "slots", slot, key=True)
        yield PRODUCT_SLOT + slot, place, f"the slot `{slot}` is empty for {', '.join(products)}"


def _waiting(survey: Survey) -> Mapping[str, set[Place]]:
    """Return, by placeholder, the places of the texts and addresses that name it."""
    places: dict[str, set[Place]] = {}
    for _, _, _, text in survey.written.holding("{"):
        for slot in text.placeholders():
            places.setdefault(slot, set()).add(survey.spot(text, f"{{{slot}}}"))
    site = survey.loaded.library.site
    channels = ((c.address, survey.at(site.place.path, "channels", c.id, "address")) for c in site.channels)
    for address, place in (*addresses(survey), *channels):
        for match in PLACEHOLDER.finditer(address):
            places.setdefault(match["name"], set()).add(place)
    return places


def _waits(places: set[Place] | tuple[()]) -> str:
    shown = [f"{place.path}:{place.line}" for place in sorted(places)]
    if not shown:
        return "nothing names it yet"
    more = f" and {len(shown) - _PLACES_SHOWN} more" if len(shown) > _PLACES_SHOWN else ""
    return f"left out until then: what names it in {', '.join(shown[:_PLACES_SHOWN])}{more}"
