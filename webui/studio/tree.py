"""A tree's page: its steps to start from, with the answers that lead there, its drawing, and its problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from markupsafe import Markup

from webui import addresses as customers
from webui.markup import safe
from webui.services import Services
from webui.studio import addresses
from webui.studio.around import counted, crumbs, known_tree, notes, scene_of, studio_frame
from webui.studio.problems import files_of, shown
from webui.texts import words as words_of
from webui.views.parts import Anchor
from webui.views.studio import StepRow, TreePage
from wizard.graph.drawing import drawing
from wizard.graph.marks import marks
from wizard.graph.svg import STYLE, svg
from wizard.known import Known
from wizard.model.step import Audience, Kind, Step
from wizard.model.tree import Tree
from wizard.problem import Problem
from wizard.query import Walk
from wizard.recent import Recent
from wizard.telling import Teller
from wizard.watching import Reading
from wizard.ways import ways

# Finding the ways takes a while in a large tree, and every look at its page asks for them.
_WAYS: Final[Recent[Mapping[str, Known]]] = Recent(64)


def tree_page(found: Services, reading: Reading, locale: str, tree_id: str) -> TreePage:
    """Return a tree's page; 404 when there is no such tree."""
    words = found.words[locale]
    tree = known_tree(reading, tree_id)
    own = files_of(reading, tree_id)
    problems = [problem for problem in reading.problems if problem.path in own]
    heading = scene_of(found, tree, locale).inline(tree.title)
    return TreePage(
        frame=studio_frame(locale, heading.striptags(), lambda other: addresses.tree(other, tree_id)),
        reading=reading.id,
        crumbs=crumbs(locale),
        heading=heading,
        notes=tuple(notes(found, reading, locale, tree_id)),
        start_url=customers.tree(locale, tree_id) if tree_id in found.library.customers else None,
        texts_url=addresses.texts(locale, tree_id),
        proofs=tuple(
            Anchor(addresses.proof(other, tree_id), Markup.escape(words_of(other).name))
            for other in found.library.locales
        ),
        steps=_steps(found, reading, tree, locale, problems),
        picture=_picture(found, reading, tree, locale, problems),
        state=words("Checking…") if not reading.checked else counted(found, locale, len(problems)),
        problems=shown(reading, problems, locale),
    )


def _picture(found: Services, reading: Reading, tree: Tree, locale: str, problems: list[Problem]) -> Markup:
    """Return the drawing, each step a link to start from; its style stands in a file, as the policy of pages asks."""
    urls = starts(found, tree.id, locale)
    drawn = drawing(tree, Teller(found.library, locale), marks(tree, reading.loaded, problems), "")
    boxes = tuple(replace(box, link=urls.get(box.id)) for box in drawn.boxes)
    return safe(svg(replace(drawn, boxes=boxes)).replace(f"<style>{STYLE}</style>", ""))


def starts(found: Services, tree_id: str, locale: str) -> Mapping[str, str]:
    """Return by step the address of the shortest walk known that stands there."""
    tree = found.library.customers.get(tree_id)
    if tree is None:
        return {}
    key = (tree.id, tree.revision, tuple(step.id for step in tree.steps))
    known = _WAYS.get(key) or _WAYS.keep(key, ways(tree))
    return {step: customers.walk(locale, tree, replace(Walk(), known=way)) for step, way in known.items()}


def _steps(
    found: Services, reading: Reading, tree: Tree, locale: str, problems: list[Problem]
) -> tuple[StepRow, ...]:
    words, scene = found.words[locale], scene_of(found, tree, locale)
    urls, teller = starts(found, tree.id, locale), Teller(found.library, locale)
    marked = marks(tree, reading.loaded, problems)
    headings = {Kind.ASK: "Question", Kind.FIX: "Fix", Kind.DO: "Task", Kind.TELL: "Information"}
    return tuple(
        StepRow(
            number=words.number(at),
            id=step.id,
            kind=words(headings[step.kind]),
            heading=scene.inline(step.title),
            conditions=tuple(_conditions(teller, tree, step)),
            start_url=urls.get(step.id),
            why_not=_why_not(found, locale, tree, step),
            problems=counted(found, locale, len(marked[step.id])) if step.id in marked else "",
        )
        for at, step in enumerate(tree.steps, 1)
    )


def _conditions(teller: Teller, tree: Tree, step: Step) -> Iterator[Markup]:
    """Yield what has to be so, in the words of the drawing: customers are told less."""
    for at, part in enumerate(teller.condition(tree, step.when)):
        before = teller.word("graph.and" if at else "graph.only-if")
        yield Markup.escape(f"{before} {part}")


def _why_not(found: Services, locale: str, tree: Tree, step: Step) -> str:
    """Return why customers do not come to a step, as far as that is plain."""
    words = found.words[locale]
    shown_tree = found.library.customers.get(tree.id)
    if step.audience is Audience.STAFF:
        return words("For staff only")
    if shown_tree is not None and step.id not in shown_tree.index:
        return words("Left out while a slot is empty")
    return words("No way here was found")
