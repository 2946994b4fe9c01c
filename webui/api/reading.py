"""A request of the API read strictly: what cannot be meant is a problem that says so, never a guess."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import Any, Final, NoReturn
from urllib.parse import unquote_to_bytes

from flask import request

from webui.api.operation import LOCALE, Operation, Parameter
from webui.api.problems import Fault, Refused
from webui.api.shape import Schema, made, schema
from wizard import limits
from wizard.query import Pair
from wizard.schema import judge

_KEY: Final = re.compile(rf"[\x21\x23-\x7e]{{{limits.IDEMPOTENCY_KEY_LEAST},{limits.IDEMPOTENCY_KEY_MOST}}}")
_TEXTS: Final = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_BRACKETS: Final = {"[": 1, "{": 1, "]": -1, "}": -1}


def query() -> tuple[Pair, ...]:
    """Return the names and values of the address. Raises Refused when it is too long, or no text."""
    if len(request.query_string) > limits.QUERY_BYTES:
        raise Refused("too-long")
    try:
        unquote_to_bytes(request.query_string.replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        raise Refused("bad-parameter", "The query string is not UTF-8.") from None
    pairs = tuple(request.args.items(multi=True))
    if any("\0" in part for pair in pairs for part in pair):
        raise Refused("bad-parameter", "A null character stands in the query string.")
    return pairs


def parameters(operation: Operation, pairs: tuple[Pair, ...], languages: Sequence[str]) -> Mapping[str, str]:
    """Return the parameters of the query string by name, `_locale` too. Raises Refused with all that is wrong."""
    known = operation.of("query")
    found: dict[str, str] = {}
    wrong: list[Fault] = []
    for name, value in pairs:
        if name in known or name == LOCALE:
            if name in found and found[name] != value:
                wrong.append(Fault("It stands there twice.", parameter=name))
            found[name] = value
        elif not operation.walk:
            wrong.append(Fault(f"It is not known. {_those(known)}", parameter=name[: limits.FIELD]))
    wrong += [
        Fault(f"It is missing. {one.about}", parameter=name)
        for name, one in known.items()
        if one.required and name not in found
    ]
    if not operation.walk:
        wrong += [fault for name, one in known.items() for fault in _unfit(one, found.get(name))]
    if found.get(LOCALE, languages[0]) not in languages:
        wrong.append(Fault(f"It is one of: {', '.join(languages)}.", parameter=LOCALE))
    if wrong:
        raise Refused("bad-parameter", errors=wrong[: limits.PROBLEMS_PER_FILE])
    return found


def _unfit(one: Parameter, value: str | None) -> list[Fault]:
    if value is None:
        return []
    judged = judge({"type": "object", "properties": {one.name: one.schema}})({one.name: value})
    return [Fault(fault.message, parameter=one.name) for fault in judged]


def _those(known: Mapping[str, Parameter]) -> str:
    return f"These are: {', '.join([*known, LOCALE])}."


def body(kind: type) -> Any:
    """Return the body as the value it stands for. Raises Refused with all that does not fit."""
    encoding = request.headers.get("Content-Encoding", "identity").lower()
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype != "application/json" or charset != "utf-8" or encoding != "identity":
        raise Refused("media-type")
    data = _parsed(request.get_data(cache=False))
    wrong = [Fault(fault.message, pointer=fault.pointer) for fault in _judge(kind)(data)]
    if wrong:
        raise Refused("does-not-fit", errors=wrong[: limits.PROBLEMS_PER_FILE])
    return made(kind, data)


@cache
def _judge(kind: type) -> Any:
    return judge(whole_schema(kind))


def whole_schema(kind: type) -> Schema:
    """Return the schema of a body with all that it refers to."""
    found: dict[str, Schema] = {}
    return {**schema(kind, found), "components": {"schemas": found}}


def _parsed(sent: bytes) -> Any:
    try:
        text = sent.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("bad-json", "The body is not UTF-8.") from None
    _refuse_heavy(_TEXTS.sub("", text))
    try:
        data = json.loads(
            text,
            object_pairs_hook=_once,
            parse_constant=_no_number,
            parse_float=_finite,
            parse_int=_whole,
        )
        json.dumps(data, ensure_ascii=False).encode()  # half of a letter can be spelt, but not kept
    except UnicodeEncodeError:
        raise Refused("bad-json", "Half of a surrogate pair stands in the body.") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Refused("bad-json", f"The body is not JSON: {error.msg} at {place}.") from None
    return data


def _refuse_heavy(bare: str) -> None:
    """Refuse JSON that would cost too much to judge, before it is built. `bare` is it without its texts."""
    if max(accumulate(_BRACKETS.get(sign, 0) for sign in bare), default=0) > limits.JSON_DEPTH:
        raise Refused("bad-json", f"The body is nested more than {limits.JSON_DEPTH} deep.")
    if bare.count(",") >= limits.JSON_VALUES:
        raise Refused("bad-json", f"The body holds more than {limits.JSON_VALUES} values.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > limits.JSON_NAMES:  # each wrong one would be told with all the others
        raise Refused("bad-json", f"An object in the body has more than {limits.JSON_NAMES} names.")
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("bad-json", "A name stands twice in one object.")
    return found


def _no_number(spelt: str) -> NoReturn:
    raise Refused("bad-json", f"{spelt} is no number of JSON.")


def _finite(spelt: str) -> float:
    number = float(spelt)
    if len(spelt) > limits.JSON_NUMBER or not math.isfinite(number):
        raise Refused("bad-json", "A number is too large or too long.")
    return number


def _whole(spelt: str) -> int:
    if len(spelt) > limits.JSON_NUMBER:
        raise Refused("bad-json", "A number is too large or too long.")
    return int(spelt)


def idempotency_key() -> str:
    """Return the Idempotency-Key, with or without the quotes of the draft. Raises Refused."""
    given = request.headers.get("Idempotency-Key", "").strip()
    key = given[1:-1] if len(given) > 1 and given[0] == given[-1] == '"' else given
    if not _KEY.fullmatch(key):
        least, most = limits.IDEMPOTENCY_KEY_LEAST, limits.IDEMPOTENCY_KEY_MOST
        raise Refused("no-idempotency-key", f"It has {least} to {most} visible ASCII characters.")
    return key
