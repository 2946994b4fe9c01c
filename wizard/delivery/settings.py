"""The settings file of helpdesks: read, checked whole, made into helpdesks. Secrets stand in the environment alone."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from wizard.delivery import wishes
from wizard.delivery.helpdesk import Undelivered
from wizard.delivery.helpdesks import HELPDESKS
from wizard.delivery.keys import Adapter, Given, Key, is_private
from wizard.delivery.web import ANSWER_SECONDS
from wizard.delivery.wishes import Wishes
from wizard.errors import BadSetting
from wizard.names import is_id
from wizard.settings import tables_of

# The helpdesk by which customers get e-mails; it writes to whom the parcel names.
MAIL: Final = "mail"
DEFAULT: Final = "default"


class BadHelpdesks(BadSetting):
    """The settings of helpdesks in {file} cannot be used:
    {slips}
    """


@dataclass(frozen=True, slots=True)
class Desks:
    """The helpdesks by their names, and the name of the one that gets what no routing rule fits (None: ours alone).

    `wishes` are what staff wish of what arrives at each; `seconds` is how long the slowest may take for a call.
    """

    helpdesks: Mapping[str, Adapter]
    default: str | None = None
    wishes: Mapping[str, Wishes] = field(default_factory=dict)
    seconds: float = ANSWER_SECONDS

    def check(self) -> Iterator[tuple[str, bool, str]]:
        """Look at each helpdesk without making anything: its name, whether all is well, what it says."""
        for name, helpdesk in self.helpdesks.items():
            try:
                yield name, True, helpdesk.check()
            except Undelivered as error:
                yield name, False, error.reason


def helpdesks_of(file: Path | None, environment: Mapping[str, str] = os.environ) -> Desks:
    """Return the helpdesks that the file (of WIZARD_HELPDESKS) describes, none without a file.

    Raises BadSetting, which names file, table and key of everything that is wrong.
    """
    if file is None:
        return Desks({})
    tables = tables_of(file, BadHelpdesks)
    slips = list(_default_slips(tables))
    helpdesks, wished, seconds = {}, {}, []
    for name, table in tables.items():
        if name == DEFAULT:
            continue
        given, wrong = _given(name, table, file.parent, environment)
        slips += [f"[{name}] {slip}" for slip in wrong]
        if not wrong:
            helpdesks[name] = HELPDESKS[table["kind"]](given)
            wished[name] = wishes.wishes(given)
            seconds.append(given.get("seconds", ANSWER_SECONDS))
    if slips:
        raise BadHelpdesks(file=file, slips="\n".join(slips))
    return Desks(helpdesks, tables.get(DEFAULT), wished, max(seconds, default=ANSWER_SECONDS))


def _default_slips(tables: Mapping[str, Any]) -> Iterator[str]:
    default = tables.get(DEFAULT)
    names = [name for name in tables if name not in (DEFAULT, MAIL)]
    if default is None or default in names:
        return
    yield f"{DEFAULT} must be the name of a helpdesk in this file{_meant(default, names)}"


def _given(
    name: str, table: Any, folder: Path, environment: Mapping[str, str]
) -> tuple[dict[str, Any], list[str]]:
    """Return the values of a table, and what is wrong with it."""
    if not isinstance(table, dict):
        return {}, [f"must be a table; outside of tables stands only `{DEFAULT}`"]
    if not is_id(name):
        return {}, ["is no name: small letters, digits and single hyphens"]
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in HELPDESKS:
        return {}, [f"kind must be one of {', '.join(HELPDESKS)}{_meant(kind, list(HELPDESKS))}"]
    keys = (*HELPDESKS[kind].keys, *wishes.KEYS)
    slips = list(_unknown(table, keys))
    given: dict[str, Any] = {}
    for key in keys:
        slips += _taken(key, table, folder, environment, given)
    return given, slips or list(_together(name, kind, given))


def _taken(
    key: Key, table: Mapping[str, Any], folder: Path, environment: Mapping[str, str], given: dict[str, Any]
) -> Iterator[str]:
    """Put the value of one key into `given`, or say what is wrong with it; a secret is never shown."""
    if key.written not in table:
        if key.needed:
            yield f"{key.written} is missing: {key.about}"
        given[key.name] = key.default
        return
    value = table[key.written]
    if key.secret:
        value, slip = _secret(key, value, environment)
        if slip:
            yield slip
            return
    elif key.name.endswith("_file") and isinstance(value, str):
        value = str(folder / value)
    if key.shape.fits(value):
        given[key.name] = value
    else:
        shown = "" if key.secret else f", not {table[key.written]!r}"
        yield f"{key.written} must be {key.shape.expected}{shown}"


def _secret(key: Key, variable: Any, environment: Mapping[str, str]) -> tuple[str, str]:
    """Return the secret, or what is wrong."""
    if not isinstance(variable, str) or not variable:
        return "", f"{key.written} must be the name of an environment variable"
    value = environment.get(variable, "").strip()
    return (
        value,
        "" if value else f"{key.written} names the environment variable {variable}, which is not set",
    )


def _unknown(table: Mapping[str, Any], keys: tuple[Key, ...]) -> Iterator[str]:
    known = ["kind", *(key.written for key in keys)]
    secrets = {key.name: key.written for key in keys if key.secret}
    for name in table:
        if name in known:
            continue
        if name in secrets:
            yield (
                f"{name}: secrets do not stand in this file; "
                f"name an environment variable that holds it: {secrets[name]}"
            )
        else:
            yield f"{name} is no key of this kind{_meant(name, known)}"


def _together(name: str, kind: str, given: Given) -> Iterator[str]:
    """Yield what is wrong although each key alone is right."""
    url = given.get("url")
    if url is not None and not given["unencrypted"] and not is_private(url):
        yield "url begins with http://, so others could read the secret; use https://, or set unencrypted = true"
    if name == MAIL and kind != "email":
        yield f'kind must be "email": by [{MAIL}] customers get their e-mails'
    elif name == MAIL and given["to"]:
        yield f"to does not belong here: e-mails by [{MAIL}] go to customers"
    elif kind == "email" and name != MAIL and not given["to"]:
        yield "to is missing: the address of the support team"


def _meant(word: Any, words: list[str]) -> str:
    near = difflib.get_close_matches(word, words, 1) if isinstance(word, str) else []
    return f"; did you mean {near[0]}?" if near else ""
