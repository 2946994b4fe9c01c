"""The page of an end: solved, referred elsewhere, or over to a person."""

from __future__ import annotations

from markupsafe import Markup

from webui import addresses
from webui.present.scene import Scene
from webui.views.end import EndPage, Feedback
from webui.views.parts import Anchor
from wizard.model.step import Advice
from wizard.model.tree import End, EndKind
from wizard.names import JUMP, SOLVED


def end_page(scene: Scene, end: str, said: str | None) -> EndPage:
    """Return the page of the end `end`; `said` is what the customer answered to "did it really help?"."""
    tree = scene.stand.tree
    kind = tree.kind_of(end)
    named = tree.ends.get(end)
    advice = advice_of(scene) if kind is EndKind.SOLVED else Advice()
    heading = heading_of(scene, kind)
    text = advice.text or (named.text if named else tree.ticket_text if kind is EndKind.TICKET else None)
    return EndPage(
        frame=scene.frame(str(heading)),
        tree_title=scene.plain(tree.title),
        kind=kind,
        heading=heading,
        text=scene.block(text),
        prevent=scene.block(advice.prevent),
        link=scene.link(named.link) if named else None,
        next_tree=next_tree_of(scene, named),
        request_url=scene.request_url() if kind is not EndKind.SOLVED or said == "no" else None,
        answers=scene.answers(),
        back_url=scene.back_url(),
        feedback=_feedback(scene, said) if kind is EndKind.SOLVED else None,
        notices=scene.notices(),
    )


def heading_of(scene: Scene, kind: EndKind) -> Markup:
    """Return the heading of an end."""
    headings = {
        EndKind.SOLVED: "Good, it is solved",
        EndKind.REFERRED: "Somebody else can help you here",
        EndKind.TICKET: "A person will look at this",
    }
    return Markup.escape(scene.words(headings[kind]))


def advice_of(scene: Scene) -> Advice:
    """Return the advice of the fix that solved it; what it does not say, the tree's."""
    tree = scene.stand.tree
    trail = scene.stand.position.trail
    last = tree.steps[tree.index[trail[-1].step]] if trail else None
    own = last.solved if last is not None and trail[-1].value == SOLVED else None
    if own is None:
        return tree.solved
    return Advice(own.text or tree.solved.text, own.prevent or tree.solved.prevent)


def next_tree_of(scene: Scene, named: End | None) -> Anchor | None:
    """Return the way to the tree that an end offers, None when it offers none or the walk came from there."""
    if named is None or named.goto is None:
        return None
    target = scene.services.library.customers.get(named.goto.removeprefix(JUMP))
    if target is None or target.id in (*scene.stand.walk.via, scene.stand.tree.id):
        return None
    return Anchor(scene.onward_url(target), scene.inline(target.title))


def _feedback(scene: Scene, said: str | None) -> Feedback:
    return Feedback(addresses.feedback(scene.locale, scene.stand.tree.id), scene.hidden(), said)
