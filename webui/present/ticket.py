"""The request form: everything that is known stands in it already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from webui import addresses
from webui.asked import shortened
from webui.channel import NAME
from webui.markup import safe
from webui.present.entries import contact_entries, description_entry, field_entry
from webui.present.files import files_part
from webui.present.frame import frame
from webui.present.scene import Scene
from webui.present.standing import reading_hours
from webui.present.vouched import vouched_part
from webui.proof import challenge
from webui.request_form import LINES, MESSAGES, Fault, Filled, tidied
from webui.services import Services
from webui.spam import OPENED, TRAP
from webui.texts import Words
from webui.uploading import FILE, SHOWN
from webui.views.form import Mistake
from webui.views.frame import Frame
from webui.views.parts import Hidden
from webui.views.ticket import Line, TicketPage
from wizard.contexts.identity import Identity
from wizard.journey import Stand, end_of
from wizard.known import Source
from wizard.model.form import Field
from wizard.model.text import Text
from wizard.names import UNSURE
from wizard.query import Pair, form_fields
from wizard.store import Attachment
from wizard.transcript import Line as TranscriptLine
from wizard.words import word


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that is being filled in: its key, what stands in it, its files, the signed moment it was opened.

    `channel` is by which way its customer came, None by the website; `identity` is who the product says they are.
    """

    form_key: str
    form: Filled
    files: Sequence[Attachment] = ()
    opened: str = ""
    channel: str | None = None
    identity: Identity = Identity()


def request_fields(services: Services, stand: Stand | None) -> tuple[Field, ...]:
    """Return the fields the form asks for: of the end reached, the tree and its blocks, of every form; each once.

    Those of type file have no box of their own: they say which files help.
    """
    known = services.library.fields
    ours = () if stand is None else (*_of_end(stand), *stand.tree.ticket_fields)
    always = (name for name, one in known.items() if one.always)
    return tuple(known[name] for name in dict.fromkeys((*ours, *always)) if name in known)


def _of_end(stand: Stand) -> tuple[str, ...]:
    end = stand.tree.ends.get(end_of(stand) or "")
    return end.fields if end else ()


def filled_beforehand(services: Services, stand: Stand | None, description: str = "") -> Filled:
    """Return the form as it is opened: what is known of a fact stands in the field of the same name."""
    found = {one.id: _known(services, stand, one) for one in request_fields(services, stand)}
    return Filled(description, fields={name: value for name, value in found.items() if value})


def _known(services: Services, stand: Stand | None, one: Field) -> str:
    """Return what the walk knows for a field, empty when nothing; personal things are never known."""
    if stand is None or one.personal:
        return ""
    value = stand.position.values.get(one.id, "")
    if one.type == "product":
        offered = services.library.site.products
        only = stand.tree.products[0] if len(stand.tree.products) == 1 else ""
        return value if value in offered else only
    if one.type == "choice":
        return value if value in {option.id for option in one.options} else ""
    return "" if value == UNSURE or one.type not in ("text", "version") else tidied(one, value)


def ticket_page(
    services: Services,
    locale: str,
    scene: Scene | None,
    draft: Draft,
    faults: Sequence[Fault] = (),
    sent: tuple[str, str] | None = None,
) -> TicketPage:
    """Return the form of a walk (`scene`) or a plain one; `sent` is a former one's reference and address."""
    words, form = services.words[locale], draft.form
    mistakes = tuple(Mistake(fault.field, _said(words, fault)) for fault in faults)
    messages = {mistake.field: mistake.message for mistake in reversed(mistakes)}
    fields = request_fields(services, scene.stand if scene else None)
    boxes = [one for one in fields if one.type != "file"]
    pairs = scene.form_pairs() if scene else plain_pairs(draft.form_key, draft.channel)
    return TicketPage(
        frame=_frame(services, locale, scene, pairs, form, error=bool(faults)),
        tree_title=scene.plain(scene.stand.tree.title) if scene else None,
        action=addresses.ticket(locale, scene.stand.tree.id if scene else None),
        hidden=tuple(_hidden(pairs, draft)),
        lines=tuple(_lines(scene, locale, form)) if scene else (),
        description=description_entry(words("What is wrong?"), form, messages, required=scene is None),
        entries=tuple(field_entry(services, locale, one, form, messages) for one in boxes),
        contact=tuple(contact_entries(services, locale, form, messages)),
        vouched=vouched_part(services, locale, draft.identity, boxes, agreed=form.vouched),
        files=files_part(
            services,
            locale,
            (one for one in fields if one.type == "file"),
            draft.files,
            (mistake.message for mistake in mistakes if mistake.field == FILE),
        ),
        mistakes=mistakes,
        text=_text(scene),
        promise=_site_text(services, locale, services.library.site.promise),
        hours=reading_hours(services, locale),
        consent=_site_text(services, locale, services.library.site.consent),
        back_url=scene.url() if scene else addresses.home(locale),
        sent_reference=sent[0] if sent else None,
        sent_url=sent[1] if sent else None,
        trap=TRAP,
        challenge=challenge(services.settings.secret_key, draft.form_key) if services.settings.altcha else "",
    )


def plain_pairs(form_key: str, channel: str | None) -> list[Pair]:
    """Return what the form without a walk carries: its key, and how it came unless by the website."""
    return [*([(NAME, channel)] if channel else []), ("_w", form_key)]


def _said(words: Words, fault: Fault) -> str:
    if not fault.about:
        return words(MESSAGES[fault.kind])
    return words(MESSAGES[fault.kind], name=f"\u2068{fault.about}\u2069")


def _hidden(pairs: Iterable[Pair], draft: Draft) -> Iterator[Hidden]:
    shown = ((SHOWN, str(one.id)) for one in draft.files)
    for name, value in chain(form_fields(pairs), ((LINES, "1"), (OPENED, draft.opened)), shown):
        yield Hidden(name, value)


def _frame(
    services: Services, locale: str, scene: Scene | None, pairs: list[Pair], form: Filled, *, error: bool
) -> Frame:
    tree_id = scene.stand.tree.id if scene else None
    searched = [("q", shortened(form.description))] if not scene and form.description and not error else []
    return frame(
        services,
        locale,
        services.words[locale]("Write to us"),
        lambda other: addresses.ticket(other, tree_id, [*searched, *pairs]),
        person_url=addresses.ticket(locale, tree_id, pairs),
        error=error,
    )


def _lines(scene: Scene, locale: str, form: Filled) -> Iterator[Line]:
    for line in scene.lines():
        kept = form.kept is None or line.id in form.kept
        told = line.source is not Source.ANSWERED or bool(line.by)
        note = word(locale, f"source.{line.source}") if told else ""
        yield Line(line.id, scene.markdown(line.question), scene.markdown(line.answer), note, kept)


def removed_lines(lines: Iterable[TranscriptLine], form: Filled) -> frozenset[str]:
    """Return the ids of the transcript lines that the customer took out."""
    return frozenset() if form.kept is None else frozenset(line.id for line in lines) - form.kept


def told_apart(fields: Iterable[Field], filled: Mapping[str, str]) -> tuple[str, str, dict[str, str]]:
    """Return product, version and the other fields that were filled in."""
    types = {one.id: one.type for one in fields}
    found = {kind: _first(filled, types, kind) for kind in ("product", "version")}
    rest = {name: value for name, value in filled.items() if value and types.get(name) not in found}
    return found["product"], found["version"], rest


def _first(filled: Mapping[str, str], types: Mapping[str, str], kind: str) -> str:
    return next((value for name, value in filled.items() if value and types.get(name) == kind), "")


def _text(scene: Scene | None) -> Markup | None:
    if scene is None:
        return None
    end = scene.stand.tree.ends.get(end_of(scene.stand) or "")
    return scene.block(end.text if end and end.text else scene.stand.tree.ticket_text)


def _site_text(services: Services, locale: str, text: Text | None) -> Markup | None:
    html = services.renderer.block(text, locale, {})
    return safe(html) if html else None
