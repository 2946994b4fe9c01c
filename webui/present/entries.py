"""The boxes of the request form: fields of the trees, the words, how to reach the customer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from markupsafe import Markup

from webui.markup import safe
from webui.request_form import Filled, field_name
from webui.services import Services
from webui.views.form import Entry
from webui.views.parts import Choice
from wizard.model.form import Field

# How a type of field is drawn, where it is not drawn as it is called.
_SHAPES: Final = {"product": "select"}


def description_entry(label: str, form: Filled, messages: Mapping[str, str], *, required: bool) -> Entry:
    """Return the box for what is wrong, in the customer's words."""
    return Entry(
        "description",
        Markup.escape(label),
        "long",
        value=form.description,
        required=required,
        error=messages.get("description"),
    )


def field_entry(
    services: Services, locale: str, one: Field, form: Filled, messages: Mapping[str, str]
) -> Entry:
    """Return the box of a declared field."""
    renderer = services.renderer
    name = field_name(one)
    value = form.fields.get(one.id, "")
    return Entry(
        name=name,
        label=safe(renderer.inline(one.label, locale, {})),
        shape=_SHAPES.get(one.type, one.type),
        help=safe(renderer.inline(one.help, locale, {})) if one.help else None,
        value=value,
        choices=tuple(_choices(services, locale, one, value)),
        required=one.required,
        error=messages.get(name),
    )


def _choices(services: Services, locale: str, one: Field, value: str) -> Iterator[Choice]:
    if one.type == "product":
        for product in services.library.site.products.values():
            name = Markup.escape(services.renderer.plain(product.name, locale, {}))
            yield Choice(product.id, name, checked=product.id == value)
    for option in one.options:
        label = safe(services.renderer.inline(option.label, locale, {}))
        yield Choice(option.id, label, checked=option.id == value)


def contact_entries(
    services: Services, locale: str, form: Filled, messages: Mapping[str, str]
) -> Iterator[Entry]:
    """Yield the boxes for e-mail, telephone and name."""
    words = services.words[locale]
    rows = (
        ("email", "E-mail address", "email", form.email, "email"),
        ("phone", "Phone number", "phone", form.phone, "tel"),
        ("name", "Your name", "text", form.name, "name"),
    )
    for name, label, shape, value, autocomplete in rows:
        said = Markup.escape(words(label))
        yield Entry(name, said, shape, value=value, error=messages.get(name), autocomplete=autocomplete)
