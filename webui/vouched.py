"""Who the customer is, as their product vouched: joined to the request here on the server, never in a page unmasked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from webui.request_form import Filled, fits
from wizard.contexts.identity import Identity
from wizard.model.form import Field

# The box by which the customer agrees to what the product told.
VOUCHED: Final = "vouched"
_SERIALS: Final = frozenset({"serial", "last4"})


def joined(form: Filled, identity: Identity, fields: Sequence[Field]) -> Filled:
    """Return the form with what the product told in the places that the customer left empty; unticked, as it is."""
    if not form.vouched:
        return form
    told = {one.id: identity.serials[one.id] for one in serial_fields(identity, fields)}
    return replace(
        form,
        email=form.email or identity.email,
        phone=form.phone or identity.phone,
        name=form.name or identity.name,
        fields={**form.fields, **{name: form.fields.get(name) or value for name, value in told.items()}},
    )


def serial_fields(identity: Identity, fields: Sequence[Field]) -> Iterator[Field]:
    """Yield the fields of the form that a serial of the product fits into."""
    for one in fields:
        if one.type in _SERIALS and fits(one, identity.serials.get(one.id, "")):
            yield one
