"""The page of an error: what happened in plain words, and what to do now. Nothing of the inside shows."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from webui import addresses
from webui.present.frame import frame
from webui.services import Services
from webui.views.error import ErrorPage
from webui.views.parts import Anchor

TEXTS: Final = {
    400: ("This request could not be read", "Go back and try once more."),
    403: ("You may not do this here", "Go back, load the page anew, and try it once more."),
    404: ("This page is not here", "The address may be mistyped, or the page has moved."),
    405: ("This cannot be done here", "Go back and use the buttons of the page."),
    410: (
        "This guide has been taken down",
        "Look for your problem in the list of all guides, or ask a person.",
    ),
    413: ("That is too much to send", "Make the text shorter and send it again."),
    414: ("This address is too long", "Start the guide again. It asks only what it needs."),
    422: ("This could not be understood", "Go back and choose an answer on the page."),
    429: ("That was very often in a short time", "Wait a few minutes, then go on where you were."),
    500: (
        "Something broke on our side",
        "Your answers stand in the address of the page. Try it again in a minute.",
    ),
    503: ("We cannot be reached for a moment", "Nothing is lost: go back, and try it again in a minute."),
}


def error_page(services: Services, locale: str, code: int) -> ErrorPage:
    """Return the page for an HTTP status; one without words of its own has those of 500 or 400."""
    words = services.words[locale]
    heading, text = TEXTS.get(code) or TEXTS[500 if code >= 500 else 400]
    links = (
        Anchor(addresses.home(locale), Markup.escape(words("All guides"))),
        Anchor(addresses.ticket(locale, None), Markup.escape(words("Talk to a person"))),
    )
    return ErrorPage(
        frame(services, locale, words(heading), addresses.home), code, words(heading), words(text), links
    )
