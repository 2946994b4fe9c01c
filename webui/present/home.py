"""The home page: the search and what it found, or all trees by stage, those used most, and the new ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from webui import addresses
from webui.asked import Asked
from webui.markup import safe
from webui.present.channels import channels, place_of_hours
from webui.present.frame import frame
from webui.present.results import person_url, results
from webui.services import Services
from webui.views.home import Card, HomePage, SearchBox, Stage, StageLink
from webui.views.parts import Anchor, Choice, Hidden
from wizard.model.tree import Tree
from wizard.search.search import Found

# How many trees a stage shows of its own on the whole home page; the rest stands behind a link.
_OF_A_STAGE: Final = 6
_USED: Final = 5
_NEW: Final = 3
_OTHER: Final = "other"


def home_page(services: Services, locale: str, asked: Asked, found: Found | None) -> HomePage:
    """Return the home page; `found` is what its search found, None when nothing is searched for."""
    words = services.words[locale]
    trees = _trees(services, asked)
    whole = found is None and asked.stage is None and asked.product is None
    title = words("What is the trouble?")
    reached = tuple(channels(services, locale)) if whole or (found and not found.hits) else ()
    used = services.lists.used(services.clock()) if found is None else ()
    return HomePage(
        frame=frame(
            services,
            locale,
            f"{asked.query[:80]} – {words('Search')}" if found else title,
            lambda other: addresses.home(other, asked.pairs()),
            person_url=person_url(locale, asked),
            indexed=whole,
            canonical=addresses.home(locale) if whole else None,
            alternates=addresses.home if whole else None,
        ),
        box=_box(services, locale, asked),
        status=_status(services, locale, found),
        results=results(services, locale, asked, found) if found else None,
        stage_links=tuple(_stage_links(services, locale, asked, trees)),
        used=_anchors(services, locale, used, _USED) if whole else (),
        newest=_anchors(services, locale, services.lists.newest(services.clock()), _NEW) if whole else (),
        stages=tuple(_stages(services, locale, asked, _by_use(trees, used), whole)) if not found else (),
        channels=reached,
        place_of_hours=place_of_hours(services, locale) if any(one.hours for one in reached) else None,
    )


def _trees(services: Services, asked: Asked) -> list[Tree]:
    """Return the trees for the product that is asked for."""
    trees = services.library.customers.values()
    return [tree for tree in trees if not (asked.product and tree.products) or asked.product in tree.products]


def _by_use(trees: Sequence[Tree], used: Sequence[str]) -> list[Tree]:
    places = {tree: at for at, tree in enumerate(used)}
    return sorted(trees, key=lambda tree: (places.get(tree.id, len(places)), tree.id))


def _box(services: Services, locale: str, asked: Asked) -> SearchBox:
    words, site = services.words[locale], services.library.site
    products = [Choice("", Markup.escape(words("All programs")), checked=asked.product is None)]
    for name, product in site.products.items():
        label = Markup.escape(services.renderer.plain(product.name, locale, {}))
        products.append(Choice(name, label, checked=name == asked.product))
    return SearchBox(
        action=addresses.home(locale),
        query=asked.query,
        hidden=(Hidden("stage", asked.stage),) if asked.stage else (),
        products=tuple(products) if site.products else (),
    )


def _status(services: Services, locale: str, found: Found | None) -> str:
    if found is None:
        return ""
    words = services.words[locale]
    if not found.hits:
        return words("Nothing found")
    return words.plural("%(num)s guide found", "%(num)s guides found", len(found.hits))


def _stage_links(services: Services, locale: str, asked: Asked, trees: list[Tree]) -> Iterator[StageLink]:
    """Yield all stages with the number of their trees, and the way back to all of them."""
    words = services.words[locale]

    def link(stage: str, label: Markup, count: int) -> StageLink:
        url = addresses.home(locale, asked.pairs(stage=stage))
        return StageLink(url, label, words.number(count), stage == (asked.stage or ""))

    yield link("", Markup.escape(words("All")), len(trees))
    for stage, label in services.library.site.stages.items():
        count = sum(tree.stage == stage for tree in trees)
        if count:
            yield link(stage, safe(services.renderer.inline(label, locale, {})), count)


def _anchors(services: Services, locale: str, ids: Sequence[str], most: int) -> tuple[Anchor, ...]:
    there: Mapping[str, Tree] = services.library.customers
    trees = [there[name] for name in ids if name in there][:most]
    return tuple(
        Anchor(addresses.tree(locale, tree.id), safe(services.renderer.inline(tree.title, locale, {})))
        for tree in trees
    )


def _stages(services: Services, locale: str, asked: Asked, trees: list[Tree], whole: bool) -> Iterator[Stage]:
    words, site = services.words[locale], services.library.site
    for stage, label in site.stages.items():
        there = [tree for tree in trees if tree.stage == stage and asked.stage in (None, stage)]
        if there:
            title = safe(services.renderer.inline(label, locale, {}))
            cut = whole and len(there) > _OF_A_STAGE
            url = addresses.home(locale, asked.pairs(stage=stage))
            label_of_all = words(
                "All %(num)s guides: %(stage)s", num=words.number(len(there)), stage=title.striptags()
            )
            more = Anchor(url, Markup.escape(label_of_all)) if cut else None
            yield Stage(stage, title, _cards(services, locale, there[:_OF_A_STAGE] if cut else there), more)
    others = [tree for tree in trees if tree.stage not in site.stages and asked.stage is None]
    if others:
        yield Stage(_OTHER, Markup.escape(words("Other")), _cards(services, locale, others))


def _cards(services: Services, locale: str, trees: list[Tree]) -> tuple[Card, ...]:
    renderer = services.renderer
    return tuple(
        Card(
            addresses.tree(locale, tree.id),
            safe(renderer.inline(tree.title, locale, {})),
            safe(renderer.inline(tree.summary, locale, {})) if tree.summary else None,
        )
        for tree in trees
    )
