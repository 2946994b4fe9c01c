"""What the program remembers: events, feedback, searches, tickets, served trees, throttle counts."""

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
from wizard.store.records import Author, Event, Filed, Json, Kind, Message, Outcome, Revision, Search, Ticket
from wizard.store.store import Store, open_store

__all__ = [
    "Author",
    "Event",
    "Filed",
    "Json",
    "Kind",
    "Message",
    "MissingDriver",
    "Outcome",
    "ReferenceTaken",
    "Revision",
    "SchemaTooNew",
    "SchemaTooOld",
    "Search",
    "Store",
    "StoreBusy",
    "StoreError",
    "StoreUnreachable",
    "Ticket",
    "WrongStoreUrl",
    "open_store",
]
