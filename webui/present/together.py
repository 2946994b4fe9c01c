"""The pages of a walk that two walk together: those of every walk, and above the step who else is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from webui import addresses
from webui.present.end import end_page
from webui.present.frame import frame
from webui.present.scene import Scene, place
from webui.present.step import step_page
from webui.services import Services
from webui.views.code import GonePage
from webui.views.end import EndPage
from webui.views.frame import Frame
from webui.views.parts import Anchor, Hidden
from webui.views.step import StepPage
from webui.views.together import Together
from wizard.codes.letters import grouped
from wizard.codes.shared import shared_query
from wizard.journey import end_of
from wizard.model.step import Step
from wizard.query import pairs, query_string
from wizard.store import CoWalk

# In an address: the other one has answered, or both have at once. In a form and for the script: what the page knows of.
TURN, OTHER, BOTH = "_turn", "other", "both"
VERSION: Final = "version"

Page = StepPage | EndPage


@dataclass(frozen=True, slots=True)
class Told:
    """What one of the two is told, and how their pages differ from the other's.

    `looks`: the page may look at the computer that it is shown on, since that is the customer's.
    """

    root: str
    heading: str
    text: Markup
    end_action: str
    end_label: str
    hidden: tuple[Hidden, ...]
    code: str = ""
    fields: tuple[Hidden, ...] = ()
    around: Callable[[Frame], Frame] = lambda one: one
    ended: Callable[[EndPage], EndPage] = lambda one: one
    looks: bool = True


def walked_page(
    scene: Scene,
    one: CoWalk,
    told: Told,
    turn: str,
    *,
    step: Step | None = None,
    typed: str | None = None,
    error: bool = False,
) -> tuple[str, Page]:
    """Return template and page of `step`, else of the step to show again, else of where the walk stands."""
    at = scene.stand
    wanted = step or (at.tree.step(at.walk.at) if at.walk.at else None) or at.position.step
    again = wanted.id if wanted is not None and at.position.step is not wanted else None
    bar = _bar(scene, one, told, turn, again)
    if wanted is not None:
        shown = step_page(scene, wanted, typed=typed, error=error)
        hidden = (*shown.form.hidden, Hidden(VERSION, str(one.version)), *told.fields)
        body = shown.instructions
        if body is not None and body.resume_url:
            body = replace(body, resume_url=addresses.whole(_alone(scene, again)))
        page: Page = replace(
            shown,
            form=replace(shown.form, hidden=hidden),
            instructions=body,
            article_url=None,
            looks=shown.looks if told.looks else (),
        )
        return "step.html", _around(scene, page, told, bar, again)
    end = end_of(at)
    assert end is not None
    return "end.html", _around(scene, told.ended(end_page(scene, end, None)), told, bar, None)


def _around(scene: Scene, page: Page, told: Told, bar: Together, again: str | None) -> Page:
    walk, tree = scene.stand.walk, scene.stand.tree
    own = addresses.whole(_alone(scene, again))
    framed = replace(page.frame, together=bar, share_url=own, canonical=None, alternates=(), indexed=False)
    start = scene.paths.tree(scene.locale, tree.id, [("_w", walk.id)] if walk.id else ())
    answers = replace(page.answers, start_url=start)
    return replace(page, frame=told.around(framed), answers=answers)


def _alone(scene: Scene, again: str | None) -> str:
    """Return where the same walk is for one alone, without whose it is."""
    walk, tree = scene.stand.walk, scene.stand.tree
    return f"{addresses.tree(scene.locale, tree.id)}?{shared_query(walk, tree, again)}"


def _bar(scene: Scene, one: CoWalk, told: Told, turn: str, again: str | None) -> Together:
    words, walk = scene.words, scene.stand.walk
    visit = [(name, value) for name, value in (("_c", walk.context), ("_w", walk.id)) if value]
    asked = query_string([*visit, ("locale", scene.locale)])
    news = {
        OTHER: words("The other side has answered. You go on together here."),
        BOTH: words("You both answered at the same time. This is where you are together now."),
    }
    is_latest = again is not None or shared_query(walk, scene.stand.tree) == one.query
    return Together(
        heading=told.heading,
        text=told.text,
        code=told.code,
        news=news.get(turn, ""),
        behind="" if is_latest else words("This is not where the two of you are now."),
        latest_url=f"{told.root}?{asked}",
        state_url=f"{told.root}/state?{asked}&{VERSION}={one.version}",
        here=scene.url(at=again),
        seen=f'"{seen(one)}"',
        end_action=told.end_action,
        end_label=told.end_label,
        hidden=told.hidden,
    )


def seen(one: CoWalk) -> str:
    """Return what changes when something is to be shown anew: an answer, or who looks along."""
    return f"{one.version}.{one.staff or 0}"


def customers(scene: Scene, one: CoWalk, code: str, companion: str) -> Told:
    """Return what the customer is told; `companion` is the name of who looks along, empty while nobody does."""
    words = scene.words
    text = (
        Markup.escape(words("%(name)s of support sees this step and your answers, and can answer for you."))
        % {"name": Markup("<bdi>{}</bdi>").format(companion)}
        if companion
        else Markup.escape(
            words(
                "Read this code to the person who helps you. They see your answers in this guide and nothing else, and"
                " can answer for you. You can end it at any time."
            )
        )
    )
    return Told(
        root=addresses.together(code),
        heading=words("Support is looking") if companion else words("Walk together with support"),
        text=text,
        code="" if companion else grouped(code),
        end_action=addresses.together(code, "end"),
        end_label=words("End it"),
        hidden=(*scene.hidden(), *place(scene)),
    )


def gone_page(services: Services, locale: str, scene: Scene | None) -> GonePage:
    """Return the page for a customer who is alone again; the way on leads to where they were."""
    words = services.words[locale]
    heading = words("You go on alone from here")
    onward = addresses.home(locale)
    if scene is not None:
        walk = replace(scene.stand.walk, channel=None)
        onward = addresses.tree(locale, scene.stand.tree.id, pairs(walk, scene.stand.tree))
    return GonePage(
        frame=frame(services, locale, heading, addresses.home),
        heading=heading,
        text=words(
            "You are no longer walking together with support: one of you ended it, or its time is over."
        ),
        onward=Anchor(onward, Markup.escape(words("Go on with the guide") if scene else words("All guides"))),
    )
