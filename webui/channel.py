"""By which way a walk came: what its address and its forms say of it, out of a closed list."""

from __future__ import annotations

from typing import Final

from wizard.query import Walk

WEB: Final = "web"
# Name of the channel in addresses and forms; its values are `wizard.query.CHANNELS`.
NAME: Final = "_channel"


def channel(walk: Walk) -> str:
    """Return by which way `walk` came, as events and tickets keep it: `web` when nothing else is said."""
    return walk.channel or WEB
