"""Links into the help site from a program in Python. The standard library is enough."""

import base64
import hashlib
import hmac
import json
import time
import uuid
import webbrowser
from urllib.parse import quote, urlencode

SITE = "https://help.example.org"
PRODUCT = "reader"
KEY_ID = "reader-2026"
SECONDS = 300  # how long a token is good; ten minutes are the most


def help_link(context, facts=None, language=""):
    """An address for a help id, an error code or a tree. Needs no secret: the customer can change what it says."""
    query = dict(facts or {})
    if language:
        query["lang"] = language
    return f"{SITE}/go/{quote(context, safe='')}" + (f"?{urlencode(query)}" if query else "")


def signed_link(context, secret, facts=None, identity=None, language=""):
    """The same with a token. Call it where the secret is safe, on a server of yours; it opens once."""
    return help_link(context, {"ctx": token(secret, facts or {}, identity or {})}, language)


def token(secret, facts, identity):
    """A JSON Web Token, HS256."""
    header = {"alg": "HS256", "typ": "JWT", "kid": KEY_ID}
    claims = {
        "iss": PRODUCT,
        "aud": SITE,
        "exp": int(time.time()) + SECONDS,
        "jti": str(uuid.uuid4()),
        "facts": facts,
        "identity": identity,
    }
    said = ".".join(_encoded(json.dumps(part).encode()) for part in (header, claims))
    return f"{said}.{_encoded(hmac.digest(secret.encode(), said.encode(), hashlib.sha256))}"


def _encoded(part):
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def open_help(context, facts=None, language=""):
    """Opens the help in the browser of the customer."""
    webbrowser.open(help_link(context, facts, language))


def install_help_key(window, help_id_of):
    """F1 in a window of tkinter opens the help of the widget that has the focus; `help_id_of` knows its id."""
    window.bind_all("<F1>", lambda event: open_help(help_id_of(event.widget)))


def hand_over(error):
    """An error with a number of Windows leads to the guide for it."""
    open_help(f"0x{(getattr(error, 'winerror', None) or 0) & 0xFFFFFFFF:08X}")
