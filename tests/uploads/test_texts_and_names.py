"""Logs are read in the encodings they have; what is no picture, PDF or text is refused; names are made safe."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.limits import FILE_NAME
from wizard.uploads import Refusal, Upload, accepted, clean_name

LOG = "خطا در نصب: return value 3\r\nerror 1603\r\n" * 3


def text_of(content: bytes, name: str = "noor.log") -> str:
    upload = accepted(name, content)
    assert isinstance(upload, Upload), upload
    assert upload.media_type == "text/plain; charset=utf-8"
    return upload.content.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_a_log_is_kept_as_utf_8_whatever_it_was(encoding):
    plain = LOG.replace("ی", "ي") if encoding == "cp1256" else LOG
    assert text_of(plain.encode(encoding)) == plain


def test_utf_16_is_known_without_its_mark_too():
    plain = "MSI (s) (A4:10) return value 3\r\n" * 4
    assert text_of(plain.encode("utf-16-le")) == text_of(plain.encode("utf-16-be")) == plain
    assert text_of(b"\xfe\xff" + LOG.encode("utf-16-be")) == LOG


def test_a_few_control_characters_are_taken_out_and_many_make_it_no_text():
    assert text_of(b"a" * 500 + b"\x1b[0m\x00"[:4]) == "a" * 500 + "[0m"
    assert accepted("x.txt", b"a\x01b\x02") is Refusal.KIND


@pytest.mark.parametrize(
    "name", ["photo.jpg", "photo.png", "noor.log", "a.txt", "page.html", "page.svg", "x"]
)
@pytest.mark.parametrize(
    "content",
    [
        b"<!doctype html><script>alert(1)</script>",
        b"\xef\xbb\xbf\n <HTML><body>",
        "<html>".encode("utf-16"),
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"<svg onload=alert(1)>",
        b"first a line\n<script src=//evil.example></script>",
        b"<!-- --><iframe>",
    ],
)
def test_markup_is_refused_whatever_its_name(name, content):
    assert accepted(name, content) is Refusal.KIND


def archive() -> bytes:
    to = BytesIO()
    with zipfile.ZipFile(to, "w") as opened:
        opened.writestr("photo.png", "text")
    return to.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        archive(),
        b"MZ\x90\x00\x03" + bytes(200),
        b"\x7fELF" + bytes(60),
        b"\x1f\x8b\x08" + bytes(range(200)),
        b"\x00\x00\x00\x18ftypheic" + bytes(100),
        b"II*\x00" + bytes(100),
        b"\x00\x00\x01\x00" + bytes(100),
        b"\xd0\xcf\x11\xe0" + bytes(100),
        bytes(1),
        b" \r\n ",
        random.Random(1603).randbytes(3_000),
    ],
    ids=["zip", "exe", "elf", "gzip", "heic", "tiff", "ico", "doc", "nul", "blanks", "noise"],
)
def test_everything_else_is_refused_even_when_it_is_called_a_picture(content):
    assert accepted("photo.png", content) is Refusal.KIND


def test_nothing_is_no_file():
    assert accepted("empty.txt", b"") is Refusal.EMPTY


def test_a_pdf_is_kept_as_it_is_and_called_one():
    content = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
    assert accepted("receipt.exe", content) == Upload("receipt.pdf", "application/pdf", content)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("noor.log", "noor.log"),
        ("noor.LOG", "noor.log"),
        ("noor", "noor.txt"),
        ("عکس\u200cپنجره.txt", "عکس\u200cپنجره.txt"),
        ("C:\\fakepath\\noor.txt", "noor.txt"),
        ("../../etc/passwd", "passwd.txt"),
        ("a\0b\r\nX-Y: z.txt", "ab X-Y_ z.txt"),
        ("photo\u202egnp.exe", "photognp.txt"),
        ("\u2066\u200fa\u2069.txt", "a.txt"),
        ("", "file.txt"),
        ("...", "file.txt"),
        (" . ", "file.txt"),
        ("con.txt", "_con.txt"),
        ("NUL", "_NUL.txt"),
        ('a<b>"c|d?*.txt', "a_b__c_d__.txt"),
        ("\ud800x.txt", "x.txt"),
        ("x" * 300 + ".txt", "x" * (FILE_NAME - 4) + ".txt"),
    ],
)
def test_a_name_is_made_safe_and_its_letters_stay(given, kept):
    upload = accepted(given, b"a line")
    assert isinstance(upload, Upload)
    assert upload.name == kept


def test_a_name_without_another_ending_keeps_its_own():
    assert clean_name("../photo.png") == "photo.png"


@given(st.text(max_size=400), st.sampled_from(["", ".png", ".txt"]))
def test_no_name_breaks_out_of_a_folder_or_a_header(name, ending):
    kept = clean_name(name, ending)
    assert kept.endswith(ending) and 0 < len(kept) <= FILE_NAME + 1
    assert not set(kept) & set('/\\<>:"|?*\r\n\t\0\u202e\u2066\u200f')
    assert not kept.startswith(".") and kept.encode()


@given(st.binary(max_size=600), st.text(max_size=20))
def test_whatever_is_sent_is_taken_or_refused(content, name):
    found = accepted(name, content)
    assert isinstance(found, Refusal) or (found.content and found.media_type)
