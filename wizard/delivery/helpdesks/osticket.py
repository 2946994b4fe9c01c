"""osTicket over its API, which can create and nothing else: nobody can look whether a ticket arrived."""

from __future__ import annotations

from base64 import b64encode
from typing import Any, ClassVar

from wizard.delivery.helpdesk import Parcel, Receipt, Refused, Unclear
from wizard.delivery.keys import ADDRESS, BASE, HTTP, NUMBER, SWITCH, TOKEN, Given, Key, web
from wizard.delivery.packing import Bounds, one_line, packed


class OsTicket:
    """Routing's queue is the number of a help topic there."""

    kind: ClassVar[str] = "osticket"
    finds: ClassVar[bool] = False
    repeats: ClassVar[bool] = False
    keys: ClassVar[tuple[Key, ...]] = (
        Key("url", "Where osTicket is.", BASE),
        Key(
            "api_key",
            "An API key that may create tickets from the address of this server.",
            TOKEN,
            secret=True,
        ),
        Key(
            "topic",
            "The number of the help topic for tickets that routing gives none.",
            NUMBER,
            optional=True,
        ),
        Key("customer", "The customer's address of a request that came without one.", ADDRESS),
        Key("alert", "Whether osTicket tells its staff of the ticket.", SWITCH, True),
        Key("autorespond", "Whether osTicket writes to the customer that it has the ticket.", SWITCH, False),
        *HTTP,
    )
    bounds: ClassVar[Bounds] = Bounds(subject=255, text=60_000, file=10_000_000, files=20_000_000)

    def __init__(self, given: Given) -> None:
        self._web = web(given, "/api", {"X-API-Key": given["api_key"]})
        self._given = given

    def find(self, key: str) -> Receipt | None:
        """Return None: osTicket cannot be asked."""
        return None

    def create(self, parcel: Parcel) -> Receipt:
        """Make the ticket; the answer is its number, as text."""
        ready = packed(parcel, self.bounds)
        email = parcel.email or self._given["customer"]
        ticket: dict[str, Any] = {
            "source": "API",
            "alert": self._given["alert"],
            "autorespond": self._given["autorespond"],
            "name": one_line(parcel.name or "", 100) or email,
            "email": email,
            "subject": ready.subject,
            "message": f"data:text/plain;charset=utf-8,{ready.text}",
            "attachments": [
                {file.name: f"data:{file.media_type};base64,{b64encode(file.content).decode()}"}
                for file in ready.files
            ],
        }
        topic = parcel.queue or self._given["topic"]
        if topic:
            ticket["topicId"] = _topic(topic)
        if parcel.phone:
            ticket["phone"] = one_line(parcel.phone, 30)
        number = self._web.call("POST", "/tickets.json", creates=True, json=ticket).text.strip()
        if not (0 < len(number) <= 60 and number.isprintable() and not number.startswith("<")):
            raise Unclear("osTicket answers with success, but not with a number")
        return Receipt(number)

    def status(self, external_id: str) -> str | None:
        """Return None: osTicket cannot be asked."""
        return None

    def check(self) -> str:
        """Say that nothing can be tried without making a ticket."""
        return "osTicket cannot be tried without making a ticket"


def _topic(named: str | int) -> str:
    if not str(named).isdecimal():
        raise Refused(f"the queue {named} is no number of a help topic in osTicket")
    return str(named)
