"""The page of a step."""

from __future__ import annotations

from markupsafe import Markup

from webui import addresses
from webui.markup import safe
from webui.present.article import article_url
from webui.present.looks import looks
from webui.present.scene import Scene, place
from webui.views.parts import Choice, Hidden
from webui.views.step import Box, Form, Instructions, StepPage
from wizard.model.step import Audience, Kind, Option, Step
from wizard.names import UNABLE, UNSURE
from wizard.rendering import Renderer
from wizard.transcript import option_words

# Up to so many short answers are buttons, one tap each; more, or ones with hints or pictures, are radios.
_BUTTONS = 4
_SHORT = 60
_APART = frozenset({UNSURE, UNABLE})
_INPUT_MODES = {"number": "decimal", "version": "decimal", "text": "text"}


def step_page(scene: Scene, step: Step, *, typed: str | None = None, error: bool = False) -> StepPage:
    """Return the page of `step`: with the answer it has already, or with what was `typed` and an error."""
    words = scene.words
    answer = scene.stand.walk.known.answers.get(step.id) if typed is None else typed
    shape = _shape(scene, step)
    at = step.id if scene.stand.position.step is not step else None
    number = _number(scene, step)
    form = _form(scene, step, shape, answer, error=error)
    return StepPage(
        frame=scene.frame(scene.plain(step.title), error=error, at=at),
        tree_title=scene.plain(scene.stand.tree.title),
        kind=step.kind,
        caption=words("Step %(num)s", num=words.number(number)),
        left=_left(scene) if at is None else None,
        heading=scene.inline(step.title),
        hint=scene.inline(step.hint) or None,
        picture=scene.picture(step.image),
        link=scene.link(step.link),
        instructions=_instructions(scene, step, at),
        form=form,
        answers=scene.answers(),
        back_url=scene.back_url(before=step.id),
        notices=scene.notices(at),
        offer_person=scene.offers_person(),
        only_staff=step.audience is Audience.STAFF,
        elsewhere=_elsewhere(scene, form, at),
        article_url=article_url(scene.locale, scene.stand.tree.id) if at is None and scene.begins() else None,
        looks=looks(scene, step) if at is None else (),
    )


def _elsewhere(scene: Scene, form: Form, at: str | None) -> tuple[Hidden, ...]:
    """Return the walk for a form of its own; those who walk for a customer, or with one, take it nowhere else."""
    if scene.paths is not addresses:
        return ()
    walk = (one for one in form.hidden if one.name != "_step")
    return (*walk, *([Hidden("_at", at)] if at else []), *place(scene))


def _number(scene: Scene, step: Step) -> int:
    trail = [given.step for given in scene.stand.position.trail]
    return (trail.index(step.id) if step.id in trail else len(trail)) + 1


def _left(scene: Scene) -> str | None:
    """Return "about 2 more" when the shortest and the longest way are close enough to be told as one."""
    left = scene.stand.position.left
    if left.most - left.least > 2 or left.most <= 1:
        return None
    return scene.words.plural("about %(num)s more", "about %(num)s more", left.most - 1)


def _shape(scene: Scene, step: Step) -> str:
    if step.many:
        return "checkboxes"
    if step.typed is not None:
        return "typed"
    if step.kind is not Kind.ASK:
        return "buttons"
    plain = all(option.hint is None and option.image is None for option in step.options)
    main = [option for option in step.options if option.id not in _APART]
    short = all(len(option_words(scene.services.library, option, scene.locale)) <= _SHORT for option in main)
    return "buttons" if plain and short and len(main) <= _BUTTONS else "radios"


def _form(scene: Scene, step: Step, shape: str, answer: str | None, *, error: bool) -> Form:
    chosen = set(answer.split(".")) if answer and step.many else {answer}
    return Form(
        action=scene.url().partition("?")[0],
        hidden=scene.hidden(("_step", step.id)),
        shape=shape,
        choices=tuple(_choice(scene, option, option.id in chosen, shape) for option in step.options),
        box=_box(scene, step, answer) if step.typed else None,
        question=question_of(scene, step),
        error=_error(scene, step) if error else None,
        again_url=scene.url(at=step.id),
    )


def _choice(scene: Scene, option: Option, checked: bool, shape: str) -> Choice:
    label = option_words(scene.services.library, option, scene.locale)
    return Choice(
        id=option.id,
        label=scene.inline(option.label) if option.label else Markup.escape(label),
        hint=scene.inline(option.hint) or None,
        picture=scene.picture(option.image),
        checked=checked,
        apart=option.id in _APART or shape == "typed",  # beside a box every option stands apart
    )


def _box(scene: Scene, step: Step, answer: str | None) -> Box:
    typed = step.typed
    assert typed is not None
    value = answer if answer is not None and step.option(answer) is None else ""
    return Box(value, scene.inline(typed.unit) or None, _INPUT_MODES.get(typed.kind, "text"))


def question_of(scene: Scene, step: Step) -> Markup | None:
    """Return what is asked above the answers of a step that is no question itself."""
    if step.kind is Kind.FIX:
        return Markup.escape(scene.words("Did it help?"))
    if step.kind is Kind.TELL and len(step.options) > 1:
        return Markup.escape(scene.words("Does that answer it?"))
    if step.kind is Kind.DO:
        return Markup.escape(scene.words("Have you done it?"))
    return None


def _error(scene: Scene, step: Step) -> str:
    words = scene.words
    if step.typed is None:
        return words("Choose at least one answer") if step.many else words("Choose an answer")
    if step.typed.kind == "text":
        return words("Type the answer as the question describes it")
    least, most = step.typed.least, step.typed.most
    if least is not None and most is not None:
        return words(
            "Type a number from %(least)s to %(most)s", least=words.digits(least), most=words.digits(most)
        )
    if step.typed.kind == "version":
        return words("Type numbers with dots between them, such as 2.0.1")
    return words("Type a number")


def _instructions(scene: Scene, step: Step, at: str | None) -> Instructions | None:
    if step.kind is Kind.ASK:
        return None
    renderer: Renderer = scene.services.renderer
    how = renderer.how(step, scene.locale, scene.stand.position.values, staff=scene.staff)
    minutes = (
        scene.words.plural("about %(num)s minute", "about %(num)s minutes", step.minutes)
        if step.minutes
        else None
    )
    return Instructions(
        how=safe(how) if how else None,
        warning=scene.block(step.warning),
        check=scene.block(step.check),
        undo=scene.block(step.undo),
        why=scene.block(step.why),
        minutes=minutes,
        risk=_risk(scene, step),
        risk_level=step.risk,
        restart=step.restart,
        resume_url=addresses.whole(scene.shared_url(at)) if step.restart else None,
    )


def _risk(scene: Scene, step: Step) -> str | None:
    told = {
        "setting": "This changes a setting of Windows.",
        "security": "This touches the protection of your computer.",
        "data": "This can delete data.",
    }
    return scene.words(told[step.risk]) if step.risk in told else None
