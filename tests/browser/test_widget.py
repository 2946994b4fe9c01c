"""Help inside a page of another site, in a browser that keeps no cookie of third parties: whole flow, forgeries.

Two names of this machine make two sites: `127.0.0.1` is the one that embeds, `localhost` the help.
"""

import json
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import ROOT, serving
from tests.browser.test_axe import fits, found
from tests.fences import DOCS, blocks
from wizard.store import Store, open_store

TREE = "digits-instead-of-letters"
# As strict as a page can be that has the widget in it.
STRICT = "default-src 'none'; script-src 'self' {help}; frame-src {help}; style-src 'self'; img-src 'self'"
STYLE = "body { margin: 2rem; font-family: sans-serif; background: #fff; color: #111; } a { color: #00468c; }"
# Notes what the widget and the element say, line by line, for the test to wait for.
NOTES = """
window.Rahgosha = window.Rahgosha || [];
document.addEventListener("DOMContentLoaded", () => {
  const list = document.createElement("ol");
  const note = (name, said) => {
    const line = document.createElement("li");
    line.textContent = JSON.stringify([name, said]);
    list.append(line);
  };
  list.id = "heard";
  list.hidden = true;
  document.body.append(list);
  ["opened", "step", "solved", "ticket", "closed"].forEach((name) => {
    Rahgosha.push(["on", name, (said) => note(name, said)]);
    document.addEventListener(name, (event) => note(`element ${name}`, event.detail));
  });
});
"""


@dataclass
class Elsewhere:
    """A site of somebody else: its pages, each with the policy it is sent with."""

    address: str = ""
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    scripts: dict[str, str] = field(default_factory=lambda: {"/notes.js": NOTES})

    def page(self, path: str, body: str, *, locale: str = "en", policy: str = "", head: str = "") -> str:
        """Put up a page, and return its address."""
        direction = "ltr" if locale == "en" else "rtl"
        html = (
            f'<!doctype html><html lang="{locale}" dir="{direction}"><head><meta charset="utf-8"><title>Library</title>'
            f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css">{head}</head>'
            f'<body><main><h1>Library</h1><p>A page of somebody else.</p><input aria-label="Words">'
            f"{body}</main></body></html>"
        )
        self.pages[path] = (html, policy)
        return self.address + path


@pytest.fixture(scope="module")
def library() -> Iterator[Elsewhere]:
    """A site that may embed the help."""
    with elsewhere() as one:
        yield one


@pytest.fixture(scope="module")
def stranger() -> Iterator[Elsewhere]:
    """A site that may not."""
    with elsewhere() as one:
        yield one


class elsewhere:
    """Serves a site on a free port."""

    def __enter__(self) -> Elsewhere:
        site = Elsewhere()

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                kind, (body, policy) = "text/html; charset=utf-8", site.pages.get(path, ("", ""))
                if path == "/style.css":
                    kind, body = "text/css", STYLE
                elif path in site.scripts:
                    kind, body = "text/javascript", site.scripts[path]
                self.send_response(200)
                self.send_header("Content-Type", kind)
                if policy:
                    self.send_header("Content-Security-Policy", policy)
                if path == "/cookie":
                    self.send_header("Set-Cookie", "kept=1; SameSite=None; Secure; Path=/")
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        site.address = f"http://127.0.0.1:{self.server.server_port}"
        return site

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


@dataclass
class Help:
    """The wizard as the library's site knows it, and its store."""

    address: str
    store: Store


@pytest.fixture(scope="module")
def wizard(library: Elsewhere, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Help]:
    """A server over the shipped trees that the library may embed."""
    folder = tmp_path_factory.mktemp("wizard")
    trees = folder / "trees"
    shutil.copytree(ROOT / "trees", trees)
    site = trees / "_site.yaml"
    text = site.read_text("utf-8")
    assert "frame_ancestors: []" in text
    below = library.address.replace("127.0.0.1", "*.localhost")
    allowed = f'frame_ancestors: [{library.address}, "{below}"]'
    site.write_text(text.replace("frame_ancestors: []", allowed), "utf-8")
    with serving(trees, folder) as address:
        store = open_store(f"sqlite:///{folder / 'wizard.db'}")
        yield Help(address.replace("127.0.0.1", "localhost"), store)
        store.close()


@pytest.fixture
def embedding(library: Elsewhere, wizard: Help, visit: Any) -> Any:
    """Opens a page of the library with the script in it, under a strict policy."""

    def opened(
        body: str = "", *, locale: str = "en", script: bool = True, width: int = 1280, **data: str
    ) -> Page:
        told = "".join(f' data-{name}="{value}"' for name, value in data.items())
        head = (
            f'<script src="/notes.js"></script><script src="{wizard.address}/embed.js" async{told}></script>'
        )
        policy = STRICT.format(help=wizard.address)
        address = library.page("/", body, locale=locale, policy=policy, head=head)
        page: Page = visit(address, script=script, width=width, reduced_motion="reduce")
        return page

    return opened


def launcher(page: Page) -> Any:
    return page.locator("[data-rahgosha-launcher] a")


def panel(page: Page) -> Any:
    return page.locator("[data-rahgosha-panel] dialog")


def inside(page: Page) -> FrameLocator:
    return page.frame_locator("[data-rahgosha-panel] iframe")


def frame_of(page: Page) -> Any:
    return page.locator("[data-rahgosha-panel] iframe")


def heard(page: Page) -> list[list[Any]]:
    return [json.loads(line) for line in page.locator("#heard li").all_text_contents()]


def wait_for(page: Page, *event: Any) -> None:
    """Wait until the page has heard that."""
    line = json.dumps(event, separators=(",", ":"))
    expect(page.locator("#heard").get_by_text(line, exact=True).first).to_be_attached()


def told(wizard: Help, reference: str) -> str:
    """By which way the request came, as the store has it."""
    ticket = wizard.store.inbox.by_reference(reference)
    assert ticket is not None
    return ticket.channel


def link(wizard: Help, path: str, words: str = "Help with this page") -> str:
    return f'<p><a href="{wizard.address}/{path}" data-rahgosha>{words}</a></p>'


def test_this_browser_keeps_no_cookie_of_third_parties(library: Elsewhere, visit: Any) -> None:
    framed = library.address.replace("127.0.0.1", "localhost") + "/cookie"
    page = visit(library.page("/framing", f'<iframe title="Cookie" src="{framed}"></iframe>'))
    assert page.context.cookies() == []
    page.goto(framed)
    assert [one["name"] for one in page.context.cookies()] == ["kept"]


@pytest.mark.parametrize("locale", ["en", "fa"])
def test_from_the_launcher_over_a_walk_to_a_request_without_any_cookie(
    embedding: Any, wizard: Help, locale: str
) -> None:
    page = embedding(locale=locale, tree=TREE)
    launcher(page).click()
    frame = inside(page)
    frame.locator("button[value=everywhere]").click()
    frame.locator("input[value=shape]").check()
    frame.locator("form.answer button.button").click()
    wait_for(page, "step", {"tree": TREE, "step": "keys"})

    frame.locator("a.person").click()
    expect(frame.locator("input[name=line]").first).to_be_checked()
    frame.locator("textarea[name=description]").fill("Words that stay inside")
    frame.locator("[name=email]").fill("reader@example.org")
    frame.locator("form.request button.button:not([name])").click()
    wait_for(page, "ticket", {"tree": TREE})
    reference = frame.locator("code.reference").inner_text()

    frame.locator("textarea").fill("One thing more")
    frame.locator("form.add button.send").click()
    expect(frame.locator("main")).to_contain_text("One thing more")
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]

    assert told(wizard, reference) == "widget"
    assert [(name, set(said)) for name, said in heard(page) if name in ("opened", "ticket")] == [
        ("opened", set()),
        ("ticket", {"tree"}),
    ]
    said = repr(heard(page))
    assert "stay inside" not in said and "reader@" not in said and reference not in said


def test_answers_given_in_the_widget_are_events_of_the_widget(embedding: Any, wizard: Help) -> None:
    page = embedding(tree=TREE)
    launcher(page).click()
    with page.expect_request(lambda one: one.method == "POST") as sent:
        inside(page).locator("button[value=english]").click()
    wait_for(page, "step", {"tree": TREE, "step": "layout"})
    (walk,) = re.findall(r'name="_w"\s+([\w-]+)|_w=([\w-]+)', sent.value.post_data or "")
    events = wizard.store.events_of("".join(walk))
    assert [(one.step, one.channel) for one in events] == [("where", "widget")]


def test_a_solved_walk_is_told_once(embedding: Any, wizard: Help) -> None:
    page = embedding(link(wizard, f"en/{TREE}?where=english"))
    page.click("a[data-rahgosha]")
    inside(page).locator("button[value=solved]").click()
    wait_for(page, "solved", {"tree": TREE, "end": "solved"})
    inside(page).locator(".feedback button[value=yes]").click()
    expect(inside(page).locator(".feedback .note")).to_be_visible()
    assert [name for name, _ in heard(page)].count("solved") == 1


def test_a_site_that_is_not_named_gets_no_page_and_hears_nothing(
    stranger: Elsewhere, wizard: Help, visit: Any
) -> None:
    head = f'<script src="/notes.js"></script><script src="{wizard.address}/embed.js" async></script>'
    page = visit(stranger.page("/", link(wizard, f"en/{TREE}"), head=head))
    with page.expect_event("console", lambda one: "frame-ancestors" in one.text):
        page.click("a[data-rahgosha]")
    expect(panel(page)).to_be_visible()
    expect(inside(page).locator("#main-frame-error")).to_be_attached()  # the browser's own page
    assert inside(page).locator("#main").count() == 0
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    assert [name for name, _ in heard(page)] == ["opened", "closed"]


@pytest.mark.parametrize(
    "said",
    [
        {"rahgosha": 1, "type": "close"},
        {"rahgosha": 1, "type": "place", "tree": TREE, "end": "solved"},
        {"rahgosha": 1, "type": "ticket"},
    ],
)
def test_the_page_around_ignores_what_another_frame_or_itself_says(
    embedding: Any, wizard: Help, said: Any
) -> None:
    page = embedding(link(wizard, f"en/{TREE}"))
    page.click("a[data-rahgosha]")
    wait_for(page, "step", {"tree": TREE, "step": "where"})
    before = heard(page)
    page.evaluate("said => window.postMessage(said, '*')", said)
    # From a page of the help itself, in a frame that is not the panel's.
    page.evaluate(
        "src => { const f = document.createElement('iframe'); f.id = 'other'; f.src = src; document.body.append(f); }",
        f"{wizard.address}/en/error-1603",
    )
    other = page.wait_for_selector("#other").content_frame()
    other.wait_for_selector("h1")
    other.evaluate("said => window.parent.postMessage(said, '*')", said)
    settled(page)
    assert heard(page) == before
    expect(panel(page)).to_be_visible()


@pytest.mark.parametrize(
    "said",
    [
        {"type": "close"},
        {"rahgosha": 2, "type": "close"},
        {"rahgosha": "1", "type": "close"},
        {"rahgosha": 1, "type": "place", "tree": "<b>", "step": "../.."},
        {"rahgosha": 1, "type": "place", "tree": {"toString": 1}, "step": 7},
        {"rahgosha": 1, "type": "height", "height": "9999px; color: red"},
        {"rahgosha": 1, "type": "height", "height": -5},
        {"rahgosha": 1, "type": "nothing"},
        "close",
        None,
        [1],
    ],
)
def test_the_page_around_ignores_what_has_another_shape(embedding: Any, wizard: Help, said: Any) -> None:
    page = embedding(link(wizard, f"en/{TREE}"))
    page.click("a[data-rahgosha]")
    wait_for(page, "step", {"tree": TREE, "step": "where"})
    before = heard(page)
    frame = page.frames[1]
    frame.evaluate("said => window.parent.postMessage(said, '*')", said)
    frame.evaluate("() => window.parent.postMessage({ rahgosha: 1, type: 'height', height: 333.2 }, '*')")
    expect(frame_of(page)).to_have_attribute("style", "height: 334px;")
    assert heard(page) == before
    expect(panel(page)).to_be_visible()


def settled(page: Page) -> None:
    """Wait until all messages sent so far have been heard: they come in the order in which they are sent."""
    page.evaluate(
        """() => new Promise((done) => {
          addEventListener("message", (event) => event.data === "last" && done());
          window.postMessage("last", "*");
        })"""
    )


def test_the_page_inside_ignores_all_but_its_parent_in_the_known_shape(
    embedding: Any, wizard: Help, library: Elsewhere
) -> None:
    page = embedding(link(wizard, f"en/{TREE}"))
    page.click("a[data-rahgosha]")
    wait_for(page, "step", {"tree": TREE, "step": "where"})
    frame = page.frames[1]
    start = frame.url
    facts = {"rahgosha": 1, "type": "facts", "facts": {"windows": "win11"}}
    frame.evaluate("said => window.postMessage(said, '*')", facts)  # from itself
    frame_of(page).evaluate(
        """(frame, said) => {
          const sister = document.createElement("iframe");
          document.body.append(sister);
          Object.assign(sister.contentWindow, { help: frame.contentWindow, said });
        }""",
        facts,
    )
    page.frames[-1].evaluate("() => help.postMessage(said, '*')")  # from a frame beside it, of the same site
    for said in (
        {"type": "facts", "facts": {"windows": "win11"}},
        {"rahgosha": 2, "type": "facts", "facts": {"windows": "win11"}},
        {"rahgosha": 1, "type": "facts", "facts": "windows=win11"},
        {"rahgosha": 1, "type": "facts", "facts": None},
        {
            "rahgosha": 1,
            "type": "facts",
            "facts": {"__proto__": "x", "_w": "stolen-walk-id", "a b": "c", "windows": {}},
        },
        {"rahgosha": 1, "type": "facts", "facts": {"windows": "x" * 200}},
        {"rahgosha": 1, "type": "navigate", "url": "https://example.org/"},
        "facts",
    ):
        frame_of(page).evaluate("(frame, said) => frame.contentWindow.postMessage(said, '*')", said)
    frame.evaluate(
        """() => new Promise((done) => {
          addEventListener("message", (event) => event.data === "last" && done());
          window.postMessage("last", "*");
        })"""
    )
    assert frame.url == start
    page.evaluate("Rahgosha.update({ windows: 'win11' })")
    frame.wait_for_url("**windows~host=win11**")


def test_another_site_in_the_frame_is_neither_heard_nor_told_anything(
    library: Elsewhere, stranger: Elsewhere, wizard: Help, visit: Any
) -> None:
    said = [{"rahgosha": 1, "type": "place", "tree": TREE, "end": "solved"}, {"rahgosha": 1, "type": "close"}]
    script = f"""
      addEventListener("message", (event) => document.body.append("heard " + JSON.stringify(event.data)));
      addEventListener("load", () => {json.dumps(said)}.forEach((one) => window.parent.postMessage(one, "*")));
    """
    moved = stranger.page("/moved", "", head=f"<script>{script}</script>")
    head = f'<script src="/notes.js"></script><script src="{wizard.address}/embed.js" async></script>'
    page = visit(library.page("/moving", link(wizard, f"en/{TREE}"), head=head))
    page.click("a[data-rahgosha]")
    wait_for(page, "step", {"tree": TREE, "step": "where"})
    before = heard(page)
    frame_of(page).evaluate("(frame, src) => { frame.src = src; }", moved)
    page.frames[1].wait_for_url(moved)
    page.evaluate("Rahgosha.update({ windows: 'win11' })")
    settled(page)
    assert heard(page) == before
    expect(panel(page)).to_be_visible()
    assert "heard" not in page.frames[1].inner_text("body")


def test_a_site_below_a_named_one_may_embed_too(library: Elsewhere, wizard: Help, visit: Any) -> None:
    head = f'<script src="/notes.js"></script><script src="{wizard.address}/embed.js" async></script>'
    address = library.page("/below", link(wizard, f"en/{TREE}"), head=head)
    page = visit(address.replace("127.0.0.1", "books.localhost"))
    page.click("a[data-rahgosha]")
    wait_for(page, "step", {"tree": TREE, "step": "where"})


def test_what_the_program_tells_reaches_the_walk_now_or_when_it_begins(embedding: Any, wizard: Help) -> None:
    page = embedding(facts="windows=win10")
    page.evaluate("Rahgosha.open({ tree: 'question-marks', locale: 'en', facts: { office: '2016' } })")
    wait_for(page, "step", {"tree": "question-marks", "step": "pattern"})
    frame = page.frames[1]
    assert "windows~host=win10" in frame.url and "office" not in frame.url.replace("_", "")
    page.evaluate("Rahgosha.update({ windows: 'win11' })")
    frame.wait_for_url("**windows~host=win11**")

    inside(page).locator(".foot a").first.click()
    inside(page).locator(f"a[href='/en/{TREE}']").first.click()
    frame.wait_for_url(f"**/{TREE}?**windows~host=win11**")


def test_the_launcher_is_a_link_when_the_script_is_blocked(
    embedding: Any, wizard: Help, library: Elsewhere, visit: Any
) -> None:
    body = link(wizard, f"en/{TREE}")
    page = embedding(body, script=False)
    page.click("a[data-rahgosha]")
    page.wait_for_url(f"{wizard.address}/en/{TREE}")
    assert page.inner_text("h1")

    head = f'<script src="{wizard.address}/embed.js" async></script>'
    page = visit(library.page("/blocked", body, policy="default-src 'none'; script-src 'none'", head=head))
    page.click("a[data-rahgosha]")
    page.wait_for_url(f"{wizard.address}/en/{TREE}")


def test_a_framed_page_works_when_its_script_is_blocked(library: Elsewhere, wizard: Help, visit: Any) -> None:
    plain = f'<iframe title="Help" width="600" height="600" src="{wizard.address}/en/widget?tree={TREE}"></iframe>'
    page = visit(library.page("/plain", plain), script=False)
    frame = page.frame_locator("iframe")
    frame.locator("button[value=english]").click()
    expect(frame.locator("input[name=_channel]").first).to_have_value("widget")
    frame.locator("a.person").click()
    frame.locator("[name=phone]").fill("+98 21 1234 5678")
    frame.locator("form.request button.button:not([name])").click()
    reference = frame.locator("code.reference").inner_text()
    assert told(wizard, reference) == "widget"


def test_escape_closes_from_inside_and_outside_and_the_launcher_gets_the_focus_back(
    embedding: Any, wizard: Help
) -> None:
    page = embedding(link(wizard, f"en/{TREE}", "First") + link(wizard, "en/error-1603", "Second"))
    second = page.locator("a[data-rahgosha]").nth(1)
    second.focus()
    page.keyboard.press("Enter")
    expect(panel(page)).to_be_focused()
    expect(second).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(second).to_be_focused()
    expect(second).to_have_attribute("aria-expanded", "false")

    page.keyboard.press("Enter")
    wait_for(
        page, "step", {"tree": "error-1603", "step": page.frames[1].input_value("[name=_step] >> nth=0")}
    )
    inside(page).locator("form.answer button, form.answer input:not([type=hidden])").first.focus()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(second).to_be_focused()

    page.keyboard.press("Enter")
    page.locator("[data-rahgosha-panel] .bar button").click()
    expect(panel(page)).to_be_hidden()
    expect(second).to_be_focused()

    page.keyboard.press("Enter")
    page.locator("input[aria-label=Words]").focus()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(page.locator("input[aria-label=Words]")).to_be_focused()


@pytest.mark.parametrize(("locale", "side"), [("en", "right"), ("fa", "left"), ("ar", "left")])
def test_the_panel_stands_at_the_end_of_the_line(embedding: Any, locale: str, side: str) -> None:
    page = embedding(locale=locale, tree=TREE)
    placed(launcher(page), side)
    launcher(page).click()
    placed(panel(page), side)
    expect(inside(page).locator("html")).to_have_attribute("lang", locale)


def test_the_page_that_embeds_may_say_which_side(embedding: Any) -> None:
    page = embedding(locale="fa", tree=TREE, side="right")
    launcher(page).click()
    placed(panel(page), "right")


def placed(one: Any, side: str) -> None:
    box = one.bounding_box()
    room = {"left": box["x"], "right": 1280 - box["x"] - box["width"]}
    assert room[side] < 60 < min(value for name, value in room.items() if name != side)


@pytest.mark.parametrize("locale", ["en", "fa"])
def test_on_a_phone_the_panel_fills_the_screen_and_holds_the_focus(embedding: Any, locale: str) -> None:
    page = embedding(locale=locale, width=320, tree=TREE)
    launcher(page).click()
    inside(page).locator("h1").wait_for()
    assert panel(page).bounding_box() == {"x": 0, "y": 0, "width": 320, "height": 900}
    assert fits(page.frames[1])
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('input, a')") is False
    page.keyboard.press("Escape")
    expect(launcher(page)).to_be_focused()


def test_the_panel_is_as_high_as_its_page_and_never_higher_than_the_window(
    embedding: Any, wizard: Help
) -> None:
    page = embedding(link(wizard, f"en/{TREE}"))
    page.click("a[data-rahgosha]")
    wait_for(page, "step", {"tree": TREE, "step": "where"})
    expect(frame_of(page)).to_have_attribute("style", re.compile("height"))
    first = panel(page).bounding_box()["height"]
    assert 250 < first <= 900 - 32
    page.set_viewport_size({"width": 1280, "height": 500})
    assert panel(page).bounding_box()["height"] <= 500 - 32


def test_nothing_moves_for_those_who_want_it_still(embedding: Any) -> None:
    page = embedding(tree=TREE)
    page.emulate_media(reduced_motion="reduce")
    launcher(page).click()
    assert panel(page).evaluate("one => getComputedStyle(one).animationName") == "none"
    page.emulate_media(reduced_motion="no-preference")
    assert panel(page).evaluate("one => getComputedStyle(one).animationName") == "rise"


def test_who_has_unsubscribed_hears_no_more_and_what_waited_is_done(embedding: Any) -> None:
    page = embedding(tree=TREE)
    page.evaluate(
        """() => {
          window.counted = 0;
          window.stop = Rahgosha.on("opened", () => { counted += 1; });
          Rahgosha.on("opened", () => { throw new Error("a listener that fails"); });
        }"""
    )
    page.evaluate("Rahgosha.toggle(), Rahgosha.toggle()")
    assert page.evaluate("counted") == 1
    page.evaluate("stop(), Rahgosha.open()")
    assert page.evaluate("counted") == 1
    assert [name for name, _ in heard(page) if name in ("opened", "closed")] == ["opened", "closed", "opened"]
    assert "no event" in page.evaluate(
        "(() => { try { Rahgosha.on('shut', () => 0) } catch (error) { return String(error) } })()"
    )


def test_a_signed_token_is_used_by_the_panel_alone(embedding: Any, wizard: Help) -> None:
    page = embedding(link(wizard, f"go/{TREE}?lang=en&windows=win11&ctx=a.signed.token"))
    with page.expect_request(f"{wizard.address}/go/**") as asked:
        page.click("a[data-rahgosha]")
    assert "ctx=a.signed.token" in asked.value.url
    expect(inside(page).locator("h1")).to_be_visible()
    apart = page.locator("[data-rahgosha-panel] a[target=_blank]").get_attribute("href")
    assert apart == f"{wizard.address}/go/{TREE}?lang=en&windows=win11&_channel=widget"


def test_nothing_is_left_when_the_widget_is_taken_away(embedding: Any, wizard: Help) -> None:
    page = embedding(link(wizard, f"en/{TREE}"))
    page.click("a[data-rahgosha]")
    expect(panel(page)).to_be_visible()
    page.evaluate("Rahgosha.destroy()")
    assert page.locator("[data-rahgosha-panel], [data-rahgosha-launcher]").count() == 0
    assert page.evaluate("window.Rahgosha") is None
    page.click("a[data-rahgosha]")
    page.wait_for_url(f"{wizard.address}/en/{TREE}")


def test_the_element_shows_the_help_in_the_page(embedding: Any, wizard: Help) -> None:
    fallback = f'<a href="{wizard.address}/en/{TREE}">Help</a>'
    page = embedding(
        f'<rahgosha-help tree="{TREE}" locale="en" facts="windows=win11">{fallback}</rahgosha-help>',
        launcher="none",
    )
    frame = page.frame_locator("rahgosha-help iframe")
    frame.locator("button[value=english]").click()
    wait_for(page, "element step", {"tree": TREE, "step": "layout"})
    assert "windows~host=win11" in page.frames[1].url
    box = page.locator("rahgosha-help iframe").bounding_box()
    inner = page.frames[1].evaluate("[document.documentElement.scrollHeight, innerHeight]")
    assert inner[0] <= inner[1] and box["height"] > 300
    page.locator("rahgosha-help").evaluate("one => one.setAttribute('tree', 'error-1603')")
    page.frames[1].wait_for_url("**/en/error-1603**")
    assert launcher(page).count() == 0

    page = embedding(f'<rahgosha-help tree="{TREE}">{fallback}</rahgosha-help>', script=False)
    expect(page.locator("rahgosha-help a")).to_be_visible()


def test_inside_a_frame_a_page_hides_what_the_panel_has_and_other_sites_get_a_window(
    embedding: Any, wizard: Help, visit: Any
) -> None:
    page = embedding(link(wizard, "en/buying-advice"))
    page.click("a[data-rahgosha]")
    frame = inside(page)
    frame.locator("h1").wait_for()
    expect(frame.locator(".brand")).to_be_hidden()
    expect(frame.locator("a.person")).to_be_visible()
    whole = visit(f"{wizard.address}/en/buying-advice")
    expect(whole.locator(".brand")).to_be_visible()
    assert whole.locator("script[src*=framed]").count() == 0


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("locale", ["en", "fa", "ar"])
def test_axe_finds_nothing_around_the_panel_and_inside(embedding: Any, locale: str, width: int) -> None:
    page = embedding(locale=locale, width=width, tree=TREE)
    assert found(page) == []
    launcher(page).click()
    inside(page).locator("h1").wait_for()
    assert found(page) == [] and found(page.frames[1]) == []
    assert fits(page) and fits(page.frames[1])


def sample(kind: str, wizard: Help) -> str:
    """A sample of the page about the widget, with the address of our help in it."""
    (found,) = (block.text for block in blocks(DOCS / "widget.md") if block.info == f"html {kind}")
    return found.replace("https://help.example.org", wizard.address)


def policy_told(wizard: Help) -> str:
    """What that page says a policy has to allow, beside what our test page needs itself."""
    (header,) = (block.text for block in blocks(DOCS / "widget.md") if block.language == "http")
    said = header.partition(": ")[2].strip().replace("https://help.example.org", wizard.address)
    return f"default-src 'none'; style-src 'self'; {said}"


@pytest.mark.parametrize("kind", ["launcher", "own", "element", "frame"])
def test_the_samples_of_the_page_work_under_the_policy_it_names(
    library: Elsewhere, wizard: Help, visit: Any, kind: str
) -> None:
    page = visit(library.page("/sample", sample(kind, wizard), policy=policy_told(wizard)))
    opening = {"launcher": "a[data-rahgosha]", "own": "[data-rahgosha-launcher] a"}
    if kind in opening:
        page.click(opening[kind])
    page.frame_locator("iframe").locator("form.answer").wait_for()
    frame = page.frames[1]
    assert "/question-marks?" in frame.url and "_channel=widget" in frame.url
    assert ("windows~host=win11" in frame.url) == (kind != "launcher")


def test_calls_made_before_the_script_is_there_are_done_then(
    library: Elsewhere, wizard: Help, visit: Any
) -> None:
    (early,) = (block.text for block in blocks(DOCS / "widget.md") if block.language == "js")
    library.scripts["/early.js"] = early
    head = '<script src="/early.js"></script><script src="/notes.js"></script>'
    body = sample("launcher", wizard).replace("en/question-marks", f"en/{TREE}?where=english")
    page = visit(library.page("/early", body, policy=policy_told(wizard), head=head))
    page.click("a[data-rahgosha]")
    assert (
        "windows~host=win11" in page.frames[1].url
        or page.frames[1].wait_for_url("**windows~host=win11**") is None
    )
    with page.expect_console_message(lambda one: one.text == f"solved by {TREE}"):
        inside(page).locator("button[value=solved]").click()
    wait_for(page, "solved", {"tree": TREE, "end": "solved"})
