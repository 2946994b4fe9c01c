"""The static pages of one site as HTML: where each stands, what it links to, what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from wizard.export.article import Articles
from wizard.export.site_words import site_words
from wizard.export.strings import said_unknowing
from wizard.export.words import language_name
from wizard.library import Library
from wizard.model.tree import Tree
from wizard.rendering import direction
from wizard.words import number

_TEMPLATES: Final = Path(__file__).parent / "templates"
# Nothing stands in the pages themselves, and nothing is fetched from elsewhere.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
_UP: Final = "../"  # from a page of a language to the folder of the site


def file_name(tree: str | None) -> str:
    """Return the file of a guide (None: of the home page) in the folder of its language."""
    return "index.html" if tree is None else "index-.html" if tree == "index" else f"{tree}.html"


@dataclass(frozen=True, slots=True)
class Assets:
    """Names of the files that pages share: `start` makes the player of a page; its data are there by language."""

    mark: str
    style: str
    start: str
    script: str
    data: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Alternate:
    """The page in a language, or for readers of none of them (`x-default`)."""

    locale: str
    url: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language that can be chosen, and what the pages that all languages share say in it."""

    locale: str
    direction: str
    name: str
    url: str
    home_url: str
    current: bool
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach a person; label and note are HTML."""

    label: str
    address: str
    url: str
    hours: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Card:
    """A guide on the home page; title and summary are HTML."""

    url: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the home page; the label is HTML."""

    label: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page has around its content. `media` is where pictures are."""

    locale: str
    direction: str
    policy: str
    title: str
    about: str
    brand: str
    home_url: str
    indexed: bool
    canonical: str
    alternates: tuple[Alternate, ...]
    languages: tuple[Language, ...]
    channels: tuple[Channel, ...]
    assets: Assets
    media: str


class Pages:
    """Makes the pages of the `trees` in the languages. `url` is where the folder will stand, empty when unknown.

    `told` is by language what the player is told of the site (see `wizard.export.telling`) and its strings.
    """

    def __init__(
        self,
        library: Library,
        trees: Mapping[str, Tree],
        told: Mapping[str, Mapping[str, Any]],
        assets: Assets,
        url: str,
    ) -> None:
        self._library = library
        self._trees = trees
        self._told = told
        self._assets = assets
        self._url = url
        self._locales = list(told)
        self._default = self._locales[0]
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, undefined=StrictUndefined
        )

    def languages(self) -> str:
        """Return the first page of the folder: which language?"""
        frame = self._frame(self._default, None, "", title="", shared=True)
        return self._rendered("languages.html", frame)

    def missing(self) -> str:
        """Return the page for what is not there. It may be shown at any address, so links need the site's own."""
        up = f"{self._url}/" if self._url else ""
        frame = self._frame(self._default, None, up, title=site_words(self._default)["missing"], shared=True)
        return self._rendered("missing.html", frame)

    def home(self, locale: str) -> str:
        """Return the home page of a language: all guides by stage."""
        frame = self._frame(locale, None, _UP, title=site_words(locale)["home"])
        return self._rendered("home.html", frame, stages=tuple(self._stages(locale)))

    def guide(self, locale: str, tree: Tree) -> str:
        """Return a guide to read."""
        article = self._articles(locale).article(tree)
        frame = self._frame(locale, tree.id, _UP, title=article.name, about=article.about)
        return self._rendered("guide.html", frame, article=article)

    def alternates(self, tree: str | None, up: str | None = None) -> tuple[Alternate, ...]:
        """Return a guide (None: the home page) in every language: by whole addresses, or relative with `up`."""
        pages = [*((locale, locale) for locale in self._locales), ("x-default", self._default)]
        return tuple(Alternate(named, self.address(locale, tree, up)) for named, locale in pages)

    def address(self, locale: str, tree: str | None, up: str | None = None) -> str:
        """Return the address of a guide (None: of the home page): whole, or relative by `up`, naming the file."""
        path = f"{locale}/{file_name(tree)}" if tree or up is not None else f"{locale}/"
        return f"{self._url}/{path}" if up is None else f"{up}{path}"

    def _rendered(self, template: str, frame: Frame, **content: object) -> str:
        words = site_words(frame.locale)
        return self._environment.get_template(template).render(
            page=frame, words=words, number=lambda count: number(frame.locale, count), **content
        )

    def _articles(self, locale: str) -> Articles:
        def tree_url(where: str, tree: str) -> str:
            return self.address(where, tree if tree in self._trees else None, _UP)

        return Articles(self._library, locale, self._trees, tree_url)

    def _frame(
        self, locale: str, tree: str | None, up: str, *, title: str, about: str = "", shared: bool = False
    ) -> Frame:
        brand = self._library.words(locale, self._library.site.brand)
        return Frame(
            locale=locale,
            direction=direction(locale),
            policy=_POLICY,
            title=f"{title} – {brand}" if title else brand,
            about=about,
            brand=brand,
            home_url=self.address(locale, None, up),
            indexed=not shared,
            canonical=self.address(locale, tree) if self._url and not shared else "",
            alternates=() if shared else self.alternates(tree, None if self._url else up),
            languages=tuple(self._language(one, tree, up, current=one == locale) for one in self._locales),
            channels=tuple(self._channels(locale)),
            assets=Assets(
                up + self._assets.mark,
                up + self._assets.style,
                up + self._assets.start,
                up + self._assets.script,
                {name: up + file for name, file in self._assets.data.items()},
            ),
            media=f"{up}media/",
        )

    def _language(self, locale: str, tree: str | None, up: str, *, current: bool) -> Language:
        url = self.address(locale, tree, up)
        home = self.address(locale, None, up)
        return Language(
            locale, direction(locale), language_name(locale), url, home, current, site_words(locale)
        )

    def _channels(self, locale: str) -> Iterator[Channel]:
        told = self._told[locale]
        strings: Sequence[str] = told["strings"][locale]
        for one in told["site"].get("channels", ()):
            yield Channel(
                label=said_unknowing(strings, one.get("label")),
                address=one["address"],
                url=one.get("url") or "",
                hours=tuple(self._hours(locale, one.get("hours", ()))),
                note=said_unknowing(strings, one.get("note")),
            )

    def _hours(self, locale: str, hours: Sequence[tuple[Sequence[str], str, str]]) -> Iterator[str]:
        words = site_words(locale)
        for days, opens, closes in hours:
            named = "، ".join if direction(locale) == "rtl" else ", ".join
            yield words["hours"] % {
                "days": named(words[f"day.{day}"] for day in days),
                "opens": _digits(locale, opens),
                "closes": _digits(locale, closes),
            }

    def _stages(self, locale: str) -> Iterator[Stage]:
        articles, site = self._articles(locale), self._library.site
        for stage, label in site.stages.items():
            cards = tuple(
                self._cards(articles, locale, [one for one in self._trees.values() if one.stage == stage])
            )
            if cards:
                yield Stage(articles.line(label), cards)
        others = [one for one in self._trees.values() if one.stage not in site.stages]
        if others:
            yield Stage(site_words(locale)["other"], tuple(self._cards(articles, locale, others)))

    def _cards(self, articles: Articles, locale: str, trees: Sequence[Tree]) -> Iterator[Card]:
        for tree in trees:
            url = self.address(locale, tree.id, _UP)
            yield Card(url, articles.line(tree.title), articles.line(tree.summary))


def _digits(locale: str, clock: str) -> str:
    """Return a time of day in the digits of a language."""
    return ":".join(number(locale, int(part)).rjust(2, number(locale, 0)) for part in clock.split(":"))
