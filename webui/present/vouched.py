"""What the product told of the customer, as the request form shows it: masked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from webui.markup import safe
from webui.services import Services
from webui.views.ticket import Vouched
from webui.vouched import serial_fields
from wizard.contact import masked_email, masked_name, masked_phone
from wizard.contexts.identity import Identity
from wizard.masking import masked
from wizard.model.form import Field

Told = tuple[Markup, str, bool]


def vouched_part(
    services: Services, locale: str, identity: Identity, fields: Sequence[Field], *, agreed: bool
) -> Vouched | None:
    """Return what was told, None when nothing was that this form could use."""
    lines = tuple(_lines(services, locale, identity, fields))
    return Vouched(lines, identity.reaches, agreed) if lines else None


def _lines(services: Services, locale: str, identity: Identity, fields: Sequence[Field]) -> Iterator[Told]:
    words = services.words[locale]
    if identity.email:
        yield Markup.escape(words("E-mail address")), masked_email(identity.email), True
    if identity.phone:
        yield Markup.escape(words("Phone number")), masked_phone(identity.phone), True
    if identity.name:
        yield Markup.escape(words("Your name")), masked_name(identity.name), False
    for one in serial_fields(identity, fields):
        yield safe(services.renderer.inline(one.label, locale, {})), masked(identity.serials[one.id]), True
