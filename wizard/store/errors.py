"""What can go wrong with the database, and the remedy. No message holds a password or a customer's data."""

from __future__ import annotations

from wizard.errors import WizardError


class StoreError(WizardError):
    """The database failed."""


class WrongStoreUrl(StoreError):
    """The database URL is not usable: {why}. Write sqlite:////folder/wizard.db or postgresql://user@host/name."""


class MissingDriver(StoreError):
    """PostgreSQL needs the psycopg package. Install it with: pip install "rahgosha[postgresql]"."""


class StoreUnreachable(StoreError):
    """The database {where} cannot be used: {why}. See that it is there, writable, running and not full."""


class StoreBusy(StoreError):
    """The database {where} stayed locked. End what locks it (a backup? a database shell?)."""


class SchemaTooOld(StoreError):
    """The database {where} lacks tables of this version of the program. Run: wizard db upgrade."""


class SchemaTooNew(StoreError):
    """The database {where} is newer ({found}) than this program. Install the newer program."""


class ReferenceTaken(StoreError):
    """Another ticket bears the reference {reference} or the same token. Draw new ones and file it again."""
