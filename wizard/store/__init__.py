"""What the program remembers: events, feedback, searches, tickets, served trees, throttle counts."""

from wizard.store.codes import CoWalk, ResumeCode
from wizard.store.contexts import Context
from wizard.store.errors import (
    MissingDriver,
    ReferenceTaken,
    SchemaTooNew,
    SchemaTooOld,
    StoreBusy,
    StoreError,
    StoreUnreachable,
    WrongStoreUrl,
)
from wizard.store.handoffs import Attachment, Attempt, Audited, Claimed, Delivery, Order, Role, Staff, State
from wizard.store.inbox import Wanted
from wizard.store.records import Author, Event, Filed, Json, Kind, Message, Outcome, Revision, Search, Ticket
from wizard.store.store import Store, open_store

__all__ = [
    "Attachment",
    "Attempt",
    "Audited",
    "Author",
    "Claimed",
    "CoWalk",
    "Context",
    "Delivery",
    "Event",
    "Filed",
    "Json",
    "Kind",
    "Message",
    "MissingDriver",
    "Order",
    "Outcome",
    "ReferenceTaken",
    "ResumeCode",
    "Revision",
    "Role",
    "SchemaTooNew",
    "SchemaTooOld",
    "Search",
    "Staff",
    "State",
    "Store",
    "StoreBusy",
    "StoreError",
    "StoreUnreachable",
    "Ticket",
    "Wanted",
    "WrongStoreUrl",
    "open_store",
]
