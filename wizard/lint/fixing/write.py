"""Writes a mended file: whole or not at all, and only over what was read."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from wizard.errors import WizardError


def replace_content(file: Path, before: bytes, after: bytes) -> None:
    """Put `after` into `file` in one go; a link stays a link, and rights stay as they are.

    ChangedMeanwhile when the file no longer holds `before`, CannotWrite when the system refuses.
    """
    real = file.resolve()
    new: Path | None = None
    try:
        if real.read_bytes() != before:
            raise ChangedMeanwhile(path=file)
        with NamedTemporaryFile(
            dir=real.parent, prefix=f".{real.name}.", suffix=".new", delete=False
        ) as draft:
            new = Path(draft.name)
            draft.write(after)
            draft.flush()
            os.fsync(draft.fileno())
        shutil.copymode(real, new)
        new.replace(real)
    except OSError as error:
        raise CannotWrite(path=file, why=error.strerror or error) from error
    finally:
        if new is not None:
            with suppress(OSError):
                new.unlink(missing_ok=True)


class ChangedMeanwhile(WizardError):
    """The file {path} was changed by somebody else meanwhile, and was left as it is. Run the command again."""


class CannotWrite(WizardError):
    """The file {path} cannot be written ({why}). See who may write it and the folder it stands in."""
