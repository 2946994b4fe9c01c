"""What the drivers raise, as errors of ours that say the remedy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from wizard.store.errors import SchemaTooOld, StoreBusy, StoreError, StoreUnreachable

_SQLITE_BUSY: Final = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_SQLITE_LACKS: Final = ("no such table", "no such column", "has no column")
# Lock not available, query cancelled, serialization failure, deadlock; then undefined table and column.
_POSTGRESQL_BUSY: Final = {"55P03", "57014", "40001", "40P01"}
_POSTGRESQL_LACKS: Final = {"42P01", "42703"}


@contextmanager
def faults(where: str) -> Iterator[None]:
    """Turn what the drivers raise inside into StoreError where there is a remedy; `where` names the database.

    Broken constraints, values that no column takes and mistakes of our own pass as they are.
    """
    try:
        yield
    except IntegrityError:
        raise
    except PoolTimeout as error:
        raise StoreBusy(where=where) from error
    except DBAPIError as error:
        raise _fault(error.orig, where) or error from error.orig
    except StatementError as error:
        raise error.orig or error from None
    except (sqlite3.Error, OSError) as error:
        raise _fault(error, where) or error from None


def _fault(error: BaseException | None, where: str) -> StoreError | None:
    if isinstance(error, sqlite3.Error):
        return _sqlite_fault(error, where)
    if isinstance(error, OSError):
        return StoreUnreachable(where=where, why=error.strerror or str(error))
    state = getattr(error, "sqlstate", None)
    if state in _POSTGRESQL_BUSY:
        return StoreBusy(where=where)
    if state in _POSTGRESQL_LACKS:
        return SchemaTooOld(where=where)
    if "OperationalError" in {kind.__name__ for kind in type(error).__mro__}:
        return StoreUnreachable(where=where, why=_first_line(error))
    return None


def _sqlite_fault(error: sqlite3.Error, where: str) -> StoreError | None:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in _SQLITE_BUSY:
        return StoreBusy(where=where)
    if any(lack in str(error) for lack in _SQLITE_LACKS):
        return SchemaTooOld(where=where)
    if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.InterfaceError):
        return None
    return StoreUnreachable(where=where, why=_first_line(error))


def _first_line(error: BaseException | None) -> str:
    return next(iter(str(error).splitlines()), "no reason given").strip()
