"""The request form: shown filled with what is known, and filed once."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flask import Flask, Response, request
from werkzeug.datastructures import MultiDict

from webui import addresses, proof, spam
from webui.answering import (
    asked_walk,
    known_locale,
    known_tree,
    later,
    may_send,
    page,
    see_other,
    walk_of,
)
from webui.asked import clean, shortened
from webui.channel import WEB
from webui.present.scene import Scene
from webui.present.ticket import (
    Draft,
    filled_beforehand,
    plain_pairs,
    removed_lines,
    request_fields,
    ticket_page,
    told_apart,
)
from webui.request_form import Fault, Filled, faults, filled
from webui.services import Services, services
from webui.throttle import seconds_left
from webui.trusted import identity
from webui.uploading import FILE, drop_unticked, left_over, posted, stage
from webui.vouched import joined
from wizard import limits, tickets
from wizard.contexts.identity import Identity
from wizard.model.form import Field
from wizard.query import Walk
from wizard.store import Attachment, Outcome, StoreError

# The button that keeps the files chosen so far and sends nothing.
ATTACH = "attach"
_A_MINUTE = 60
_log = logging.getLogger("wizard.web")


def install(app: Flask) -> None:
    """Add the routes."""
    for path in ("/<locale>/ticket", "/<locale>/<tree_id>/ticket"):
        app.add_url_rule(path, "ticket", show, methods=["GET"])
        app.add_url_rule(path, "send", send, methods=["POST"])


@dataclass(frozen=True, slots=True)
class Sheet:
    """A request form on its way: whose language, which walk, what stands in it, when it was opened first.

    `channel` is by which way its customer came, None by the website.
    """

    found: Services
    locale: str
    scene: Scene | None
    form_key: str
    form: Filled
    opened: str
    channel: str | None = None
    identity: Identity = Identity()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that this form asks for."""
        return request_fields(self.found, self.scene.stand if self.scene else None)

    @property
    def whole(self) -> Filled:
        """The form as it is judged and filed: with what the product told of the customer."""
        return joined(self.form, self.identity, self.fields)

    def page(
        self, wrong: Sequence[Fault] = (), status: int = 200, sent: tuple[str, str] | None = None
    ) -> Response:
        """Return the form as a page, with the files that are here; without them while the store is away."""
        draft = Draft(self.form_key, self.form, self._files(), self.opened, self.channel, self.identity)
        return page(
            "ticket.html", ticket_page(self.found, self.locale, self.scene, draft, wrong, sent), status
        )

    def _files(self) -> Sequence[Attachment]:
        try:
            return self.found.store.files.staged(self.form_key)
        except StoreError as error:
            _log.error("the files of a form were not read: %s", error)
            return ()


def show(locale: str, tree_id: str | None = None) -> Response:
    """Show the form; an address without a form key leads to itself with one, so that Back finds that form."""
    found = services()
    known_locale(locale)
    walk = asked_walk()
    scene = _scene(found, locale, tree_id, walk)
    if walk.id is None or (scene is not None and scene.stand.jumped):
        return Response(status=302, headers={"Location": _address(found, locale, scene, walk)})
    form = filled_beforehand(found, scene.stand if scene else None, "" if scene else _searched())
    opened = spam.opened(found.settings.secret_key, walk.id, found.clock())
    return Sheet(found, locale, scene, walk.id, form, opened, walk.channel, _identity(scene)).page()


def send(locale: str, tree_id: str | None = None) -> Response:
    """File the request, or show the form again with what has to be mended; nothing typed is lost, no good file."""
    found = services()
    known_locale(locale)
    form, files, too_large = posted()
    walk = walk_of(form)
    sheet = _sheet(found, locale, tree_id, walk, form)
    if too_large:
        return sheet.page([Fault(FILE, "files-large")], 413)
    try:
        drop_unticked(found, sheet.form_key, form)
        wrong = stage(found, sheet.form_key, files)
        if ATTACH in form:
            return sheet.page(wrong, 422 if wrong else 200)
        wrong = [*_faults(sheet, lost_key=walk.id is None), *wrong]
        return sheet.page(wrong, 422) if wrong else _file(sheet, form)
    except StoreError as error:
        _log.error("a request was not filed: %s", error)
        return later(sheet.page([Fault("description", "down")], 503), _A_MINUTE)


def _sheet(found: Services, locale: str, tree_id: str | None, walk: Walk, form: MultiDict[str, str]) -> Sheet:
    form_key = walk.id or found.new_id()
    scene = _scene(found, locale, tree_id, replace(walk, id=form_key))
    filled_in = filled(form, request_fields(found, scene.stand if scene else None))
    secret, opened = found.settings.secret_key, form.get(spam.OPENED, "")
    if not spam.is_ours(secret, form_key, opened):
        opened = spam.opened(secret, form_key, found.clock())
    return Sheet(found, locale, scene, form_key, filled_in, opened, walk.channel, _identity(scene))


def _identity(scene: Scene | None) -> Identity:
    """Return who the customer of a walk is, as far as their product vouches for it."""
    return identity(scene.stand.walk) if scene else Identity()


def _faults(sheet: Sheet, *, lost_key: bool) -> Iterator[Fault]:
    products = sheet.found.library.site.products
    wrong = list(faults(sheet.whole, sheet.fields, has_walk=sheet.scene is not None, products=products))
    yield from wrong
    if lost_key and not wrong:
        # Sent without the key that stood in the form: a second sending could not be told from the first.
        yield Fault("description", "again")


def _file(sheet: Sheet, form: MultiDict[str, str]) -> Response:
    found, form_key = sheet.found, sheet.form_key
    is_new = found.store.ticket_by_form_key(form_key) is None
    if is_new and not may_send("ticket"):
        return later(sheet.page([Fault("description", "often")], 429), seconds_left(found.clock()))
    sent = _sent(sheet, _held(sheet, form) if is_new else None)
    at = sheet.scene.stand if sheet.scene else None
    filed = tickets.file(found.office, sent, at, sheet.locale, found.clock())
    address = addresses.request(sheet.locale, tickets.token(found.settings.secret_key, form_key))
    more = filed.outcome is Outcome.SAME and left_over(found, form_key, filed.ticket.id)
    if filed.outcome is Outcome.OTHER or more:
        return sheet.page(status=409, sent=(filed.ticket.reference, address))
    return see_other(address + "?sent=1")


def _sent(sheet: Sheet, held: str | None) -> tickets.Sent:
    form, scene = sheet.whole, sheet.scene
    product, version, rest = told_apart(sheet.fields, form.fields)
    return tickets.Sent(
        form_key=sheet.form_key,
        description=form.description,
        email=form.email,
        phone=form.phone,
        name=form.name,
        fields=rest,
        removed=removed_lines(scene.lines(), form) if scene else (),
        product=product,
        version=version,
        held=held,
        channel=sheet.channel or WEB,
    )


def _held(sheet: Sheet, form: MultiDict[str, str]) -> str | None:
    """Return why staff should look at the request before it goes on, None when it may be a person's."""
    found, filled_in = sheet.found, sheet.form
    words = (filled_in.description, filled_in.name, *filled_in.fields.values())
    clues = spam.Clues(form.get(spam.TRAP, ""), form.get(spam.OPENED, ""), words)
    now = found.clock()
    why: list[str] = list(spam.suspicions(found.settings.secret_key, sheet.form_key, clues, now))
    proved = not found.settings.altcha or proof.is_proved(
        found.settings.secret_key, sheet.form_key, form.get(proof.PROOF, "")
    )
    if not proved:
        why.append(spam.Suspicion.UNPROVED)
    if not why and not found.throttle.within(found.store, now, "request", limits.UNHELD_PER_HOUR):
        why = [spam.Suspicion.FLOOD]
    return " ".join(why) or None


def _scene(found: Services, locale: str, tree_id: str | None, walk: Walk) -> Scene | None:
    if tree_id is None:
        return None
    tree = known_tree(tree_id)
    at = found.stands.stand(tree.id, walk)
    return Scene(found, at, locale, walk.id or found.new_id())


def _searched() -> str:
    """Return what the customer searched for before, to begin the description with."""
    return shortened(clean(request.args.get("q", "")))


def _address(found: Services, locale: str, scene: Scene | None, walk: Walk) -> str:
    """Return the form's own address with its key."""
    if scene is None:
        searched = _searched()
        words = [("q", searched)] if searched else []
        key = plain_pairs(walk.id or found.new_id(), walk.channel)
        return addresses.ticket(locale, None, [*words, *key])
    return addresses.ticket(locale, scene.stand.tree.id, scene.form_pairs())
