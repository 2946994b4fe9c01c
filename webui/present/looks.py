"""What the browser itself can find out for a step: the words for all it may see, and where each leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from webui.present.scene import Scene
from webui.views.step import Look, Sight
from wizard.known import Source
from wizard.model.fact import Fact
from wizard.model.step import Step
from wizard.probe.detectors import detector_of
from wizard.query import pairs

_LETTERS = "سلام"


def looks(scene: Scene, step: Step) -> tuple[Look, ...]:
    """Return what can be looked at for the facts that would answer `step`, if they are not known yet.

    Nothing for staff: they sit at another computer than the customer.
    """
    if scene.staff:
        return ()
    known, facts = scene.stand.position.values, scene.stand.tree.facts
    wanted = [facts[name] for name in _names(step) if name in facts and name not in known]
    found = (_look(scene, step, fact) for fact in wanted)
    return tuple(look for look in found if look is not None)


def _names(step: Step) -> tuple[str, ...]:
    """Return the names of what answers a step unasked: its fact, or what the `if` of its options reads."""
    named = [step.fact] if step.fact else []
    for option in step.options:
        named += [leaf.name for leaf in option.chosen_if.leaves()] if option.chosen_if else []
    return tuple(dict.fromkeys(named))


def _look(scene: Scene, step: Step, fact: Fact) -> Look | None:
    detector = detector_of(fact)
    if detector is None or not detector.browser:
        return None
    words = scene.words
    if detector.name == "keyboard-test":
        return Look(
            detector.name,
            fact.id,
            words("Let this page look at the key"),
            tuple(_keys(scene, step, fact)),
            task=words(
                "Click in the box and press the key marked U once. On Persian and Arabic keys it is ع."
            ),
        )
    heading = words("Seen by this page")
    if detector.name == "glyph-test":
        font, letters = str(fact.detect.get("font", "")), str(fact.detect.get("letters", _LETTERS))
        sights = tuple(_fonts(scene, step, fact, font))
        return Look(detector.name, fact.id, heading, sights, font=font, letters=letters)
    return Look(detector.name, fact.id, heading, tuple(_versions(scene, step, fact)))


def _keys(scene: Scene, step: Step, fact: Fact) -> Iterator[Sight]:
    words = scene.words
    told = (
        (
            "on",
            "on",
            "That key types a digit: the letters on the right of your keyboard work as a number pad now.",
        ),
        ("off", "off", "That key types a letter: the number pad is not on."),
        (
            "english",
            "off",
            "That key types an English letter: the number pad is not on, but the keyboard is set to English. "
            "Alt + Shift, or Windows + Space, changes the language.",
        ),
        ("other", "", "That was another key. Press the key marked U, among the letters."),
        ("unclear", "", "This page cannot tell which key that was. Please choose an answer yourself."),
    )
    for name, value, text in told:
        url = _onward(scene, step, fact, value)
        yield Sight(name, value, words(text), url, words("Go on with this") if url else "")


def _fonts(scene: Scene, step: Step, fact: Fact, font: str) -> Iterator[Sight]:
    words = scene.words
    told = {
        "there": words("The font %(font)s is on this computer.", font=font),
        "missing": words("The font %(font)s seems to be missing on this computer.", font=font),
    }
    for value, text in told.items():
        url = _onward(scene, step, fact, value)
        if url:
            yield Sight(value, value, text, url, words("Go on with this"))


def _versions(scene: Scene, step: Step, fact: Fact) -> Iterator[Sight]:
    words = scene.words
    for option in fact.values:
        url = _onward(scene, step, fact, option.id)
        if url:
            label = scene.plain(option.label)
            text = words(
                "It looks like this computer has %(label)s. Is it the one that needs help?", label=label
            )
            yield Sight(option.id, option.id, text, url, words("Yes, %(label)s", label=label))


def _onward(scene: Scene, step: Step, fact: Fact, value: str) -> str | None:
    """Return where the walk goes on when the fact is found to be `value`; None where it stays at this step."""
    if fact.value(value) is None or not _answers(scene, step, fact, value):
        return None
    walk, tree = scene.stand.walk, scene.stand.tree
    told = {**walk.known.told, fact.id: {**walk.known.told.get(fact.id, {}), Source.PROBE: value}}
    there = replace(walk, known=replace(walk.known, told=told), at=None)
    return scene.paths.tree(scene.locale, tree.id, pairs(there, tree))


def _answers(scene: Scene, step: Step, fact: Fact, value: str) -> bool:
    """Tell whether the step is not asked once the fact has that value; a fact changed on the walk is asked again.

    What the engine would say (`wizard.engine.position`), without walking all the way again for every value.
    """
    position = scene.stand.position
    if fact.id in position.changed:
        return False
    values = {**position.values, fact.id: value}
    chosen = any(option.chosen_if is not None and option.chosen_if.holds(values) for option in step.options)
    return step.id == fact.id or chosen or (step.when is not None and not step.when.holds(values))
