"""Two states of a folder of trees, written from a few lines each, and what is told of their difference."""

from __future__ import annotations

from pathlib import Path

from tests.lint.folders import write
from wizard.diff.change import Change, Live, Topic
from wizard.diff.compare import compare
from wizard.library import Loaded, load
from wizard.model.step import Audience

SITE = """\
brand: {name: Light}
default_locale: en
locales: {en: source, fa: offered}
stages: {use: Using, buy: Buying}
slots: {shop: {about: Where the shop is, value: ""}}
"""
LAMP = """\
steps:
  where:
    ask: Which lamp is it?
    options: {desk: On the desk, wall: On the wall, unsure: }
  plug:
    fix: Plug it in
    when: {where: [desk, unsure]}
    how: [Find the plug., Push it in.]
    check: It shines.
    undo: Pull it out.
  bulb:
    fix: Change the bulb
    warning: It is hot.
    check: It shines.
    undo: Put the old one back.
    options: {flickers: It flickers}
  shop: {tell: Ask the shop., goto: ticket}
ends: {electrician: {kind: referred, text: Ask an electrician.}}
ticket: {text: Tell us., fields: []}
"""


def state(folder: Path, files: dict[str, str]) -> Loaded:
    write(folder, {"_site.yaml": SITE, **files})
    return load(folder, folder.name)


def changes(
    folder: Path,
    old: dict[str, str] | str,
    new: dict[str, str] | str,
    live: Live | None = None,
    audience: Audience = Audience.CUSTOMER,
    locale: str = "en",
) -> tuple[Change, ...]:
    """What is told between two states; a text alone stands for lamp.yaml."""
    before, after = ({"lamp.yaml": one} if isinstance(one, str) else one for one in (old, new))
    return compare(state(folder / "old", before), state(folder / "new", after), locale, audience, live)


def told(found: tuple[Change, ...], *topics: Topic) -> list[str]:
    return [change.told for change in found if not topics or change.topic in topics]


def lamp(*replaced: tuple[str, str]) -> str:
    """The lamp with some of its text replaced."""
    text = LAMP
    for old, new in replaced:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text
