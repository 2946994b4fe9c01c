"""A detector that finds what the fact cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wizard.library import FACTS
from wizard.lint.nearest import nearest
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.fact import Fact
from wizard.probe.detector import Detector
from wizard.probe.detectors import detector_of
from wizard.problem import Level
from wizard.source import place_in

name = "detected-value-unknown"
level = Level.ERROR
summary = "A `detect:` finds a value that its fact does not have."
why = "What was found is left out then, and the customer is asked all the same, or a step is passed over."
good: Example = {
    "_facts.yaml": """\
power:
  about: Mains power
  ask: Is there power?
  values: {yes: "Yes", no: "No"}
  detect: {detector: registry, key: HKLM\\SOFTWARE\\Lamp, value: Power, map: {"1": yes}, otherwise: no}
""",
    "tree.yaml": "steps:\n  power: {fact: power}\n  plug: {tell: Plug it in, when: {power: no}}\n",
}
bad: Example = {**good, "_facts.yaml": good["_facts.yaml"].replace('"1": yes', '"1": there')}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each value that a detector may find and the fact cannot have, and detectors of which that is all."""
    if survey.lacks(FACTS):
        return
    for fact in survey.loaded.library.facts.values():
        detector = detector_of(fact)
        if detector is not None:
            yield from _of_kind(survey, fact, detector)
            yield from _named(survey, fact)


def _of_kind(survey: Survey, fact: Fact, detector: Detector) -> Iterator[Found]:
    """Yield the detector itself when nothing that it finds is a value of the fact."""
    finds = f"`{detector.name}` finds {', '.join(detector.values) or 'a number'}"
    if detector.numeric and (fact.typed is None or fact.typed.kind != "number"):
        hint = "give the fact `type: number`, or take another detector"
    elif detector.values and all(fact.value(value) is None or fact.typed for value in detector.values):
        hint = f"the fact needs `values:` such as `{detector.values[0]}`"
    else:
        return
    yield _found(survey, fact, ["detector"], f"{finds}, which `{fact.id}` never is", hint)


def _named(survey: Survey, fact: Fact) -> Iterator[Found]:
    """Yield the values that the data itself names."""
    meanings = fact.detect.get("map")
    named = (
        [(["map", key], value) for key, value in meanings.items()] if isinstance(meanings, Mapping) else []
    )
    if "otherwise" in fact.detect:
        named.append((["otherwise"], fact.detect["otherwise"]))
    for keys, value in named:
        if value not in ("", None) and fact.value(str(value)) is None:
            near = nearest(str(value), [option.id for option in fact.values])
            hint = f"did you mean `{near}`?" if near else "write one of its `values:`"
            yield _found(survey, fact, keys, f"`{fact.id}` is never `{value}`", hint)


def _found(survey: Survey, fact: Fact, keys: list[str], message: str, hint: str) -> Found:
    path = fact.place.path
    place = place_in(survey.loaded.sources[path].data, [fact.id, "detect", *keys], path)
    return Found(place, message, hint)
