"""A picture that is not in the folder `_media`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from wizard.lint.nearest import nearest
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "image-unknown"
level = Level.ERROR
summary = "A picture is not in the folder _media, or its name is not safe on every computer."
why = (
    "The page would show a gap. Capital and small letters count: a name that is found on Windows may not "
    "be found on the server."
)
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
    image: {file: Plug.png, alt: The socket is on the left side.}
""",
    "_media/plug.png": "a picture",
}

MEDIA: Final = "_media"
_PIECE: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")


def check(survey: Survey) -> Iterator[Found]:
    """Yield each picture that is missing or unsafely named."""
    there: set[str] | None = None
    for image in survey.images:
        if not is_safe_name(image.file):
            hint = "letters a-z, digits, - and _ only, in _media or a folder below it"
            yield Found(image.place, f"`{image.file}` is no safe name of a picture", hint)
            continue
        if there is None:
            there = set(_media(survey.loaded.folder / MEDIA))
        if image.file not in there:
            near = nearest(image.file, there, 0.7)
            hint = f"did you mean `{near}`?" if near else f"put it in the folder {MEDIA}"
            yield Found(image.place, f"there is no picture `{image.file}` in {MEDIA}", hint)


def is_safe_name(file: str) -> bool:
    """Tell whether a name stays inside the folder and means the same on every system."""
    return all(_PIECE.fullmatch(piece) and ".." not in piece for piece in file.split("/"))


def _media(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*"):
        if file.is_file():
            yield file.relative_to(folder).as_posix()
