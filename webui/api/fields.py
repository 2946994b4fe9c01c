"""The fields of a request, as the API tells of them."""

from __future__ import annotations

from webui.api.values.trees import FieldHead
from webui.api.wording import Wording
from webui.present.ticket import request_fields
from webui.services import Services
from wizard.journey import Stand


def fields_of(found: Services, words: Wording, stand: Stand | None) -> tuple[FieldHead, ...]:
    """Return the fields that a request from where a walk stands may fill in; files are sent by the page alone."""
    return tuple(
        FieldHead(
            id=one.id,
            type=one.type,
            label=words.line(one.label),
            required=one.required,
            personal=one.personal,
            help=words.block(one.help),
            options=words.field_choices(one),
        )
        for one in request_fields(found, stand)
        if one.type != "file"
    )
