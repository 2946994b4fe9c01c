"""The pages of codes: one that was made, with all that is wanted on paper, and the one where a code is typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from webui import addresses
from webui.present.end import end_page
from webui.present.frame import frame
from webui.present.scene import Scene
from webui.present.step import step_page
from webui.services import Services
from webui.views.code import AskedPage, CodePage, Drawn
from webui.views.end import EndPage
from webui.views.parts import Anchor
from webui.views.step import StepPage
from wizard.codes.drawing import drawing
from wizard.codes.letters import grouped
from wizard.codes.resume import OPENINGS, Made
from wizard.journey import end_of
from wizard.store import ResumeCode

TEXTS = {
    "unreadable": "A code has six letters and digits, without spaces or with one in the middle. Look at it once more.",
    "unknown": "There is no such code. Look at it once more. Small and capital letters are the same.",
    "expired": "This code cannot be opened any more: it lasts half an hour and opens ten times.",
}


def code_page(scene: Scene, made: Made, now: datetime) -> CodePage:
    """Return the page of a code that was just made for the walk of `scene`."""
    words, services = scene.words, scene.services
    zone = services.library.site.time_zone
    inside = _inside(scene)
    at = scene.stand.walk.at
    drawn = drawing(addresses.whole(addresses.code(made.code)))
    until = words(
        "It can be opened until %(until)s, %(times)s times at most.",
        until=words.moment(made.expires, zone),
        times=words.number(OPENINGS),
    )
    step = inside if isinstance(inside, StepPage) else None
    return CodePage(
        frame=replace(scene.frame(words("Continue on your phone"), at=at), indexed=False, alternates=()),
        tree_title=inside.tree_title,
        code=grouped(made.code),
        address=addresses.whole(addresses.code()),
        drawn=Drawn(drawn.size, drawn.path),
        until=until,
        back_url=scene.url(at=at),
        heading=inside.heading,
        hint=step.hint if step else None,
        options=tuple(choice.label for choice in step.form.choices) if step else (),
        instructions=replace(step.instructions, restart=False) if step and step.instructions else None,
        picture=step.picture if step else None,
        link=inside.link,
        answers=inside.answers,
        made=words.moment(now, zone),
    )


def _inside(scene: Scene) -> StepPage | EndPage:
    """Return the page that the walk stands at, whose words are wanted on paper."""
    at = scene.stand
    step = (at.tree.step(at.walk.at) if at.walk.at else None) or at.position.step
    if step is not None:
        return step_page(scene, step)
    end = end_of(at)
    assert end is not None
    return end_page(scene, end, None)


def asked_page(
    services: Services, locale: str, typed: str = "", wrong: str = "", kept: ResumeCode | None = None
) -> AskedPage:
    """Return the page where a code is typed; `wrong` is a name of TEXTS, `kept` what the code led to once."""
    words = services.words[locale]
    heading = words("Continue with a code")
    around = frame(
        services, locale, heading, lambda other: f"{addresses.code()}?lang={other}", error=bool(wrong)
    )
    return AskedPage(
        frame=around,
        heading=heading,
        action=addresses.code(),
        locale=locale,
        typed=typed,
        error=words(TEXTS[wrong]) if wrong else None,
        begin=_begin(services, locale, kept) if wrong else None,
    )


def _begin(services: Services, locale: str, kept: ResumeCode | None) -> Anchor:
    """Return where to begin anew: the guide that the code led to, else all of them."""
    tree = services.library.customers.get(kept.tree) if kept else None
    if tree is None:
        return Anchor(addresses.home(locale), Markup.escape(services.words[locale]("All guides")))
    title = services.renderer.plain(tree.title, locale, {})
    return Anchor(addresses.tree(locale, tree.id), Markup.escape(title))
