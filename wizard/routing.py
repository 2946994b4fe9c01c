"""Which helpdesk, queue and department a request goes to, as `routing:` of the site file says."""

from __future__ import annotations

from dataclasses import dataclass

from wizard.model.site import Site


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a request goes; `helpdesk` None: it stays in the inbox of ours."""

    helpdesk: str | None = None
    queue: str | None = None
    department: str | None = None


def destination(site: Site, stage: str | None, tree: str | None, product: str | None) -> Destination:
    """Return where a request of that stage, tree and product goes: the first rule that fits decides."""
    for rule in site.routing:
        if _fits(rule.stage, stage) and _fits(rule.tree, tree) and _fits(rule.product, product):
            return Destination(rule.helpdesk or None, rule.queue or None, rule.department or None)
    return Destination()


def _fits(wanted: str, found: str | None) -> bool:
    return not wanted or wanted == found
