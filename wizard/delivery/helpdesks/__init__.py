"""The adapters: one file each, and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.delivery.helpdesks.email import Email
from wizard.delivery.helpdesks.freshdesk import Freshdesk
from wizard.delivery.helpdesks.osticket import OsTicket
from wizard.delivery.helpdesks.redmine import Redmine
from wizard.delivery.helpdesks.rt import RequestTracker
from wizard.delivery.helpdesks.webhook import Webhook
from wizard.delivery.helpdesks.zammad import Zammad
from wizard.delivery.helpdesks.zendesk import Zendesk
from wizard.delivery.keys import Adapter

# By the `kind` of a table in the settings file.
HELPDESKS: Final[Mapping[str, type[Adapter]]] = {
    "email": Email,
    "webhook": Webhook,
    "rt": RequestTracker,
    "redmine": Redmine,
    "zammad": Zammad,
    "zendesk": Zendesk,
    "freshdesk": Freshdesk,
    "osticket": OsTicket,
}
