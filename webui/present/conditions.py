"""A condition in words, for those who read a guide from top to bottom: when is this step for me?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from markupsafe import Markup

from webui.present.scene import Scene
from wizard.conditions import All, Condition, Is, NoneOf
from wizard.model.step import Kind, Option, Step
from wizard.model.text import Text
from wizard.names import NOT_SOLVED
from wizard.transcript import COMMA_LOCALES, option_words

IF: Final = True
UNLESS: Final = False


def in_words(scene: Scene, condition: Condition | None) -> tuple[Markup, ...]:
    """Return what has to be so, a sentence each; what is not simple is said to be so in some cases only."""
    said = tuple(dict.fromkeys(_sentences(scene, condition)))
    if None in said:
        others = Markup.escape(scene.words("Only in some cases; the guided version knows in which."))
        return (*(one for one in said if one is not None), others)
    return tuple(one for one in said if one is not None)


def _sentences(scene: Scene, condition: Condition | None) -> Iterator[Markup | None]:
    """Yield a sentence for each part of a condition, None for one that takes more than a sentence."""
    match condition:
        case None:
            return
        case Is():
            yield _sentence(scene, condition, IF)
        case All(items):
            for item in items:
                yield from _sentences(scene, item)
        case NoneOf(items) if all(isinstance(item, Is) for item in items):
            for item in condition.leaves():
                yield _sentence(scene, item, UNLESS) if isinstance(item, Is) else None
        case _:
            yield None


def _sentence(scene: Scene, leaf: Is, sense: bool) -> Markup | None:
    step = scene.stand.tree.step(leaf.name)
    question = _question(scene, leaf.name, step)
    if question is None:
        return None
    words, answers = scene.words, _answers(scene, leaf, step)
    if step is not None and step.kind is Kind.FIX and leaf.values == {NOT_SOLVED} and sense is IF:
        return Markup.escape(words("If “%(question)s” did not help")) % {"question": question}
    told = {
        IF: "If the answer to “%(question)s” is: %(answers)s",
        UNLESS: "Not if the answer to “%(question)s” is: %(answers)s",
    }
    return Markup.escape(words(told[sense])) % {"question": question, "answers": answers}


def _question(scene: Scene, name: str, step: Step | None) -> Markup | None:
    fact = scene.stand.tree.facts.get(name)
    asked: Text | None = step.title if step else (fact.ask or fact.about) if fact else None
    return scene.inline(asked) if asked else None


def _answers(scene: Scene, leaf: Is, step: Step | None) -> Markup:
    fact = scene.stand.tree.facts.get(leaf.name)
    options: tuple[Option, ...] = step.options if step else fact.values if fact else ()
    known = {option.id: option_words(scene.services.library, option, scene.locale) for option in options}
    labels = [label for value, label in known.items() if value in leaf.values]
    labels += sorted(value for value in leaf.values if value not in known)
    comma = "، " if scene.locale in COMMA_LOCALES else ", "
    return Markup.escape(comma).join(scene.markdown(label) for label in labels)
