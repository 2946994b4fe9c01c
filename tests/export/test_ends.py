"""How an exported file passes a walk to a person."""

import pytest

from tests.export.node import asked_of
from wizard.export.page import player_script

SCRIPTS = player_script().partition("/* The first page with its search")[0]
SCENE = "{ speak: { say: () => 'Mail', word: () => '' }, told: { site: { channels: [told.channel] } } }"


def mailed(url: str, text: str) -> str:
    """The address of the link that writes an e-mail with `text`."""
    told = {"channel": {"kind": "email", "label": 0, "address": "help", "url": url}, "text": text}
    html = asked_of(SCRIPTS, f"RahgoshaViews.channels({SCENE}, told.text)", told)
    return html.partition('href="')[2].partition('"')[0].replace("&#38;", "&")


def test_no_text_of_a_walk_adds_to_the_headers_of_a_mail():
    text = "The lamp?&cc=x@example.org#\n- Bulb\n  a&bcc=y@example.org\r\nBcc: z@example.org"
    assert mailed("mailto:help@example.org", text) == (
        "mailto:help@example.org?subject=The%20lamp%3F%26cc%3Dx%40example.org%23&body=The%20lamp%3F%26cc%3D"
        "x%40example.org%23%0D%0A-%20Bulb%0D%0A%20%20a%26bcc%3Dy%40example.org%0D%0D%0ABcc%3A%20z%40example.org"
    )


@pytest.mark.parametrize("url", ["mailto:help@example.org", "mailto:help@example.org?cc=desk@example.org"])
def test_an_address_that_says_more_already_is_gone_on_with(url):
    found = mailed(url, "The lamp")
    assert (
        found.count("?") == 1
        and found.startswith(url)
        and found.endswith("subject=The%20lamp&body=The%20lamp")
    )


def test_a_long_walk_stays_within_what_such_addresses_carry():
    assert len(mailed("mailto:help@example.org", "سلام\n" * 2_000)) <= 1_800
