"""What a customer typed into the request form: read, judged, and kept for showing again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from werkzeug.datastructures import MultiDict

from wizard import limits
from wizard.contact import is_email, is_phone
from wizard.model.form import Field
from wizard.model.step import TO_ASCII

_LAST4: Final = re.compile(r"[0-9A-Za-z]{4}", re.ASCII)
_SERIAL: Final = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*", re.ASCII)
# What people and keyboards put between the groups of a serial.
_DASHES: Final = re.compile(r"[\s\u0640\u2010-\u2015\u2212_./-]+")
# Letters turned round by force show another text than the one that is there. One line needs no such mark at all.
_OVERRIDES: Final = dict.fromkeys(map(ord, "\u202d\u202e"))
_DIRECTIONS: Final = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))
_FIELD: Final = "field."
# Says that the transcript's lines were shown with a box each, so that no ticked one means none.
LINES: Final = "lines"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that has to be mended before sending: the form field, and which of `MESSAGES` says so.

    `about` is the name of the file that it is about.
    """

    field: str
    kind: str
    about: str = ""


MESSAGES: Final[Mapping[str, str]] = {
    "contact": "Give an e-mail address or a phone number, so that we can answer you",
    "email": "Write the e-mail address in full, like name@example.org",
    "phone": "Write the phone number with digits, such as +98 21 1234 5678",
    "description": "Say in a few words what is wrong",
    "long": "Make this text shorter",
    "required": "Fill this in",
    "pattern": "Write this as its description says",
    "last4": "Write the last four characters only",
    "serial": "Write the serial as it stands on the card, or its last four characters: letters and digits only",
    "choice": "Choose one of the answers",
    "reply": "Write what you want to add",
    "again": "Nothing has been sent yet. Look through the form and send it once more",
    "often": "Nothing has been sent: too much came in a short time. Send it once more in a while",
    "down": "Nothing has been sent: we cannot be reached for a moment. Send it once more in a minute",
    "file-empty": "The file “%(name)s” is empty. Choose another one",
    "file-large": "The file “%(name)s” is larger than 10 MB. Send a smaller picture, or the part of a log that matters",
    "file-kind": "The file “%(name)s” is of a kind that we do not take. Send a picture, a PDF or a text",
    "file-points": "The picture “%(name)s” has more than 50 million points. Make it smaller, or send a part of it",
    "file-broken": "The file “%(name)s” cannot be read as a picture. Save it once more, or send another one",
    "file-many": "The file “%(name)s” was left out: five are the most. Untick one to make room",
    "file-rest": "The other files were left out too: five are the most",
    "file-often": "The file “%(name)s” was left out: too many came in a short time. Send the request without it",
    "files-large": "Nothing has been sent: the files are larger than 32 MB together. Choose fewer or smaller ones",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """The form as it was filled in: texts trimmed, digits of contact and serials as 0-9."""

    description: str = ""
    email: str = ""
    phone: str = ""
    name: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    kept: frozenset[str] | None = None  # transcript lines to send; None: all
    vouched: bool = True  # what the product told of the customer goes along


def filled(form: MultiDict[str, str], fields: Sequence[Field]) -> Filled:
    """Return what the form holds; unknown names are left out."""
    return Filled(
        description=cleaned(form.get("description", "")),
        email=_one_line(form.get("email", "")),
        phone=_one_line(form.get("phone", "")).translate(TO_ASCII),
        name=_one_line(form.get("name", "")),
        fields={one.id: tidied(one, form.get(_FIELD + one.id, "")) for one in fields},
        kept=frozenset(form.getlist("line")) if LINES in form else None,
        vouched="vouched" in form,
    )


def field_name(one: Field) -> str:
    """Return the name a field has in the form."""
    return _FIELD + one.id


def faults(
    form: Filled, fields: Sequence[Field], *, has_walk: bool, products: Collection[str] = ()
) -> Iterator[Fault]:
    """Yield what has to be mended, in the order of the page. Without a walk it needs words."""
    if not has_walk and not form.description:
        yield Fault("description", "description")
    if len(form.description) > limits.DESCRIPTION:
        yield Fault("description", "long")
    for one in fields:
        kind = _fault(one, form.fields.get(one.id, ""), products)
        if kind:
            yield Fault(_FIELD + one.id, kind)
    if not form.email and not form.phone:
        yield Fault("email", "contact")
    if form.email and not is_email(form.email):
        yield Fault("email", "email")
    if form.phone and not is_phone(form.phone):
        yield Fault("phone", "phone")
    if len(form.name) > limits.CONTACT:
        yield Fault("name", "long")


def cleaned(value: str) -> str:
    """Return a text as kept: line ends as one character, no control characters or overrides, no blanks around it."""
    plain = value.replace("\r\n", "\n").replace("\r", "\n").translate(_OVERRIDES)
    return "".join(letter for letter in plain if letter >= " " or letter in "\n\t").strip()


def _one_line(value: str) -> str:
    return " ".join(cleaned(value).translate(_DIRECTIONS).split())


def tidied(one: Field, value: str) -> str:
    """Return what was typed into a field as it is kept: digits of numbers as 0-9, a serial in groups with dashes."""
    if one.type == "long":
        return cleaned(value)
    text = _one_line(value)
    if one.type == "serial":
        seen = "".join(letter for letter in text.translate(TO_ASCII) if letter == " " or letter.isprintable())
        return _DASHES.sub("-", seen).strip("-")
    return text.translate(TO_ASCII) if one.type in ("last4", "version") or one.pattern else text


def fits(one: Field, value: str) -> bool:
    """Tell whether a value may stand in a field as it is: one is there, and nothing in it has to be mended."""
    return bool(value) and tidied(one, value) == value and _fault(one, value, ()) is None


def _fault(one: Field, value: str, products: Collection[str]) -> str | None:
    if not value:
        # A file has no box that could be empty: the form says which files help, and takes any or none.
        return "required" if one.required and one.type != "file" else None
    if len(value) > (limits.DESCRIPTION if one.type == "long" else limits.FIELD):
        return "long"
    if one.type == "last4" and not _LAST4.fullmatch(value):
        return "last4"
    if one.type == "choice" and value not in {option.id for option in one.options}:
        return "choice"
    if one.type == "product" and value not in products:
        return "choice"
    if one.type == "serial" and not _is_serial(value):
        return "serial"
    if one.pattern and not re.fullmatch(one.pattern, value):
        return "pattern"
    return None


def _is_serial(value: str) -> bool:
    length = len(value.replace("-", ""))
    return limits.SERIAL_LEAST <= length <= limits.SERIAL_MOST and _SERIAL.fullmatch(value) is not None
