"""The script of `wizard probe`: read by a parser, held to a list of what it may do, whatever stands in the facts."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.probe.powershell import ALIKE, COMMANDS, nodes, parsed, refused, shape, text
from wizard.library import load
from wizard.model.fact import Fact
from wizard.model.step import Option, Typed
from wizard.model.text import Text
from wizard.probe.choosing import helped, looked_for
from wizard.probe.detectors import DETECTORS
from wizard.probe.literals import array, literal, table
from wizard.probe.script import ENCODING, Order, script
from wizard.problem import Place

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = load(ROOT / "trees").library
HELPED = helped(LIBRARY)
ADDRESS = "https://help.example.org"
# What each detector is told, harmless here.
DATA: dict[str, dict[str, Any]] = {
    "disk-free": {"drive": "C:"},
    "folder-permission": {"folder": "C:\\Books", "account": "S-1-5-18"},
    "installed-programs": {"names": ["Lamp", "لامپ"]},
    "registry": {"key": "HKLM\\SOFTWARE\\Lamp", "value": "Bulb", "map": {"1": "yes"}, "otherwise": "no"},
    "service-start": {"service": "lamp"},
    "short-names": {"drive": "C:"},
}
SCRIPTED = [name for name, detector in DETECTORS.items() if detector.function is not None]
NOWHERE = Place("_facts.yaml")
QUOTES = "'\"`‘’‚‛“”„"
HOSTILE = st.text(
    alphabet=st.sampled_from(
        [*QUOTES, *"$(){}[];|&<>#@%,.=+-/\\ \n\r\t\x00", *"abAB1", "‮", "\u2028", "ا", "‌", "–"]
    ),
    max_size=30,
)
BREAKOUTS = [
    "'; Invoke-Expression 'calc'; '",
    "’; iex ’calc’; ’",
    "`'; Remove-Item C:\\ -Recurse #",
    '"; $(Invoke-Expression calc); "',
    "$(calc) `$(calc) ${env:PATH}",
    "x' } } catch { } Set-ItemProperty 'HKLM:\\x' 'y' #",
    "\n'@\nStop-Computer\n@'\n",
    "‘‛‚’'",
    "@{ 'a' = 'b' }",
]


def said(source: str) -> Text:
    return Text(source, "_facts", "facts/x", NOWHERE)


def fact(detector: str, words: str = "words", data: dict[str, Any] | None = None, **more: str) -> Fact:
    """A fact that a detector finds; `words` stand wherever it has some."""
    detect = {"detector": detector, **(DATA.get(detector, {}) if data is None else data), **more}
    if DETECTORS[detector].numeric:
        return Fact("x", NOWHERE, said(words), typed=Typed("number", unit=said(words)), detect=detect)
    values = tuple(Option(name, said(words), NOWHERE) for name in ("yes", "no"))
    return Fact("x", NOWHERE, said(words), values=values, detect=detect)


def written(*facts: Fact, locale: str = "en", address: str = ADDRESS) -> str:
    return script(LIBRARY, Order(facts, HELPED[:2], locale, address))


ALL = written(*(fact(name) for name in SCRIPTED))


@pytest.mark.parametrize("locale", ["en", "fa", "ar"])
def test_the_script_for_the_shipped_trees_does_only_what_is_on_the_list(locale):
    trees = HELPED
    facts = looked_for(LIBRARY, trees)
    assert len(facts) > 8
    assert refused(script(LIBRARY, Order(facts, trees, locale, ADDRESS))) == []


def test_a_script_with_every_detector_does_only_what_is_on_the_list():
    assert refused(ALL) == []


def test_every_command_on_the_list_is_used():
    used = {text(node) for node in nodes(parsed(ALL)) if node.type == "command_name"}
    assert set(COMMANDS) - used == set()


@pytest.mark.parametrize(
    "line",
    [
        "Invoke-Expression 'x'",
        "iex 'x'",
        "& 'calc'",
        "& { 1 }",
        ". 'x.ps1'",
        "calc.exe",
        "Set-ItemProperty -LiteralPath 'x'",
        "Get-ItemProperty -Path 'x'",
        "'x' > 'file'",
        "Get-ChildItem -LiteralPath 'x' | Remove-Item",
        'Write-Host "$(calc)"',
        'Write-Host "plain"',
        "Write-Host @'\nhere\n'@",
        "[System.IO.File]::WriteAllText('a', 'b')",
        "$x = [System.Net.WebClient]",
        "(New-Object System.Net.WebClient).DownloadString('x')",
        "Invoke-WebRequest 'x'",
        "[System.Environment]::Exit(0)",
        "[System.IO.DriveInfo]::Other()",
        "$key.SetValue('a', 'b')",
        "$key.Delete()",
        "$key.Name = 'x'",
        "$env:PATH = 'x'",
        "$global:x = 1",
        "Add-Type -TypeDefinition 'class X {}'",
        "Add-Type -AssemblyName 'System.Web'",
        "Start-Process -FilePath 'calc'",
        "Start-Process -FilePath $address -Verb 'RunAs'",
        "'a' -in @('a')",
        "'a' -replace 'a', 'b'",
        "$x = 'a",
        "class X { }",
    ],
)
def test_what_is_not_on_the_list_is_noticed(line):
    assert refused(ALL + line + "\r\n") != []


@pytest.mark.parametrize("detector", SCRIPTED)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_no_text_of_a_fact_breaks_out_of_its_literal(detector, data):
    words = data.draw(HOSTILE | st.sampled_from(BREAKOUTS))
    told: dict[str, Any] = {}
    for key, usual in DATA.get(detector, {}).items():
        drawn = data.draw(HOSTILE | st.sampled_from(BREAKOUTS))
        told[key] = (
            [drawn, drawn]
            if isinstance(usual, list)
            else {drawn: drawn}
            if isinstance(usual, dict)
            else drawn
        )
    found = written(fact(detector, words, told))
    plain = written(fact(detector, "words", {**told, **DATA.get(detector, {})}))
    assert shape(found) == shape(
        plain if told.get("names") != ["", ""] else written(fact(detector, "words", told))
    )
    assert refused(found) == []


@given(HOSTILE | st.text(max_size=20))
@example("’")
@example("a'b’c‘d‚e‛f")
def test_a_literal_says_what_was_meant_and_ends_where_it_should(words):
    made = literal(words)
    made.encode("utf-8")
    assert "\n" not in made and "\r" not in made
    (node,) = [node for node in nodes(parsed(f"$x = {made}")) if node.type == "string_literal"]
    assert text(node) == made.translate(ALIKE)
    inner = re.sub("(['‘’‚‛])\\1", r"\1", made[1:-1])
    assert [sign for sign in inner if sign != " "] == [
        sign for sign in words if sign != " " and (sign.isprintable() or sign in "‌‍‎‏⁦⁧⁨⁩")
    ]


def test_names_that_differ_in_capitals_alone_stand_once_in_a_table():
    assert table({"A": "1", "a": "2", "b": "3"}) == "@{ 'A' = '1'; 'b' = '3' }"
    assert (table({}), array([])) == ("@{  }", "@()")


def test_the_parts_of_a_site_stand_in_literals_too():
    trees = tuple(replace(tree, title=said(BREAKOUTS[0])) for tree in HELPED)
    order = Order([fact("windows-version")], trees, "en", "https://x'; calc; '")
    assert refused(script(LIBRARY, order)) == []


def test_what_is_opened_is_a_tree_of_the_script_in_its_own_spelling_and_never_what_was_passed_in():
    (chooser,) = re.findall(r"function Select-Tree.*?\r\n}\r\n", ALL, re.DOTALL)
    assert set(re.findall(r"return ([^\s}]+)", chooser)) == {"$one", "$trees[0]", "$trees[$at", "''"}
    assert re.findall(r"\$address = .*", ALL) == [
        "$address = $site + '/' + $locale + '/' + $chosen + '?' + [string]::Join('&', $query)\r"
    ]


def test_each_detector_is_tried_by_itself():
    looks = [line for line in ALL.splitlines() if re.search(r" Add-(Choice|Number) 'x'", line)]
    assert len(looks) == len(SCRIPTED)
    assert [line for line in looks if not (line.startswith("try { ") and line.endswith(" } catch { }"))] == []


def test_a_function_is_there_once_and_before_it_is_called():
    names = [text(node) for node in nodes(parsed(ALL)) if node.type == "function_name"]
    assert len(names) == len(set(names))
    calls = [(node.start_byte, text(node)) for node in nodes(parsed(ALL)) if node.type == "command_name"]
    made = {text(node): node.start_byte for node in nodes(parsed(ALL)) if node.type == "function_name"}
    assert [name for at, name in calls if name in made and made[name] > at] == []


def test_a_fact_that_only_a_page_can_find_is_left_out():
    assert "keyboard-overlay" not in written(*LIBRARY.facts.values())
    assert "'x'" not in written(fact("keyboard-test"))


def test_windows_powershell_reads_persian_because_of_the_mark_in_front():
    content = written(fact("windows-version"), locale="fa").encode(ENCODING)
    assert content.startswith(b"\xef\xbb\xbf")
    assert "بررسی این رایانه" in content.decode(ENCODING)
    assert b"\n" not in content.replace(b"\r\n", b"")


@pytest.mark.parametrize(("locale", "reading"), [("fa", 1572864), ("ar", 1572864), ("en", 0)])
def test_boxes_are_read_in_the_direction_of_their_language(locale, reading):
    assert f"\r\n$reading = {reading}\r\n" in written(fact("windows-version"), locale=locale)


def test_the_script_says_that_it_only_reads_and_was_not_run_on_windows():
    comment = " ".join(line.lstrip("# ") for line in ALL.splitlines() if line.startswith("#"))
    assert "It only reads" in comment
    assert "has not been run on Windows" in comment


def test_detectors_take_the_data_that_the_schema_knows():
    detect = json.loads((ROOT / "schemas" / "facts.schema.json").read_text("utf-8"))["$defs"]["fact"]
    detect = detect["properties"]["detect"]
    assert detect["properties"]["detector"]["enum"] == list(DETECTORS)
    every = set(detect["properties"]) - {"detector"}
    taken = {
        branch["if"]["properties"]["detector"]["const"]: every
        - set(branch["then"]["propertyNames"]["not"]["enum"])
        for branch in detect["allOf"]
    }
    assert taken == {name: set(DATA.get(name, {})) for name in DETECTORS} | {
        "glyph-test": {"font", "letters"}
    }


def test_every_detector_of_the_shipped_facts_is_built_in():
    named = {str(fact.detect["detector"]) for fact in LIBRARY.facts.values() if fact.detect}
    assert named - set(DETECTORS) == set()
