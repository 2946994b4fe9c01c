"""The list of all trees, by stage."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from webui import addresses
from webui.present.frame import frame
from webui.services import Services
from webui.views import Anchor, Card, HomePage, Stage
from wizard.model.site import Channel
from wizard.model.step import TO_ASCII
from wizard.model.text import Text
from wizard.model.tree import Tree


def home_page(services: Services, locale: str) -> HomePage:
    """Return the home page: every tree under its stage, in the site's order; the others at the end."""
    words = services.words[locale]
    return HomePage(
        frame=frame(services, locale, words("What is the trouble?"), addresses.home, indexed=True),
        stages=tuple(_stages(services, locale)),
        channels=tuple(_channels(services, locale)),
    )


def _channels(services: Services, locale: str) -> Iterator[Anchor]:
    """Yield the other ways to reach a person, those whose address is known."""
    for channel in services.library.site.channels:
        url = _channel_url(services, locale, channel)
        if url:
            yield Anchor(url, Markup(services.renderer.inline(channel.label, locale, {})))  # noqa: S704


def _channel_url(services: Services, locale: str, channel: Channel) -> str | None:
    written = Text(channel.address, "", "", channel.place)
    address = services.renderer.source(written, locale, {}).strip("<> \n")
    if address.startswith(("https://", "http://", "mailto:", "tel:")):
        return address
    if channel.kind == "phone" and address:
        return "tel:" + "".join(letter for letter in address.translate(TO_ASCII) if letter in "+0123456789")
    return f"mailto:{address}" if channel.kind == "email" and "@" in address else None


def _stages(services: Services, locale: str) -> Iterator[Stage]:
    library, words = services.library, services.words[locale]
    trees = list(library.customers.values())
    for stage_id, label in library.site.stages.items():
        cards = _cards(services, locale, [tree for tree in trees if tree.stage == stage_id])
        if cards:
            yield Stage(stage_id, Markup(services.renderer.inline(label, locale, {})), cards)  # noqa: S704
    others = _cards(services, locale, [tree for tree in trees if tree.stage not in library.site.stages])
    if others:
        yield Stage("other", Markup.escape(words("Other")), others)


def _cards(services: Services, locale: str, trees: list[Tree]) -> tuple[Card, ...]:
    renderer = services.renderer
    return tuple(
        Card(
            addresses.tree(locale, tree.id),
            Markup(renderer.inline(tree.title, locale, {})),  # noqa: S704
            Markup(renderer.inline(tree.summary, locale, {})) if tree.summary else None,  # noqa: S704
        )
        for tree in trees
    )
