"""The customer's own request, opened by its link: looked at, added to, said to be solved, judged at its end."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Flask, Response, abort, request
from werkzeug.datastructures import FileStorage, MultiDict

from webui import addresses
from webui.answering import known_locale, later, may_send, page, see_other
from webui.present.request import NOTICES, Draft, request_page
from webui.present.standing import SETTLED
from webui.request_form import Fault, cleaned
from webui.services import Services, services
from webui.throttle import seconds_left
from webui.uploading import FILE, KEPT, drop_unticked, left_over, posted, stage
from wizard import conversation, limits, tickets
from wizard.store import StoreError, Ticket

# The button that keeps the files chosen so far and sends nothing.
ATTACH: Final = "attach"
_KEY_LETTERS: Final = 64
_A_MINUTE: Final = 60
_log = logging.getLogger("wizard.web")


def install(app: Flask) -> None:
    """Add the routes."""
    app.add_url_rule("/<locale>/request/<token>", "request", show, methods=["GET"])
    app.add_url_rule("/<locale>/request/<token>", "reply", send, methods=["POST"])


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form of the page that was sent: of which request, with which key, what stands in it."""

    found: Services
    locale: str
    token: str
    ticket: Ticket
    form_key: str
    form: MultiDict[str, str]

    @property
    def text(self) -> str:
        """What is to be added."""
        return cleaned(self.form.get("reply", ""))

    def page(self, faults: Sequence[Fault] = (), status: int = 200) -> Response:
        """Return the page with what was typed and the files that are here."""
        staged = self.found.store.files.staged(self.form_key)
        rating = self.form.get("do") == "rate"
        draft = Draft(
            self.form_key,
            self.text,
            staged,
            self.form.get("helped", "") if rating else None,
            cleaned(self.form.get("words", "")) if rating else None,
            faults,
        )
        return page(
            "request.html", request_page(self.found, self.locale, self.token, self.ticket, draft), status
        )

    def thanks(self, notice: str) -> Response:
        """Lead back to the page, which says what was done; reloading it sends nothing again."""
        return see_other(f"{addresses.request(self.locale, self.token)}?{notice}=1")

    def too_often(self, field: str) -> Response:
        """Say that it was not taken."""
        answer = self.page([Fault(field, "often")], 429)
        return later(answer, seconds_left(self.found.clock()))


def show(locale: str, token: str) -> Response:
    """Show the request and what was said about it."""
    found = services()
    known_locale(locale)
    notice = next((name for name in NOTICES if name in request.args), None)
    draft = Draft(found.new_id())
    return page("request.html", request_page(found, locale, token, _ticket(token), draft, notice))


def send(locale: str, token: str) -> Response:
    """Take what one of the forms says: once, however often it is sent; nothing typed is lost, no good file."""
    found = services()
    known_locale(locale)
    ticket = _ticket(token)
    form, files, too_large = posted()
    form_key = form.get("_w", "")[:_KEY_LETTERS] or found.new_id()
    sheet = Sheet(found, locale, token, ticket, form_key, form)
    if too_large:
        return sheet.page([Fault(FILE, "files-large")], 413)
    doing = _FORMS.get(form.get("do", ""))
    try:
        return doing(sheet) if doing else _reply(sheet, files)
    except StoreError as error:
        _log.error("something about a request was not kept: %s", error)
        field = "helped" if form.get("do") == "rate" else "reply"
        return later(sheet.page([Fault(field, "down")], 503), _A_MINUTE)


def _reply(sheet: Sheet, files: Sequence[FileStorage]) -> Response:
    """Add what the customer says, and the files; other words or other files are another message."""
    found, ticket = sheet.found, sheet.ticket
    key = tickets.message_key(sheet.form_key, _said(sheet, files))
    if ATTACH not in sheet.form and _is_kept(sheet, key):
        return sheet.thanks("said")
    drop_unticked(found, sheet.form_key, sheet.form)
    wrong = stage(found, sheet.form_key, files)
    if ATTACH in sheet.form:
        return sheet.page(wrong, 422 if wrong else 200)
    wrong = [*_faults(sheet), *wrong]
    if wrong:
        return sheet.page(wrong, 422)
    if not may_send("reply"):
        return sheet.too_often("reply")
    found.store.files.pass_on(sheet.form_key, key)
    conversation.add(found.office, ticket, sheet.text, key, found.clock())
    left_over(found, sheet.form_key, ticket.id)
    return sheet.thanks("said")


def _faults(sheet: Sheet) -> Iterable[Fault]:
    if len(sheet.text) > limits.DESCRIPTION:
        yield Fault("reply", "long")
    elif not sheet.text and not sheet.found.store.files.staged(sheet.form_key):
        yield Fault("reply", "reply")


def _said(sheet: Sheet, files: Iterable[FileStorage]) -> str:
    """Return what tells this sending from another one of the same form: its words, and its files if there are any."""
    parts = sorted({*sheet.form.getlist(KEPT), *map(_digest, files)})
    return "\0".join((sheet.text, *parts))


def _digest(one: FileStorage) -> str:
    found = hashlib.file_digest(one.stream, "sha256").hexdigest()  # type: ignore[arg-type]
    one.stream.seek(0)
    return found


def _is_kept(sheet: Sheet, key: str) -> bool:
    return any(one.form_key == key for one in sheet.found.store.messages_of(sheet.ticket.id))


def _solve(sheet: Sheet) -> Response:
    """Take the request for solved, as its customer says; once it is settled that says nothing new."""
    found = sheet.found
    if sheet.ticket.status in SETTLED:
        return sheet.thanks("solved")
    if not may_send("reply"):
        return sheet.too_often("reply")
    words = found.words[sheet.locale]
    key = tickets.message_key(sheet.form_key, "\0solved")
    conversation.solve(found.office, sheet.ticket, words("It is solved."), key, found.clock())
    return sheet.thanks("solved")


def _rate(sheet: Sheet) -> Response:
    """Keep what the customer says about our help; the last word counts."""
    found, helped = sheet.found, sheet.form.get("helped", "")
    words = cleaned(sheet.form.get("words", ""))
    if helped not in conversation.HELPED:
        return sheet.page([Fault("helped", "choice")], 422)
    if len(words) > limits.FIELD:
        return sheet.page([Fault("words", "long")], 422)
    if (helped, words or None) == (sheet.ticket.survey, sheet.ticket.survey_words):
        return sheet.thanks("rated")
    if not may_send("reply"):
        return sheet.too_often("helped")
    conversation.rate(found.store, sheet.ticket, helped, words, found.clock())
    return sheet.thanks("rated")


# What the field `do` may say; without it something is added.
_FORMS: Final[Mapping[str, Callable[[Sheet], Response]]] = {"solve": _solve, "rate": _rate}


def _ticket(token: str) -> Ticket:
    ticket = tickets.find(services().store, token)
    if ticket is None:
        abort(404)
    return ticket
