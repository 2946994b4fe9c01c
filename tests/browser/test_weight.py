"""The first page is light: what the browser's own network log says, nothing cached, one language."""

import pytest

KILOBYTE = 1024


@pytest.mark.parametrize("locale", ["fa", "ar", "en"])
@pytest.mark.parametrize("path", ["", "question-marks"])
def test_a_first_page_is_at_most_30_kilobytes_before_the_font_and_75_with_it(browser, site, locale, path):
    context = browser.new_context()
    page = context.new_page()
    log = context.new_cdp_session(page)
    log.send("Network.enable")
    log.send("Network.setCacheDisabled", {"cacheDisabled": True})
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    log.on("Network.responseReceived", lambda event: kinds.__setitem__(event["requestId"], event["type"]))
    log.on(
        "Network.loadingFinished",
        lambda event: sizes.__setitem__(event["requestId"], event["encodedDataLength"]),
    )
    page.goto(f"{site}/{locale}/{path}", wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    context.close()

    fonts = sum(size for key, size in sizes.items() if kinds.get(key) == "Font")
    whole = sum(sizes.values())
    assert whole > 4 * KILOBYTE, "the log is empty"
    assert whole - fonts <= 30 * KILOBYTE
    assert whole <= 75 * KILOBYTE
    assert (fonts > 0) == (locale != "en")
