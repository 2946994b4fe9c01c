"""An answer kept as an event. While the store does not answer, the customer goes on without one."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Final

from webui.channel import channel
from webui.services import Services
from wizard.journey import Stand, end_of
from wizard.model.step import Step
from wizard.names import JUMP
from wizard.store import Event, StoreError

TYPED_TEXT: Final = "given"
_log = logging.getLogger("wizard.web")


def record(
    found: Services,
    before: Stand,
    after: Stand,
    step: Step,
    value: str,
    locale: str,
    *,
    by: tuple[str, str] | None = None,
) -> None:
    """Keep that `step` got this value; events of steps that are off the path now are marked so.

    `by` are audience and channel: who walks, and by which way; without it a customer, by the way the walk says.
    """
    trail = [given.step for given in before.position.trail]
    if step.id not in trail and before.position.step is not step:
        return  # not on the way: an old page, or a made-up one
    path = trail[: trail.index(step.id)] if step.id in trail else trail
    try:
        event = _event(found, before, after, step, value, locale)
        if by is not None:
            event = replace(event, audience=by[0], channel=by[1])
        found.store.record_event(event, path)
    except StoreError as error:
        _log.error("an answer was not recorded: %s", error)


def _event(found: Services, before: Stand, after: Stand, step: Step, value: str, locale: str) -> Event:
    is_text = step.typed is not None and step.typed.kind == "text" and step.option(value) is None
    return Event(
        walk=after.walk.id or "",
        at=found.clock(),
        tree=before.tree.id,
        revision=before.tree.revision,
        locale=locale,
        channel=channel(after.walk),
        audience="customer",
        step=step.id,
        value=TYPED_TEXT if is_text else value,
        reached=_reached(after),
    )


def _reached(after: Stand) -> str:
    """Return where the answer led: a step, an end, or another tree."""
    if after.jumped:
        return JUMP + after.tree.id
    return after.position.step.id if after.position.step else end_of(after) or ""
