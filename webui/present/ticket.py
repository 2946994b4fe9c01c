"""The request form: everything that is known stands in it already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from webui import addresses
from webui.asked import shortened
from webui.markup import safe
from webui.present.frame import frame
from webui.present.scene import Scene
from webui.request_form import LINES, MESSAGES, Fault, Filled, field_name
from webui.services import Services
from webui.views import Choice, Entry, Hidden, Line, Mistake, TicketPage
from wizard.journey import Stand, end_of
from wizard.model.form import Field
from wizard.query import form_fields
from wizard.transcript import Line as TranscriptLine


def request_fields(services: Services, stand: Stand | None) -> tuple[Field, ...]:
    """Return the fields the form asks for: those of the end reached, the tree and its blocks, each once.

    Files are sent on the request's own page later, not here.
    """
    if stand is None:
        return ()
    end = stand.tree.ends.get(end_of(stand) or "")
    names = dict.fromkeys((*(end.fields if end else ()), *stand.tree.ticket_fields))
    known = services.library.fields
    return tuple(known[name] for name in names if name in known and known[name].type != "file")


def ticket_page(
    services: Services,
    locale: str,
    scene: Scene | None,
    form_key: str,
    form: Filled,
    faults: Sequence[Fault] = (),
    sent: tuple[str, str] | None = None,
) -> TicketPage:
    """Return the form of a walk (`scene`) or a plain one; `sent` is a former one's reference and address."""
    words = services.words[locale]
    tree_id = scene.stand.tree.id if scene else None
    messages = {fault.field: words(MESSAGES[fault.kind]) for fault in reversed(faults)}
    fields = request_fields(services, scene.stand if scene else None)
    title = words("Write to us")
    pairs = scene.form_pairs() if scene else [("_w", form_key)]
    searched = [("q", shortened(form.description))] if not scene and form.description and not faults else []
    return TicketPage(
        frame=frame(
            services,
            locale,
            title,
            lambda other: addresses.ticket(other, tree_id, [*searched, *pairs]),
            person_url=addresses.ticket(locale, tree_id, pairs),
            error=bool(faults),
        ),
        tree_title=scene.plain(scene.stand.tree.title) if scene else None,
        action=addresses.ticket(locale, tree_id),
        hidden=tuple(Hidden(name, value) for name, value in (*form_fields(pairs), (LINES, "1"))),
        lines=tuple(_lines(scene, form)) if scene else (),
        description=_description(words("What is wrong?"), form, messages, required=scene is None),
        entries=tuple(_entry(services, locale, one, form, messages) for one in fields),
        contact=tuple(_contact(services, locale, form, messages)),
        mistakes=tuple(Mistake(fault.field, words(MESSAGES[fault.kind])) for fault in faults),
        text=_text(scene),
        promise=_promise(services, locale),
        back_url=scene.url() if scene else addresses.home(locale),
        sent_reference=sent[0] if sent else None,
        sent_url=sent[1] if sent else None,
    )


def _lines(scene: Scene, form: Filled) -> Iterator[Line]:
    for line in scene.lines():
        kept = form.kept is None or line.id in form.kept
        yield Line(line.id, scene.markdown(line.question), scene.markdown(line.answer), kept)


def removed_lines(lines: Iterable[TranscriptLine], form: Filled) -> frozenset[str]:
    """Return the ids of the transcript lines that the customer took out."""
    return frozenset() if form.kept is None else frozenset(line.id for line in lines) - form.kept


def _description(label: str, form: Filled, messages: dict[str, str], *, required: bool) -> Entry:
    return Entry(
        "description",
        Markup.escape(label),
        "long",
        value=form.description,
        required=required,
        error=messages.get("description"),
    )


def _entry(services: Services, locale: str, one: Field, form: Filled, messages: dict[str, str]) -> Entry:
    renderer = services.renderer
    name = field_name(one)
    value = form.fields.get(one.id, "")
    return Entry(
        name=name,
        label=safe(renderer.inline(one.label, locale, {})),
        shape=one.type,
        help=safe(renderer.inline(one.help, locale, {})) if one.help else None,
        value=value,
        choices=tuple(
            Choice(option.id, safe(renderer.inline(option.label, locale, {})), checked=option.id == value)
            for option in one.options
        ),
        required=one.required,
        error=messages.get(name),
    )


def _contact(services: Services, locale: str, form: Filled, messages: dict[str, str]) -> Iterator[Entry]:
    words = services.words[locale]
    rows = (
        ("email", "E-mail address", "email", form.email, "email"),
        ("phone", "Phone number", "phone", form.phone, "tel"),
        ("name", "Your name", "text", form.name, "name"),
    )
    for name, label, shape, value, autocomplete in rows:
        said = Markup.escape(words(label))
        yield Entry(name, said, shape, value=value, error=messages.get(name), autocomplete=autocomplete)


def _text(scene: Scene | None) -> Markup | None:
    if scene is None:
        return None
    end = scene.stand.tree.ends.get(end_of(scene.stand) or "")
    return scene.block(end.text if end and end.text else scene.stand.tree.ticket_text)


def _promise(services: Services, locale: str) -> Markup | None:
    html = services.renderer.block(services.library.site.promise, locale, {})
    return safe(html) if html else None
