"""The settings file of helpdesks: what it says becomes helpdesks, what is wrong in it is said by table and key."""

from __future__ import annotations

import tomllib

import pytest

from tests.delivery import helpdesks_reference
from tests.fences import DOCS, blocks, page
from wizard.delivery.helpdesks import HELPDESKS
from wizard.delivery.settings import helpdesks_of
from wizard.errors import BadSetting

SUPPORT = '[support]\nkind = "rt"\nurl = "https://rt.example.org"\ntoken_env = "RT_TOKEN"\n'
MAIL = '[mail]\nkind = "email"\nhost = "smtp.example.org"\nfrom = "help@example.org"\n'
ENVIRONMENT = {"RT_TOKEN": "1-27-abc"}


def read(tmp_path, text, environment=ENVIRONMENT):
    file = tmp_path / "helpdesks.toml"
    file.write_text(text, "utf-8")
    return helpdesks_of(file, environment)


def slip(tmp_path, text, environment=ENVIRONMENT) -> str:
    with pytest.raises(BadSetting, match=r"helpdesks\.toml") as refused:
        read(tmp_path, text, environment)
    return str(refused.value)


def test_without_a_file_there_are_none():
    desks = helpdesks_of(None, {})
    assert desks.helpdesks == {}
    assert desks.default is None


def test_the_tables_become_helpdesks(tmp_path):
    desks = read(tmp_path, f'default = "support"\n{SUPPORT}{MAIL}')
    assert {name: helpdesk.kind for name, helpdesk in desks.helpdesks.items()} == {
        "support": "rt",
        "mail": "email",
    }
    assert desks.default == "support"


def test_the_file_that_the_docs_show_can_be_used(tmp_path):
    [sample] = [one for one in blocks(DOCS / "helpdesks.md") if one.language == "toml"]
    environment = dict.fromkeys(("RT_TOKEN", "SMTP_PASSWORD"), "a-secret")
    desks = read(tmp_path, sample.text, environment)
    assert set(desks.helpdesks) == set(tomllib.loads(sample.text)) - {"default"}
    assert desks.default in desks.helpdesks


def test_the_tables_of_the_docs_are_those_of_the_code():
    text = page("helpdesks.md")
    assert text == helpdesks_reference.written(text), "run: python -m tests.delivery.helpdesks_reference"
    for kind in HELPDESKS:
        assert f"## `{kind}`" in text


@pytest.mark.parametrize("kind", HELPDESKS)
def test_every_missing_key_is_named_at_once(tmp_path, kind):
    told = slip(tmp_path, f'[one]\nkind = "{kind}"\n')
    for key in HELPDESKS[kind].keys:
        assert (f"[one] {key.written} is missing: {key.about}" in told) == key.needed


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[support", "it is no TOML"),
        ("x = " + "[" * 100_000, "it is no TOML"),
        ("x = " + "9" * 5_000, "it is no TOML"),
        ("x = 1", "[x] must be a table; outside of tables stands only `default`"),
        ('default = "suport"\n' + SUPPORT, "did you mean support?"),
        ("default = 7\n" + SUPPORT, "default must be the name of a helpdesk"),
        ('default = "mail"\n' + MAIL, "default must be the name of a helpdesk"),
        ('[A]\nkind = "rt"\n', "[A] is no name"),
        ("[a]\n", "[a] kind must be one of email, webhook, rt"),
        ('[a]\nkind = "zamad"\n', "did you mean zammad?"),
        ('[a]\nkind = ["rt"]\n', "kind must be one of"),
        (SUPPORT + 'quue = "x"\n', "[support] quue is no key of this kind; did you mean queue?"),
        (SUPPORT + 'token = "1-27-abc"\n', "secrets do not stand in this file"),
        (SUPPORT + "queue = 7\n", "[support] queue must be a text in one line, not 7"),
        (SUPPORT + 'queue = ""\n', "queue must be a text in one line"),
        (SUPPORT + 'queue = "a\\nb"\n', "queue must be a text in one line"),
        (SUPPORT + 'key_field = "a}b"\n', "key_field must be the name of a custom field"),
        (SUPPORT + "seconds = 0\n", "seconds must be a number from 0.1 to 20"),
        (SUPPORT + "seconds = true\n", "seconds must be a number from 0.1 to 20"),
        (SUPPORT + "seconds = nan\n", "seconds must be a number from 0.1 to 20"),
        (SUPPORT + 'ca_file = "nope.pem"\n', "ca_file must be the path of a file that is there"),
        (SUPPORT + "unencrypted = 1\n", "unencrypted must be true or false"),
        (SUPPORT.replace("https", "http"), "url begins with http://"),
        (SUPPORT.replace("https", "ftp"), "url must be an address"),
        (SUPPORT.replace("rt.example", "u:p@rt.example"), "url must be an address"),
        (SUPPORT.replace("rt.example.org", "rt.example.org:x"), "url must be an address"),
        (SUPPORT.replace("rt.example.org", "rt.example.org/?a=b"), "url must be an address"),
        (SUPPORT.replace('"RT_TOKEN"', "7"), "token_env must be the name of an environment variable"),
        (SUPPORT.replace("RT_TOKEN", "RT"), "names the environment variable RT, which is not set"),
        (MAIL + 'to = "a@example.org"\n', "[mail] to does not belong here"),
        (MAIL + 'tls = "ssl"\n', 'tls must be "starttls" or "tls" or "none"'),
        (MAIL + "port = 70000\n", "port must be a whole number from 1 to 65535, not 70000"),
        (MAIL.replace("help@", "help"), "from must be an e-mail address"),
        (MAIL.replace("[mail]", "[shop]"), "[shop] to is missing"),
        (SUPPORT.replace("[support]", "[mail]"), '[mail] kind must be "email"'),
    ],
)
def test_what_is_wrong_is_said_by_table_and_key(tmp_path, text, told):
    assert told in slip(tmp_path, text)


def test_an_http_address_is_taken_on_this_machine_or_when_allowed(tmp_path):
    for line in ('url = "http://127.0.0.1:8080"', 'url = "http://rt.lan"\nunencrypted = true'):
        text = SUPPORT.replace('url = "https://rt.example.org"', line)
        assert "support" in read(tmp_path, text).helpdesks


def test_everything_wrong_is_said_at_once(tmp_path):
    told = slip(tmp_path, f'default = "x"\n{SUPPORT}a = 1\nb = 2\n[other]\nkind = "nope"\n')
    assert told.count("\n") >= 4
    for part in ("default", "[support] a ", "[support] b ", "[other] kind"):
        assert part in told


@pytest.mark.parametrize("secret", ["two words", "zweiüber", "a\x01b", "x" * 600])
def test_a_secret_that_cannot_be_one_is_not_shown(tmp_path, secret):
    told = slip(tmp_path, SUPPORT, {"RT_TOKEN": secret})
    assert "token_env must be a secret of printable ASCII signs" in told
    assert secret not in told


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x = '" + b"a" * 1_100_000 + b"'"])
def test_a_file_that_is_no_text_or_too_large_is_refused(tmp_path, content):
    file = tmp_path / "helpdesks.toml"
    file.write_bytes(content)
    with pytest.raises(BadSetting, match=r"helpdesks\.toml"):
        helpdesks_of(file, {})


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BadSetting, match="cannot be read"):
        helpdesks_of(tmp_path / "nope.toml", {})
    with pytest.raises(BadSetting, match="cannot be read"):
        helpdesks_of(tmp_path, {})


def test_a_check_tells_of_each_helpdesk(tmp_path, box):
    text = MAIL.replace("smtp.example.org", "127.0.0.1") + f'port = {box.port}\ntls = "none"\n'
    text += SUPPORT.replace("rt.example.org", "helpdesk.invalid")
    told = {name: (fine, words) for name, fine, words in read(tmp_path, text).check()}
    assert told["mail"] == (True, "the mail server 127.0.0.1 lets us in")
    assert not told["support"][0]
    assert "no connection" in told["support"][1]
