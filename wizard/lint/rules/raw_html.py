"""HTML in a text."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.markdown import HTML_SIGNS, html
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "raw-html"
level = Level.ERROR
summary = "A text, or a translation of it, holds HTML or something in < > that reads as HTML."
why = (
    "Texts are Markdown, and tags are never passed on to the page: customers would read them as they are "
    "typed. Write **bold** with asterisks, and put what stands in < > on the screen in `code`."
)
good: Example = {
    "tree.yaml": """\
steps:
  name:
    tell: "Press **Enter** when you see `<your name>`."
"""
}
bad: Example = {
    "tree.yaml": """\
steps:
  name:
    tell: "Press <b>Enter</b> when you see your name."
"""
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each text with HTML in it, once, at the first piece."""
    for words, place, _, text in survey.read.holding(*HTML_SIGNS):
        pieces = html(words)
        if pieces:
            first = pieces[0].split("\n")[0]
            hint = "write **bold** with asterisks; put `<…>` in backticks if it stands so on the screen"
            yield Found(survey.spot(text, first, place), f"`{first}` is HTML, and texts are Markdown", hint)
