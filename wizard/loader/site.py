"""`_site.yaml` and `_fields.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields as fields_of
from typing import Final

from wizard.loader.ends import ends
from wizard.loader.facts import plain_option
from wizard.loader.part import Part
from wizard.model.form import Field
from wizard.model.site import Channel, Hours, Product, Route, Site, Slot
from wizard.model.text import Text
from wizard.names import NEXT

_ROUTE_KEYS: Final = frozenset(one.name for one in fields_of(Route))


def site(file: Part) -> Site:
    """Return the site file as a value."""
    brand = file.bare("brand")
    name = brand.text("name", "brand.name") if brand else None
    locales = file.bare("locales")
    return Site(
        brand=name or Text("Support", file.catalog, "site/brand.name", file.place),
        place=file.place,
        home=brand.scalar("home") if brand else "",
        default_locale=file.scalar("default_locale", "en"),
        locales={key: str(value) for key, value in locales.entries()} if locales else {"en": "source"},
        stages=dict(_labels(file, "stages")),
        families=dict(_labels(file, "families")),
        products=dict(_products(file)),
        channels=tuple(_channels(file)),
        time_zone=file.scalar("time_zone", "UTC"),
        hours=tuple(_hours(file)),
        ends=ends(file),
        unable=file.scalar("unable", NEXT),
        words=dict(_labels(file, "words")),
        slots=dict(_slots(file)),
        go=dict(_go(file)),
        frame_ancestors=file.words("frame_ancestors"),
        routing=tuple(_routes(file)),
        promise=file.text("promise"),
        consent=file.text("consent"),
    )


def fields(file: Part) -> Mapping[str, Field]:
    """Return the fields of `_fields.yaml` by id."""
    found = {}
    for name, _ in file.entries():
        part = file.part(name)
        if name == "format" or part is None:
            continue
        options = part.bare("options")
        found[name] = Field(
            id=name,
            label=part.text("label") or Text(name, part.catalog, f"{part.context}/label", part.place),
            place=file.place_of_key(name),
            type=part.scalar("type", "text"),
            help=part.text("help"),
            options=tuple(plain_option(options, key, "options") for key, _ in options.entries())
            if options
            else (),
            pattern=part.scalar("pattern") or None,
            required=part.flag("required"),
            personal=part.flag("personal"),
            always=part.flag("always"),
        )
    return found


def _labels(file: Part, key: str) -> Iterator[tuple[str, Text]]:
    inner = file.bare(key)
    for name, _ in inner.entries() if inner else ():
        text = inner.text(name, f"{key}.{name}") if inner else None
        if text is None and inner:
            detail = inner.bare(name)
            text = file.text_of(detail.scalar("label"), f"{key}.{name}", detail.place) if detail else None
        if text:
            yield name, text


def _products(file: Part) -> Iterator[tuple[str, Product]]:
    inner = file.bare("products")
    for name, _ in inner.entries() if inner else ():
        part = inner.bare(name) if inner else None
        if part is None:
            continue
        label = file.text_of(part.scalar("name"), f"products.{name}", part.place_of("name"))
        slots = part.bare("slots")
        values = {
            key: file.text_of(slots.scalar(key), f"products.{name}.{key}", slots.place_of(key))
            for key, _ in (slots.entries() if slots else ())
            if slots
        }
        fallback = Text(name, file.catalog, f"{file.context}/products.{name}", part.place)
        yield name, Product(name, label or fallback, part.scalar("family"), values)


def _channels(file: Part) -> Iterator[Channel]:
    inner = file.bare("channels")
    for name, _ in inner.entries() if inner else ():
        part = inner.bare(name) if inner else None
        if part is None:
            continue
        label = file.text_of(part.scalar("label", name), f"channels.{name}", part.place_of("label"))
        note = file.text_of(part.scalar("note"), f"channels.{name}.note", part.place_of("note"))
        if label:
            kind, address = part.scalar("kind"), part.scalar("address")
            yield Channel(name, kind, label, address, note, part.place, tuple(_hours(part)))


def _hours(file: Part) -> Iterator[Hours]:
    for item, _ in file.items("hours"):
        if isinstance(item, dict):
            days = item.get("days", [])
            listed = tuple(str(day) for day in days) if isinstance(days, list) else (str(days),)
            yield Hours(listed, str(item.get("from", "")), str(item.get("to", "")))


def _routes(file: Part) -> Iterator[Route]:
    for item, _ in file.items("routing"):
        if isinstance(item, dict):
            yield Route(**{key: str(value) for key, value in item.items() if key in _ROUTE_KEYS})


def _go(file: Part) -> Iterator[tuple[str, str]]:
    inner = file.bare("go")
    for name, _ in inner.entries() if inner else ():
        yield str(name), inner.scalar(name) if inner else ""


def _slots(file: Part) -> Iterator[tuple[str, Slot]]:
    inner = file.bare("slots")
    for name, _ in inner.entries() if inner else ():
        part = inner.bare(name) if inner else None
        if part is None:
            value = inner.text(name, f"slots.{name}") if inner else None
            yield name, Slot(name, value, "", inner.place_of_key(name) if inner else file.place)
        elif inner:
            value = file.text_of(part.scalar("value"), f"slots.{name}", part.place_of("value"))
            yield name, Slot(name, value, part.scalar("about"), inner.place_of_key(name))
