"""A field of the request form that is declared nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wizard.library import FIELDS
from wizard.lint.nearest import nearest
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.problem import Level, Place
from wizard.source import Mapping, Sequence

name = "field-unknown"
level = Level.ERROR
summary = "A ticket or end asks for a field that _fields.yaml does not declare."
why = "The request form cannot show a field without a label, so what was to be asked would be missing."
good: Example = {
    "tree.yaml": """\
steps:
  switch:
    tell: The switch is at the back.
ticket:
  fields: [lamp-model]
""",
    "_fields.yaml": "lamp-model: {label: Which lamp is it?}\n",
}
bad: Example = {
    "tree.yaml": """\
steps:
  switch:
    tell: The switch is at the back.
ticket:
  fields: [lamp-modell]
""",
    "_fields.yaml": "lamp-model: {label: Which lamp is it?}\n",
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each field named under `ticket:` or an end of a tree, block or the site."""
    if survey.lacks(FIELDS):
        return
    fields = survey.loaded.library.fields
    for path, source in survey.loaded.sources.items():
        for field, place in _named(source.data, path):
            if field not in fields:
                near = nearest(field, fields)
                hint = f"did you mean `{near}`?" if near else "declare it in _fields.yaml"
                yield Found(place, f"there is no field `{field}`", hint)


def _named(data: Any, path: str) -> Iterator[tuple[str, Place]]:
    if not isinstance(data, Mapping):
        return
    ends = data.get("ends")
    for holder in (data.get("ticket"), *(ends.values() if isinstance(ends, Mapping) else ())):
        fields = holder.get("fields") if isinstance(holder, Mapping) else None
        if isinstance(fields, Sequence):
            yield from ((str(item), place) for item, place in zip(fields, fields.items_at, strict=True))
