"""What staff call the states, ways and kinds of tickets, in the language of their page."""

from __future__ import annotations

from webui.present.request import TEXTS as VERDICTS
from webui.spam import MESSAGES as SUSPICIONS
from webui.texts import Words
from wizard.staff.changes import CLOSED, OPEN, PENDING, SOLVED
from wizard.store import State, Ticket


def status_words(words: Words, status: str) -> str:
    """Return what a ticket's status is called."""
    headings = {
        OPEN: "Open",
        PENDING: "Waiting for the customer",
        SOLVED: "Solved",
        CLOSED: "Closed",
    }
    return words(headings[status]) if status in headings else status


def channel_words(words: Words, ticket: Ticket) -> str:
    """Return how a ticket came: customers come to their phone by a code, staff are called."""
    headings = {
        "web": "By the website",
        "phone": "By telephone" if ticket.audience == "staff" else "By a code, on another device",
        "widget": "By the window in another site",
        "app": "By the program",
        "api": "By another program",
        "together": "On two devices together",
        "offline": "From the help without network",
    }
    return words(headings[ticket.channel]) if ticket.channel in headings else ticket.channel


def state_words(words: Words, state: State) -> str:
    """Return what became of a delivery so far."""
    headings = {
        State.WAITING: "Waits for its turn",
        State.SENDING: "Is being delivered",
        State.DELIVERED: "Delivered",
        State.UNKNOWN: "May have arrived: somebody has to look",
        State.STUCK: "Stuck: trying again alone does not help",
    }
    return words(headings[state])


def outcome_words(words: Words, outcome: str) -> str:
    """Return how a try of a delivery ended."""
    headings = {
        "begun": "Begun, no end known",
        "waiting": "Failed, to be tried again",
        "delivered": "Delivered",
        "unknown": "May have arrived",
        "stuck": "Failed for good",
    }
    return words(headings[outcome]) if outcome in headings else outcome


def purpose_words(words: Words, purpose: str) -> str:
    """Return what a delivery is for."""
    headings = {
        "ticket": "The request",
        "copy": "Copy for the customer",
        "reply": "Reply to the customer",
        "said": "Message of the customer",
    }
    kind = purpose.partition(":")[0]
    return words(headings[kind]) if kind in headings else purpose


def source_words(words: Words, source: str) -> str:
    """Return who said a fact."""
    headings = {
        "answered": "The customer answered",
        "host": "The program said",
        "probe": "The check of the computer found",
        "verified": "The program said, signed",
    }
    return words(headings[source]) if source in headings else source


def verdict_words(words: Words, verdict: str) -> str:
    """Return what the customer answered to whether we helped."""
    return words(VERDICTS[verdict]) if verdict in VERDICTS else verdict


def held_words(words: Words, held: str) -> str:
    """Return why a ticket is held: one reason or more."""
    return ". ".join(words(SUSPICIONS[why]) if why in SUSPICIONS else why for why in held.split())
