"""The site: whose support this is, in which languages, what only the support team can fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wizard.model.text import Text
from wizard.model.tree import End
from wizard.names import NEXT
from wizard.problem import Place


@dataclass(frozen=True, slots=True)
class Slot:
    """A text or link that only the support team can fill; an empty one leaves out what mentions it."""

    id: str
    value: Text | None
    about: str
    place: Place


@dataclass(frozen=True, slots=True)
class Product:
    """A product of the catalogue: its name, its family, and slots of its own."""

    id: str
    name: Text
    family: str = ""
    slots: Mapping[str, Text | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours: days as `sat` … `fri`, from and to as HH:MM in the site's time zone."""

    days: tuple[str, ...]
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach a person. `address` may be a slot's placeholder; it is shown only when it is filled.

    `hours` are its own; without any those of the site may count.
    """

    id: str
    kind: str
    label: Text
    address: str
    note: Text | None
    place: Place
    hours: tuple[Hours, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """A rule of routing: which requests (what is empty does not choose), and where they go."""

    stage: str = ""
    tree: str = ""
    product: str = ""
    helpdesk: str = ""
    queue: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """`_site.yaml`. `locales` maps each language to `source`, `required` or `offered`."""

    brand: Text
    place: Place
    home: str = ""
    default_locale: str = "en"
    locales: Mapping[str, str] = field(default_factory=lambda: {"en": "source"})
    stages: Mapping[str, Text] = field(default_factory=dict)
    families: Mapping[str, Text] = field(default_factory=dict)
    products: Mapping[str, Product] = field(default_factory=dict)
    channels: tuple[Channel, ...] = ()
    time_zone: str = "UTC"
    hours: tuple[Hours, ...] = ()
    ends: Mapping[str, End] = field(default_factory=dict)
    unable: str = NEXT
    words: Mapping[str, Text] = field(default_factory=dict)
    slots: Mapping[str, Slot] = field(default_factory=dict)
    go: Mapping[str, str] = field(default_factory=dict)  # id -> tree, or tree?known
    frame_ancestors: tuple[str, ...] = ()
    routing: tuple[Route, ...] = ()
    promise: Text | None = None
    consent: Text | None = None

    @property
    def source_locale(self) -> str:
        """The language the trees are written in."""
        return next((locale for locale, role in self.locales.items() if role == "source"), "en")

    def texts(self) -> Iterator[Text]:
        """Yield every translatable text of the site file."""
        yield self.brand
        for texts in (self.stages, self.families, self.words):
            yield from texts.values()
        for product in self.products.values():
            yield product.name
            yield from (text for text in product.slots.values() if text)
        for channel in self.channels:
            yield from (text for text in (channel.label, channel.note) if text)
        for end in self.ends.values():
            yield from (text for text in (end.text, end.link and end.link.label) if text)
        yield from (slot.value for slot in self.slots.values() if slot.value)
        yield from (text for text in (self.promise, self.consent) if text)
