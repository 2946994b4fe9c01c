"""HTTP for helpdesks: deadlines, sizes, and what each way of failing means for a delivery."""

from __future__ import annotations

import asyncio
import email.utils
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import httpx

from wizard.delivery.helpdesk import Refused, Unavailable, Unclear
from wizard.delivery.packing import reason, reason_of

# Seconds to reach a helpdesk, and for a whole call from the first byte sent to the last byte of the answer,
# however slowly it comes.
CONNECT_SECONDS: Final = 5.0
ANSWER_SECONDS: Final = 20.0
ANSWER_BYTES: Final = 2_000_000
_LATER: Final = frozenset({408, 425, 429, 503})
_UNREACHED: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
)


class Web:
    """Calls to one helpdesk under one base address; redirects are not followed, so no token goes elsewhere.

    `seconds` is how long one call may take; `ca_file` names a file of certificates to trust in place of the usual.
    """

    def __init__(
        self,
        base: str,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        *,
        seconds: float = ANSWER_SECONDS,
        ca_file: str | None = None,
    ) -> None:
        import ssl

        self._seconds = seconds
        self._client: dict[str, Any] = {
            "base_url": base,
            "headers": {"User-Agent": "Rahgosha", **(headers or {})},
            "auth": auth,
            "timeout": httpx.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS)),
            "follow_redirects": False,
            "verify": ssl.create_default_context(cafile=ca_file) if ca_file else httpx.create_ssl_context(),
            "trust_env": False,
        }

    def call(self, method: str, path: str, *, creates: bool = False, **content: Any) -> httpx.Response:
        """Return the answer to a call that succeeded (2xx).

        A call that `creates` something and whose answer is lost is Unclear; any other is Unavailable then.
        Raises Unavailable, Refused and Unclear.
        """
        try:
            answer = _awaited(self._answer(method, path, content))
        except _UNREACHED as error:
            raise Unavailable(f"no connection: {reason_of(error)}") from error
        except TimeoutError as error:
            raise _lost(creates, f"no whole answer within {self._seconds:g} seconds") from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise _lost(creates, f"the connection broke: {reason_of(error)}") from error
        return _judged(answer, creates)

    async def _answer(self, method: str, path: str, content: Mapping[str, Any]) -> httpx.Response:
        """Return the whole answer. A deadline over all of it needs a loop: a time-out per read can be outwaited."""
        async with (
            asyncio.timeout(self._seconds),
            httpx.AsyncClient(**self._client) as client,
            client.stream(method, path, **content) as answer,
        ):
            body = bytearray()
            async for chunk in answer.aiter_bytes():
                body += chunk
                if len(body) > ANSWER_BYTES:
                    raise ValueError("the answer is too long")
            return httpx.Response(answer.status_code, headers=_plain_headers(answer), content=bytes(body))


def number_of(answer: httpx.Response, *names: str) -> str:
    """Return the value at `names` in the answer's JSON as text; Unclear when it is not there.

    An answer of success without the number of what was made is only half an answer.
    """
    try:
        value: Any = answer.json()
        for name in names:
            value = value[name]
    except (ValueError, KeyError, TypeError, IndexError):
        raise Unclear("the helpdesk answers with success, but not with a number") from None
    if not isinstance(value, str | int) or value == "":
        raise Unclear("the helpdesk answers with success, but not with a number")
    return str(value)


def json_of(answer: httpx.Response) -> Any:
    """Return the answer's JSON; Unavailable when it is none."""
    try:
        return answer.json()
    except ValueError:
        raise Unavailable("the helpdesk answers with something that is no JSON") from None


def list_of(answer: httpx.Response, *names: str) -> list[dict[str, Any]]:
    """Return the list of objects at `names` in the answer's JSON; Unavailable when there is none."""
    value = json_of(answer)
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    if not isinstance(value, list):
        raise Unavailable("the helpdesk answers with something else than a list")
    return [item for item in value if isinstance(item, dict)]


def _awaited(answer: Any) -> httpx.Response:
    """Return what the coroutine comes to; in a thread of its own, as a loop may be running in this one."""
    came: list[httpx.Response] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            came.append(asyncio.run(answer))
        except BaseException as error:  # it is raised again below, in the thread that asked
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return came[0]


def _judged(answer: httpx.Response, creates: bool) -> httpx.Response:
    status = answer.status_code
    if 200 <= status < 300:
        return answer
    answered = f"the helpdesk answers {status}"
    if status in _LATER:
        raise Unavailable(answered, _seconds(answer.headers.get("retry-after")))
    if status >= 500:
        raise _lost(creates, answered)
    raise Refused(answered + _said(answer.content))


def _lost(creates: bool, why: str) -> Unclear | Unavailable:
    return Unclear(why) if creates else Unavailable(why)


def _plain_headers(answer: httpx.Response) -> dict[str, str]:
    """Return the headers without those of an encoding that has been undone."""
    dropped = {"content-encoding", "content-length", "transfer-encoding"}
    return {name: value for name, value in answer.headers.items() if name not in dropped}


def _seconds(value: str | None) -> float | None:
    """Return how long a Retry-After asks to wait, given in seconds or as a date."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        then = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())


def _said(body: bytes) -> str:
    """Return the first words of what the helpdesk says about its refusal."""
    words = reason(body[:1000].decode("utf-8", "replace"))
    return f": {words}" if words and not words.startswith("<") else ""
