"""Files on their way in: how much is read of a sending, and the good ones kept with their form until it is sent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Final

from flask import Response, after_this_request, request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.formparser import FormDataParser
from werkzeug.sansio.multipart import Data, Field, File, MultipartDecoder, NeedData

from webui.answering import may_send
from webui.request_form import Fault
from webui.services import Services
from wizard import limits
from wizard.store import Attachment
from wizard.uploads import Refusal, Upload, accepted, clean_name

if TYPE_CHECKING:
    from werkzeug.formparser import TStreamFactory

# Names of form fields: the files, the box of each file kept already, and that such a box was shown.
FILE: Final = "file"
KEPT: Final = "kept"
SHOWN: Final = "shown"
# Of a sending that is too large so much is read, for the words that stand before the files.
_HEAD_BYTES: Final = 512_000
_IN_MEMORY: Final = 500_000
_NUMBER_LETTERS: Final = 18
_LOOKED_AT: Final = 2 * limits.FILES


def posted() -> tuple[MultiDict[str, str], list[FileStorage], bool]:
    """Return what a form with files holds: its words, its files, and whether it is more than we take.

    Of one that is more nothing is read but the words before the first file.
    """
    if request.mimetype != "multipart/form-data":
        return request.form, [], False
    if (request.content_length or 0) > limits.UPLOADS_BYTES:
        return _words_before_files(), [], True
    with ExitStack() as opened:
        parser = FormDataParser(
            _streams(opened),
            max_form_memory_size=limits.WORDS_BYTES,
            max_content_length=limits.UPLOADS_BYTES,
            max_form_parts=limits.FORM_FIELDS,
        )
        _, form, files = parser.parse_from_environ(request.environ)
        after_this_request(_closing(opened.pop_all()))
    return form, [one for one in files.getlist(FILE) if one.filename], False


def _streams(opened: ExitStack) -> TStreamFactory:
    """Return what opens a place for each file, closed with the others."""

    def place(
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return opened.enter_context(SpooledTemporaryFile(_IN_MEMORY))

    return place


def _closing(opened: ExitStack) -> Callable[[Response], Response]:
    """Return what closes the files when the request was answered."""

    def close(answer: Response) -> Response:
        opened.close()
        return answer

    return close


def _words_before_files() -> MultiDict[str, str]:
    found: MultiDict[str, str] = MultiDict()
    boundary = request.mimetype_params.get("boundary", "").encode("ascii", "ignore")
    if not boundary:
        return found
    decoder = MultipartDecoder(boundary, limits.WORDS_BYTES, max_parts=limits.FORM_FIELDS)
    try:
        decoder.receive_data(request.environ["wsgi.input"].read(_HEAD_BYTES))
        for name, value in _fields(decoder):
            found.add(name, value)
    except (HTTPException, ValueError):  # it ends in the middle, or is no form: what came before counts
        pass
    return found


def _fields(decoder: MultipartDecoder) -> Iterator[tuple[str, str]]:
    name, value = "", b""
    while not isinstance(event := decoder.next_event(), File | NeedData):
        if isinstance(event, Field):
            name, value = event.name, b""
        elif isinstance(event, Data):
            value += event.data
            if not event.more_data:
                yield name, value.decode("utf-8", "replace")


def stage(found: Services, form_key: str, files: Sequence[FileStorage]) -> list[Fault]:
    """Keep the good files with their form; return what is wrong with the others. Raises StoreError.

    Some more are looked at than are kept, for bad ones and doubles among them; what comes behind is not even read.
    """
    wrong = [fault for one in files[:_LOOKED_AT] for fault in _staged(found, form_key, one)]
    return [*wrong, Fault(FILE, "file-rest")] if len(files) > _LOOKED_AT else wrong


def _staged(found: Services, form_key: str, one: FileStorage) -> Iterator[Fault]:
    name = one.filename or ""
    if not may_send("file"):
        yield _fault("often", name)
        return
    upload = accepted(name, one.stream.read(limits.UPLOAD_BYTES + 1))
    if isinstance(upload, Refusal):
        yield _fault(upload, name)
    elif not found.store.files.stage(_attachment(found, form_key, upload), limits.FILES):
        yield _fault("many", name)


def _fault(kind: str, name: str) -> Fault:
    return Fault(FILE, f"file-{kind}", clean_name(name))


def _attachment(found: Services, form_key: str, upload: Upload) -> Attachment:
    return Attachment(
        form_key=form_key,
        at=found.clock(),
        name=upload.name,
        media_type=upload.media_type,
        size=len(upload.content),
        digest=hashlib.sha256(upload.content).hexdigest(),
        content=upload.content,
    )


def drop_unticked(found: Services, form_key: str, form: MultiDict[str, str]) -> None:
    """Delete the files of a form whose boxes were shown and are not ticked any more. Raises StoreError."""
    for number in set(form.getlist(SHOWN)) - set(form.getlist(KEPT)):
        if number.isascii() and number.isdigit() and len(number) <= _NUMBER_LETTERS:
            found.store.files.drop(form_key, int(number))


def left_over(found: Services, form_key: str, ticket_id: int) -> bool:
    """Tell whether files wait with a form that was sent before; those that went along with it are forgotten.

    Raises StoreError.
    """
    sent = {one.digest for one in found.store.files.of_ticket(ticket_id)}
    waiting = found.store.files.staged(form_key)
    for one in waiting:
        if one.digest in sent:
            found.store.files.drop(form_key, one.id)
    return any(one.digest not in sent for one in waiting)
