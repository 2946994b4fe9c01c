"""What the pages of the studio share: their frame, and a tree as it stands whole, seen in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flask import abort
from markupsafe import Markup

from webui.present.frame import frame
from webui.present.scene import Scene
from webui.services import Services, services
from webui.studio import addresses
from webui.views.frame import Frame
from webui.views.parts import Anchor
from wizard.journey import stand
from wizard.model.tree import Tree
from wizard.query import Walk
from wizard.watching import Reading


def studio_frame(locale: str, title: str, elsewhere: Callable[[str], str]) -> Frame:
    """Return the frame of a page of the studio; `elsewhere` addresses it in another language."""
    found = services()
    words = found.words[locale]
    name = words("Studio")
    return frame(found, locale, f"{title} – {name}" if title else name, elsewhere)


def crumbs(locale: str, tree: Tree | None = None) -> tuple[Anchor, ...]:
    """Return the way from the list of trees to a tree."""
    found = services()
    words = found.words[locale]
    first = Anchor(addresses.trees(locale), Markup.escape(words("All guides")))
    if tree is None:
        return (first,)
    return (first, Anchor(addresses.tree(locale, tree.id), scene_of(found, tree, locale).inline(tree.title)))


def known_tree(reading: Reading, tree_id: str) -> Tree:
    """Return a tree as it is shown, else as far as it can be made; 404 when there is nothing of it."""
    tree = reading.library.trees.get(tree_id) or reading.loaded.broken.get(tree_id)
    if tree is None:
        abort(404)
    return tree


def scene_of(found: Services, tree: Tree, locale: str) -> Scene:
    """Return the tree with all its steps in one language, nothing known."""
    return Scene(found, stand({tree.id: tree}, tree.id, Walk()), locale, "")


def notes(found: Services, reading: Reading, locale: str, tree_id: str) -> Iterator[str]:
    """Yield what state a tree is in: broken, a draft."""
    words = found.words[locale]
    if tree_id in reading.kept:
        yield words("This guide is broken. The page shows it as it was before.")
    elif tree_id in reading.loaded.broken:
        yield words("This guide is broken, so there is nothing to show yet.")
    tree = reading.library.trees.get(tree_id)
    if tree is not None and tree.draft:
        yield words("A draft: customers do not see this guide yet.")


def counted(found: Services, locale: str, number: int) -> str:
    """Return how many problems there are."""
    words = found.words[locale]
    return words.plural("%(num)s problem", "%(num)s problems", number) if number else words("No problems")
