"""The trees that staff can walk for a customer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from webui.markup import safe
from webui.services import Services
from webui.staff import addresses, paths
from webui.staff.present.around import staff_frame
from webui.staff.views import TreesPage
from webui.views.parts import Anchor
from wizard.known import Known
from wizard.model.tree import Tree
from wizard.query import Walk, pairs
from wizard.search.scoring import Hit
from wizard.store import Staff


def trees_page(
    found: Services, locale: str, member: Staff, query: str, hits: Sequence[Hit] | None
) -> TreesPage:
    """Return all trees by stage, or those that a search found (`hits`), best first."""
    words = found.words[locale]
    if hits is None:
        stages, state = tuple(_stages(found, locale)), ""
    else:
        stages = (("", tuple(_found(found, locale, hits))),) if hits else ()
        count = len(hits)
        state = (
            words.plural("%(num)s guide found", "%(num)s guides found", count)
            if count
            else words("Nothing found")
        )
    return TreesPage(
        frame=staff_frame(
            found,
            locale,
            words("Walk for a customer"),
            member,
            addresses.WALK,
            elsewhere=lambda other: addresses.trees(other, [("q", query)] if query else ()),
        ),
        action=addresses.trees(locale),
        words=query,
        stages=stages,
        request_url=paths.ticket(locale, None),
        state=state,
    )


def _found(found: Services, locale: str, hits: Sequence[Hit]) -> Iterator[Anchor]:
    for hit in hits:
        tree = found.library.customers.get(hit.tree)
        if tree is not None:
            yield _anchor(found, locale, tree, Walk(Known(dict(hit.known))))


def _stages(found: Services, locale: str) -> Iterator[tuple[str, tuple[Anchor, ...]]]:
    site, trees = found.library.site, found.library.customers.values()
    for stage, label in site.stages.items():
        there = tuple(_anchor(found, locale, tree, Walk()) for tree in trees if tree.stage == stage)
        if there:
            yield found.renderer.plain(label, locale, {}), there
    others = tuple(_anchor(found, locale, tree, Walk()) for tree in trees if tree.stage not in site.stages)
    if others:
        yield found.words[locale]("Other"), others


def _anchor(found: Services, locale: str, tree: Tree, walk: Walk) -> Anchor:
    title = safe(found.renderer.inline(tree.title, locale, {}))
    return Anchor(paths.tree(locale, tree.id, pairs(walk, tree)), title)
