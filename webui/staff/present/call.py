"""The form that files a customer's request at the end of a walk on the telephone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from webui.present.entries import contact_entries, description_entry, field_entry
from webui.present.scene import Scene
from webui.present.ticket import request_fields
from webui.request_form import LINES, MESSAGES, Fault, Filled
from webui.services import Services
from webui.staff import addresses, paths
from webui.staff.present.around import staff_frame
from webui.staff.views import CallPage
from webui.views.form import Entry, Mistake
from webui.views.parts import Hidden
from wizard.query import form_fields
from wizard.store import Staff


def call_page(
    found: Services,
    locale: str,
    member: Staff,
    scene: Scene | None,
    form_key: str,
    typed: Filled,
    wrong: Sequence[Fault],
) -> CallPage:
    """Return the form of a walk (`scene`), or one without a walk."""
    words = found.words[locale]
    messages = {fault.field: words(MESSAGES[fault.kind]) for fault in reversed(wrong)}
    tree = scene.stand.tree.id if scene else None
    pairs = scene.form_pairs() if scene else [("_w", form_key)]
    boxes = [one for one in request_fields(found, scene.stand if scene else None) if one.type != "file"]
    return CallPage(
        frame=staff_frame(
            found,
            locale,
            words("Request of a customer"),
            member,
            addresses.WALK,
            elsewhere=lambda other: paths.ticket(other, tree, pairs),
            error=bool(wrong),
        ),
        tree_title=scene.plain(scene.stand.tree.title) if scene else None,
        action=paths.ticket(locale, tree),
        hidden=tuple(Hidden(name, value) for name, value in (*form_fields(pairs), (LINES, "1"))),
        lines=tuple(_lines(scene, typed)) if scene else (),
        description=description_entry(words("What is wrong?"), typed, messages, required=scene is None),
        entries=tuple(field_entry(found, locale, one, typed, messages) for one in boxes),
        contact=tuple(_contact(found, locale, typed, messages)),
        back_url=scene.url() if scene else addresses.trees(locale),
        mistakes=tuple(Mistake(fault.field, words(MESSAGES[fault.kind])) for fault in wrong),
    )


def _lines(scene: Scene, typed: Filled) -> Iterator[tuple[str, Markup, Markup, bool]]:
    for line in scene.lines():
        kept = typed.kept is None or line.id in typed.kept
        yield line.id, scene.markdown(line.question), scene.markdown(line.answer), kept


def _contact(found: Services, locale: str, typed: Filled, messages: Mapping[str, str]) -> Iterator[Entry]:
    """Yield the boxes of the customer's contact; the browser is not to fill in that of staff."""
    words = found.words[locale]
    for entry in contact_entries(found, locale, typed, messages):
        label = Markup.escape(words("Name of the customer")) if entry.name == "name" else entry.label
        yield replace(entry, label=label, autocomplete="off")
