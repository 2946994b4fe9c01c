"""What stands in an exported file, and what does not."""

import base64
import hashlib
import json
import re
import zlib
from pathlib import Path

import pytest

import wizard
from tests.lint.folders import write
from wizard import resources
from wizard.errors import UnknownTree
from wizard.export.chosen import BrokenTrees, DraftTree, NoTrees, chosen, ensure_sound
from wizard.export.page import Wanted, page, player_data
from wizard.export.words import PLAYER_PLURALS, PLAYER_WORDS, player_words
from wizard.library import load
from wizard.translation.catalogs import po_messages

BYTES = 600_000
SITE = """\
brand: {name: Light}
default_locale: en
locales: {en: source, fa: offered}
stages: {use: Using}
products: {lamp-one: {name: Lamp One, slots: {knob: the red knob}}, lamp-two: {name: Lamp Two}}
channels:
  phone: {kind: phone, label: Phone, address: "{site.phone}"}
  mail: {kind: email, label: E-mail, address: "{site.mail}"}
slots:
  phone: {about: The number., value: "+98 1"}
  mail: {about: The address., value: ""}
  shop: {about: The shop., value: ""}
"""
FACTS = """\
product: {about: Program, values: {lamp-one: Lamp One, lamp-two: Lamp Two}}
bulb: {about: Bulb, ask: Which bulb?, values: {old: An **old** one}}
"""
LAMP = """\
title: The lamp is dark
stage: use
products: all
steps:
  look:
    fix: Turn {product.knob} for {bulb}
    how: |
      1. Turn {product.knob}.
      2. Read `{bulb}` & <b>look</b> at [the fuse](tree:fuse) or [the plug](tree:plug).
      3. Ask at {site.shop}.
    goto: {not-solved: tree:fuse}
  secret: {do: Measure the inside, audience: staff}
"""
FUSE = "title: The fuse\nstage: use\nproducts: all\nsteps: {see: {tell: Look at the fuse.}}\n"
FILES = {
    "_site.yaml": SITE,
    "_facts.yaml": FACTS,
    "lamp.yaml": LAMP,
    "fuse.yaml": FUSE,
    "plug.yaml": FUSE.replace("fuse", "plug"),
    "later.yaml": "draft: true\n" + FUSE,
}


@pytest.fixture
def library(tmp_path):
    return load(write(tmp_path / "trees", FILES)).library


@pytest.fixture(scope="module")
def shipped():
    library = load(resources.demonstration_trees()).library
    return page(library, Wanted(locales=("fa", "ar", "en"), online="https://help.example.org"))


def unpacked(content: str):
    (packed,) = re.findall(r'<script type="application/octet-stream" id="data">([^<]*)</script>', content)
    size, _, small = packed.split(" ")
    plain = zlib.decompress(base64.b64decode(small), -15)
    assert len(plain) == int(size)
    return json.loads(plain)


def test_all_shipped_guides_in_three_languages_take_at_most_600_kilobytes(shipped):
    assert len(shipped.encode()) <= BYTES
    assert len(unpacked(shipped)["trees"]) == len(load(resources.demonstration_trees()).library.customers)


def test_the_policy_allows_the_script_and_the_style_of_the_file_and_nothing_else(shipped):
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', shipped)
    allowed = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert allowed["default-src"] == "'none'"
    for name, tag in (("script-src", "script"), ("style-src", "style")):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", shipped, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert allowed[name] == f"'sha256-{digest}'"
    assert "unsafe" not in policy


def test_nothing_in_the_file_is_fetched_or_evaluated(shipped):
    markup = re.sub(r"<(script|style)[ >].*?</\1>", "", shipped, flags=re.DOTALL)
    assert re.findall(r"\b(?:src|srcset|data|action)=|<link|<iframe|<base|\bon\w+=", markup) == []
    (script,) = re.findall(r"<script>(.*?)</script>", shipped, re.DOTALL)
    assert (
        re.findall(r"\beval\(|new Function|\bfetch\(|XMLHttpRequest|import\(|WebSocket|sendBeacon", script)
        == []
    )
    (style,) = re.findall(r"<style>(.*?)</style>", shipped, re.DOTALL)
    assert [url for url in re.findall(r"url\(([^)]*)", style) if not url.startswith('"data:')] == []
    assert "@import" not in style


def test_the_scripts_say_nothing_that_old_browsers_cannot_read(shipped):
    (script,) = re.findall(r"<script>(.*?)</script>", shipped, re.DOTALL)
    code = re.sub(r"""/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\n])*"|'(?:\\.|[^'\n])*'""", "", script, flags=re.DOTALL)
    newer = r"\?\.[A-Za-z(\[]| \?\? |\{ ?\.\.\.|\(\?<|catch \{|\.(?:flat|flatMap|matchAll|replaceAll|at|fromEntries)\("
    assert re.findall(newer, code) == []


def test_steps_for_staff_and_empty_slots_are_not_in_it(library):
    plain = json.dumps(player_data(library, Wanted(locales=("en",))), ensure_ascii=False)
    assert "Measure the inside" not in plain
    assert "secret" not in plain
    assert "Ask at" not in plain
    assert "site." not in plain
    (phone,) = player_data(library, Wanted(locales=("en",)))["site"]["channels"]
    assert phone["url"] == "tel:+981"


def test_parts_of_instructions_for_staff_are_not_in_it_not_even_as_words_to_search(tmp_path):
    how = "how: [Look., {audience: staff, do: Ask the wholesaler.}]"
    plug = f"title: The plug\nstage: use\nproducts: all\nsteps: {{see: {{fix: Look at it, {how}}}}}\n"
    library = load(write(tmp_path / "trees", FILES | {"plug.yaml": plug})).library
    assert "wholesaler" in library.customers["plug"].steps[0].how[1].text.source
    plain = json.dumps(player_data(library, Wanted(locales=("en",))), ensure_ascii=False)
    assert "wholesale" not in plain


def test_no_text_can_end_the_script_it_stands_in(shipped):
    (script,) = re.findall(r"<script>(.*?)</script>\n</body>", shipped, re.DOTALL)
    assert "</script" not in script.lower()
    assert "<!--" not in script


def test_texts_are_safe_html_with_marks_where_the_walk_decides(library):
    told = player_data(library, Wanted(trees=("lamp",), locales=("en",), online="https://help.example.org"))
    strings, (step,) = told["strings"]["en"], told["trees"]["lamp"]["steps"]
    _, others = step["title"]
    assert strings[others["lamp-one"]] == "Turn the red knob for \ue000bulb\ue001"
    assert "lamp-two" not in others
    how = strings[step["how"][0][0][1]["lamp-one"]]
    assert "<code>\ue000bulb\ue001</code>" in how
    assert "&lt;b&gt;look&lt;/b&gt;" in how
    assert 'href="#/en/fuse"' in how
    assert 'href="https://help.example.org/en/plug"' in how
    assert strings[told["facts"]["bulb"]["values"]["old"]] == "An <bdi><strong>old</strong></bdi> one"


def test_trees_that_a_walk_goes_on_in_come_along(library):
    assert list(chosen(library, ["lamp"])) == ["fuse", "lamp"]
    assert list(chosen(library, ["fuse"])) == ["fuse"]
    assert list(chosen(library, [])) == ["fuse", "lamp", "plug"]


def test_trees_that_customers_cannot_walk_are_refused(library):
    with pytest.raises(UnknownTree):
        chosen(library, ["../lamp"])
    with pytest.raises(DraftTree, match="later"):
        chosen(library, ["later"])
    with pytest.raises(NoTrees):
        chosen(library.with_trees({}), [])


def test_a_broken_tree_is_refused_and_so_is_one_that_leads_there(library):
    ensure_sound(["fuse"], {"plug"}, library)
    for names, broken in (([], {"plug"}), (["plug"], {"plug"}), (["lamp"], {"fuse"})):
        with pytest.raises(BrokenTrees, match=", ".join(broken)):
            ensure_sound(names, broken, library)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Call {product.knob}", ""),
        ("{site.mail}", ""),
        ("The {bulb} line", "The … line"),
        ("<b>&", "&lt;b&gt;&amp;"),
    ],
)
def test_without_script_each_way_to_reach_somebody_stands_there_whatever_its_name_says(tmp_path, label, said):
    site = SITE.replace("label: Phone", f'label: "{label}"')
    library = load(write(tmp_path / "trees", FILES | {"_site.yaml": site})).library
    (way,) = re.findall(r"<ul><li>(.*?)<bdi", page(library, Wanted(locales=("en",))))
    assert way.removesuffix(": ") == said


def test_pictures_are_in_it_only_when_they_are_wanted(tmp_path):
    picture = "image: {file: knob.png, alt: The knob}\n    goto"
    folder = write(tmp_path / "trees", FILES | {"lamp.yaml": LAMP.replace("goto", picture)})
    (folder / "_media").mkdir()
    (folder / "_media" / "knob.png").write_bytes(b"\x89PNG")
    library = load(folder).library
    assert player_data(library, Wanted(locales=("en",)))["pictures"] == {}
    with_them = player_data(library, Wanted(locales=("en",), pictures=folder / "_media"))
    assert with_them["pictures"] == {"knob.png": "data:image/png;base64,iVBORw=="}


SCHEMA = json.loads((resources.schemas() / "tree.schema.json").read_text("utf-8"))
KINDS = re.findall(r"\[\.\]\((.*?)\)", SCHEMA["$defs"]["image"]["properties"]["file"]["pattern"])[0].split(
    "|"
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_picture_that_a_tree_may_show_comes_along(tmp_path, kind):
    picture = f"image: {{file: knob.{kind}, alt: The knob}}\n    goto"
    folder = write(tmp_path / "trees", FILES | {"lamp.yaml": LAMP.replace("goto", picture)})
    (folder / "_media").mkdir()
    (folder / "_media" / f"knob.{kind}").write_bytes(b"x")
    with_them = player_data(load(folder).library, Wanted(locales=("en",), pictures=folder / "_media"))
    assert list(with_them["pictures"]) == [f"knob.{kind}"]


@pytest.mark.parametrize("locale", ["fa", "ar"])
def test_every_word_of_the_player_is_translated(locale):
    words = player_words(locale)
    english = [key for key, message in PLAYER_WORDS.items() if words.words[key] == message]
    assert english == []
    assert all(set(words.plurals[key]).isdisjoint(forms) for key, forms in PLAYER_PLURALS.items())
    for key, message in PLAYER_WORDS.items():
        gaps = re.findall(r"%\(\w+\)s", message)
        assert sorted(re.findall(r"%\(\w+\)s", words.words[key])) == sorted(gaps), key


@pytest.mark.parametrize("locale", ["fa", "ar"])
def test_no_translation_of_the_player_is_left_over(locale):
    file = Path(wizard.__file__).parent / "locale" / locale / "player.po"
    assert set(po_messages(file)) - set(PLAYER_WORDS.values()) == set()


@pytest.mark.parametrize(
    ("number", "form"), [(0, 0), (1, 1), (2, 2), (3, 3), (10, 3), (11, 4), (99, 4), (100, 5), (102, 5)]
)
def test_arabic_counts_in_six_forms(number, form):
    assert player_words("ar").forms[number] == form
