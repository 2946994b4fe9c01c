"""Work for staff in a step that customers see."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.matters import SERVICES
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.step import Audience
from wizard.problem import Level

name = "staff-matter-for-customers"
level = Level.ERROR
summary = "A step for customers tells to edit the registry, DCOM or permissions, or to register components."
why = (
    "One wrong letter there and Windows, or other programs, do not start any more; there is no undo button. "
    "Such steps are for staff, or for a customer whom somebody guides by telephone: `audience: staff`, or "
    "`audience: staff` on the one item of `how`."
)
good: Example = {
    "tree.yaml": """\
steps:
  register:
    fix: Register the installer again
    audience: staff
    how:
      - Run `msiexec /unregister` and `msiexec /regserver`.
    warning: It writes the installer's own entries again, for everybody who uses this computer.
    check: Setup ends without a message.
    undo: Nothing needs to be undone.
    risk: setting
"""
}
bad: Example = {"tree.yaml": good["tree.yaml"].replace("    audience: staff\n", "")}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each text of a customers' step that tells to do what is for staff."""
    for step, matter, text, advice in survey.touches:
        if step.audience is not Audience.STAFF and matter != SERVICES:
            message = f"`{advice.words}`: customers are told to change {matter}"
            yield Found(survey.spot(text, advice.written), message, "give it `audience: staff`")
