"""A step with all its words."""

from __future__ import annotations

from webui import addresses
from webui.api.values.texts import Link, Picture
from webui.api.values.walks import Option, Step, Typed
from webui.api.wording import Wording
from webui.present.scene import Scene
from webui.present.step import question_of
from wizard.model.step import Step as ModelStep
from wizard.model.text import Image


def step_of(scene: Scene, words: Wording, step: ModelStep) -> Step:
    """Return all that a page of the step shows."""
    question = question_of(scene, step)
    link = scene.link(step.link)
    return Step(
        id=step.id,
        kind=step.kind,
        title=words.line(step.title),
        options=tuple(
            Option(
                id=one.id,
                label=words.option(one),
                hint=words.line(one.hint) if one.hint else None,
                image=_picture(scene, one.image),
            )
            for one in step.options
        ),
        risk=step.risk,
        restart=step.restart,
        hint=words.line(step.hint) if step.hint else None,
        image=_picture(scene, step.image),
        link=Link(link.url, str(link.label)) if link else None,
        how=words.how(step),
        warning=words.block(step.warning),
        check=words.block(step.check),
        undo=words.block(step.undo),
        why=words.block(step.why),
        minutes=step.minutes,
        question=question.unescape() if question else None,
        many=step.many or None,
        typed=_typed(words, step),
        value=scene.stand.walk.known.answers.get(step.id),
    )


def _typed(words: Wording, step: ModelStep) -> Typed | None:
    typed = step.typed
    if typed is None:
        return None
    return Typed(typed.kind, typed.least, typed.most, words.line(typed.unit) if typed.unit else None)


def _picture(scene: Scene, image: Image | None) -> Picture | None:
    shown = scene.picture(image)
    return Picture(addresses.whole(shown.url), shown.alt) if shown else None
