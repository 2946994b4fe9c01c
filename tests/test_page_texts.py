"""Every word of the pages is there in every language: those of templates and those that code says."""

import ast
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.ext import babel_extract

from webui.texts import words

ROOT = Path(__file__).resolve().parents[1]
WEBUI = ROOT / "webui"
# Names in code whose string values are page texts, beside the calls `words("…")`.
TABLES = {"MESSAGES", "TEXTS", "_STATUS", "headings", "messages", "told", "rows"}


def of_templates():
    for file in (WEBUI / "templates").rglob("*.html"):
        with file.open("rb") as content:
            for _, _, message, _ in babel_extract(
                content, ["_", "gettext", "ngettext"], [], {"trim_blocks": "true"}
            ):
                yield message[0] if isinstance(message, tuple) else message


def of_code():
    for file in WEBUI.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and called(node) in {"words", "plural"} and node.args:
                yield from strings(node.args[0])
            if isinstance(node, ast.Assign | ast.AnnAssign) and target(node) in TABLES and node.value:
                yield from (text for text in strings(node.value) if " " in text or text[0].isupper())


def called(node):
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def target(node):
    first = node.targets[0] if isinstance(node, ast.Assign) else node.target
    return getattr(first, "id", "")


def strings(node):
    keys = {id(key) for part in ast.walk(node) if isinstance(part, ast.Dict) for key in part.keys}
    for part in ast.walk(node):
        if (
            isinstance(part, ast.Constant)
            and isinstance(part.value, str)
            and part.value
            and id(part) not in keys
        ):
            yield part.value


def catalog(locale):
    with (WEBUI / "locale" / locale / "webui.po").open("rb") as content:
        return {
            message.id if isinstance(message.id, str) else message.id[0]: message
            for message in read_po(content, locale=locale, abort_invalid=True)
            if message.id
        }


@pytest.mark.parametrize("locale", ["fa", "ar"])
def test_every_page_text_is_translated(locale):
    known = catalog(locale)
    wanted = {*of_templates(), *of_code()}
    assert len(wanted) > 100
    assert sorted(text for text in wanted if text not in known or not known[text].string) == []


@pytest.mark.parametrize("locale", ["fa", "ar"])
def test_no_translation_is_left_over_or_loses_a_placeholder(locale):
    wanted = {*of_templates(), *of_code()}
    assert sorted(set(catalog(locale)) - wanted) == []
    for text, message in catalog(locale).items():
        for told in [message.string] if isinstance(message.string, str) else message.string:
            named = {part.split(")")[0] for part in told.split("%(")[1:]}
            assert named <= {part.split(")")[0] for part in text.split("%(")[1:]}, text
            assert isinstance(message.id, tuple) or text.count("%(") == told.count("%("), text


def test_arabic_counts_from_eleven_to_ninety_nine_in_a_form_of_its_own():
    counted = [
        words("ar").plural("%(num)s request", "%(num)s requests", number) for number in (2, 10, 11, 99, 100)
    ]
    assert counted == ["طلبان", "10 طلبات", "11 طلبًا", "99 طلبًا", "100 طلب"]


def test_templates_can_be_read():
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for file in (WEBUI / "templates").rglob("*.html"):
        environment.parse(file.read_text("utf-8"))
