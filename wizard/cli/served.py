"""Which broken files go on being served as they were, as far as the database here knows. Looks only: makes no file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from wizard.library import Loaded
from wizard.publishing import Served, last_good, with_last_good_files
from wizard.settings import database_url
from wizard.store import StoreError, open_store

_FILE: Final = "sqlite:///"


def served_earlier(loaded: Loaded) -> Mapping[str, Served]:
    """Return the last good revision of each broken file; nothing when there is no database, or it does not answer."""
    url = database_url(os.environ)
    if url.startswith(_FILE) and not Path(url.removeprefix(_FILE)).is_file():
        return {}
    try:
        with open_store(url) as store:
            read, earlier = with_last_good_files(loaded, store)
            return {**earlier, **{name: served for name, (_, served) in last_good(read, store).items()}}
    except StoreError:
        return {}
