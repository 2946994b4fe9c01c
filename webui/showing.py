"""Where a walk stands, as a page that is sent: made once, and kept for the next customer with the same answers."""

from __future__ import annotations

from dataclasses import replace

from webui import addresses
from webui.pages import Shown
from webui.present.article import VIEW, article_page
from webui.present.end import end_page
from webui.present.scene import Scene
from webui.present.step import step_page
from webui.services import Services
from wizard.journey import Stand, end_of
from wizard.model.step import Step
from wizard.model.tree import Tree
from wizard.query import Walk, is_usual
from wizard.stands import key_of


def shown(
    found: Services, at: Stand, walk: Walk, locale: str, *, swapped: bool = False, said: str | None = None
) -> Shown:
    """Return page and address of where `walk` stands; without an id it gets one, in the form alone."""
    key = (
        addresses.whole(""),
        locale,
        swapped,
        said,
        at.tree.id,
        at.walk.via,  # the same answers mean something else when they have led here from another tree
        key_of(walk),
        walk.context,
        walk.channel,
        walk.id is None,
    )

    def made(walk_id: str) -> Shown:
        mine = replace(at, walk=replace(at.walk, id=walk_id if walk.id else None))
        scene = Scene(found, mine, locale, walk_id, swapped)
        return Shown(rendered(scene, said=said).encode(), scene.url())

    whose = walk.id or found.new_id()
    return found.pages.shown(key, whose, made) if is_usual(walk) else made(whose)


def article(found: Services, tree: Tree, locale: str) -> Shown:
    """Return the whole tree on one page; what the walk knows plays no part."""

    def made(_: str) -> Shown:
        scene = Scene(found, found.stands.here(tree.id, Walk()), locale, "")
        return Shown(found.templates.render("article.html", locale, article_page(scene)).encode(), "")

    return found.pages.shown((VIEW, addresses.whole(""), locale, tree.id), "", made)


def rendered(
    scene: Scene,
    *,
    step: Step | None = None,
    typed: str | None = None,
    error: bool = False,
    said: str | None = None,
) -> str:
    """Return the page of `step`, else of the step to show again, else of where the walk stands."""
    at = scene.stand
    render = scene.services.templates.render
    wanted = step or (at.tree.step(at.walk.at) if at.walk.at else None) or at.position.step
    if wanted is not None:
        return render("step.html", scene.locale, step_page(scene, wanted, typed=typed, error=error))
    end = end_of(at)
    assert end is not None
    return render("end.html", scene.locale, end_page(scene, end, said))
