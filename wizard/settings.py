"""Everything that can be set from outside, read once: the environment, and the tables of files that it names."""

from __future__ import annotations

import os
import re
import secrets
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wizard import limits, resources
from wizard.errors import BadSetting

KEY_BYTES = 32
_PUBLIC_URL = re.compile(
    r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/?|https?://\[[0-9A-Fa-f:]+\](:[0-9]{1,5})?/?"
)
# Browsers leave it out of an origin.
_USUAL_PORT = re.compile(r"^(https(?=:.*:443$)|http(?=:.*:80$))(:.*):[0-9]+$")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a web process.

    `trees`: folder of trees. `database_url`: where the store is. `secret_key`: signs and derives tokens; the
    same in all processes. `proxies`: how many trusted proxies stand in front and add the customer's address.
    `public_url`: scheme and host under which customers know the site, without a slash; empty: as they came by it.
    `helpdesks`: the file that says which helpdesks there are; None: requests stay in our inbox.
    `products`: the file that says which products may vouch for what; None: none may.
    `altcha`: browsers are asked for a small sum before a request is sent.
    `api_origins`: the origins whose pages may call the API from a browser.
    """

    trees: Path
    database_url: str
    secret_key: bytes
    proxies: int = 0
    public_url: str = ""
    helpdesks: Path | None = None
    altcha: bool = False
    api_origins: tuple[str, ...] = ()
    products: Path | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Return the settings of the environment.

        WIZARD_TREES (else ./trees, else the trees that come with the program), DATABASE_URL (else a SQLite
        file in WIZARD_DATA), WIZARD_DATA (else ./data), WIZARD_SECRET_KEY (else one made once and kept in
        WIZARD_DATA), WIZARD_PROXIES (else 0), WIZARD_PUBLIC_URL and WIZARD_HELPDESKS (else none),
        WIZARD_ALTCHA (1: browsers do a small sum), WIZARD_PRODUCTS (else none),
        WIZARD_API_ORIGINS (origins with blanks between them; else none). Raises BadSetting.
        """
        helpdesks, products = environment.get("WIZARD_HELPDESKS"), environment.get("WIZARD_PRODUCTS")
        return cls(
            trees=_trees(environment.get("WIZARD_TREES")),
            database_url=database_url(environment),
            secret_key=_secret_key(environment.get("WIZARD_SECRET_KEY"), _data(environment)),
            proxies=_count("WIZARD_PROXIES", environment.get("WIZARD_PROXIES") or "0"),
            public_url=_public_url(environment.get("WIZARD_PUBLIC_URL") or ""),
            helpdesks=Path(helpdesks) if helpdesks else None,
            altcha=_switch("WIZARD_ALTCHA", environment.get("WIZARD_ALTCHA") or "0"),
            api_origins=tuple(_origins(environment.get("WIZARD_API_ORIGINS") or "")),
            products=Path(products) if products else None,
        )


def database_url(environment: Mapping[str, str]) -> str:
    """Return where the store is: DATABASE_URL, else a SQLite file in WIZARD_DATA."""
    return environment.get("DATABASE_URL") or f"sqlite:///{(_data(environment) / 'wizard.db').as_posix()}"


def _data(environment: Mapping[str, str]) -> Path:
    return Path(environment.get("WIZARD_DATA") or "data")


def _trees(named: str | None) -> Path:
    return Path(named) if named else resources.default_trees()


def _secret_key(given: str | None, data: Path) -> bytes:
    if given is not None:
        if len(given.encode()) < KEY_BYTES:
            raise BadSetting(name="WIZARD_SECRET_KEY", value="…", expected=f"at least {KEY_BYTES} bytes long")
        return given.encode()
    return _kept_key(data / "secret-key")


def _kept_key(file: Path) -> bytes:
    """Return the key kept in `file`, made now when there is none; processes starting at once agree on one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    own = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    if not file.exists():
        descriptor = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as new:
            new.write(secrets.token_hex(KEY_BYTES))
        try:
            os.link(own, file)
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            own.replace(file)
        own.unlink(missing_ok=True)
    key = file.read_text(encoding="ascii").strip().encode()
    if len(key) < KEY_BYTES:
        raise BadSetting(name=str(file), value="too short", expected="deleted, so that a new key is made")
    return key


def _public_url(value: str) -> str:
    if value and not _PUBLIC_URL.fullmatch(value):
        expected = "https:// and the name of the host, such as https://help.example.org"
        raise BadSetting(name="WIZARD_PUBLIC_URL", value=value, expected=expected)
    return value.rstrip("/")


def tables_of(file: Path, bad: type[BadSetting]) -> dict[str, Any]:
    """Return the tables of a settings file in TOML. Raises `bad` with `file` and `slips`, what is wrong with it."""
    try:
        with file.open("rb") as opened:
            text = opened.read(limits.FILE_BYTES + 1)
        if len(text) > limits.FILE_BYTES:
            raise bad(file=file, slips="the file is too large")
        return tomllib.loads(text.decode("utf-8-sig"))
    except OSError as error:
        raise bad(file=file, slips=f"it cannot be read: {error.strerror}") from error
    except UnicodeDecodeError:
        raise bad(file=file, slips="it is not written in UTF-8") from None
    except (ValueError, RecursionError) as error:  # a number of many digits is no TOMLDecodeError
        raise bad(file=file, slips=f"it is no TOML: {error}") from None


def _origins(value: str) -> Iterator[str]:
    origins = (one.rstrip("/").lower() for one in value.replace(",", " ").split())
    for origin in dict.fromkeys(_USUAL_PORT.sub(r"\1\2", one) for one in origins):
        if not _PUBLIC_URL.fullmatch(origin):
            expected = "origins with blanks between them, such as https://shop.example.org"
            raise BadSetting(name="WIZARD_API_ORIGINS", value=origin, expected=expected)
        yield origin


def _switch(name: str, value: str) -> bool:
    if value not in ("0", "1"):
        raise BadSetting(name=name, value=value, expected="1 (on) or 0 (off)")
    return value == "1"


def _count(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 4):
        raise BadSetting(name=name, value=value, expected="a whole number from 0")
    return int(value)
