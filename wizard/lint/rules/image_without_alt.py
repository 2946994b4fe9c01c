"""A picture without words for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "image-without-alt"
level = Level.ERROR
summary = "A picture has no `alt`: no words for those who cannot see it."
why = "Blind customers, and all whose line is too slow for pictures, would not learn what it shows."
good: Example = {
    "tree.yaml": """\
steps:
  plug:
    fix: Plug it in
    check: The light is on.
    image: {file: plug.png, alt: The socket is on the left side.}
""",
    "_media/plug.png": "a picture",
}
bad: Example = {
    "tree.yaml": """\
steps:
  plug:
    fix: Plug it in
    check: The light is on.
    image: {file: plug.png}
""",
    "_media/plug.png": "a picture",
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each picture of a step, option or fact without alt text."""
    for image in survey.images:
        if image.alt is None:
            hint = "say what it shows: {file: …, alt: The key Num Lock above the digit 7.}"
            yield Found(image.place, f"the picture `{image.file}` has no `alt`", hint)
