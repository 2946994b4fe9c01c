"""Settings of the environment, and a secret key that all processes share."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from wizard.errors import BadSetting
from wizard.settings import Settings


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_everything_stands_in_data():
    settings = Settings.from_environment({})
    assert settings.database_url == "sqlite:///data/wizard.db"
    assert settings.proxies == 0
    assert (settings.trees / "_site.yaml").is_file()
    assert len(settings.secret_key) == 64


def test_trees_beside_us_go_before_those_of_the_program(tmp_path):
    (tmp_path / "trees").mkdir()
    assert Settings.from_environment({}).trees == Path("trees")
    assert Settings.from_environment({"WIZARD_TREES": "elsewhere"}).trees == Path("elsewhere")


def test_what_is_set_holds(tmp_path):
    given = {
        "WIZARD_TREES": "t",
        "DATABASE_URL": "postgresql://u@h/n",
        "WIZARD_SECRET_KEY": "k" * 32,
        "WIZARD_PROXIES": "2",
        "WIZARD_DATA": str(tmp_path / "elsewhere"),
    }
    settings = Settings.from_environment(given)
    assert settings == Settings(Path("t"), "postgresql://u@h/n", b"k" * 32, 2)
    assert not (tmp_path / "elsewhere").exists()


def test_an_empty_setting_counts_as_none():
    empty = {"WIZARD_TREES": "", "DATABASE_URL": "", "WIZARD_DATA": "", "WIZARD_PROXIES": ""}
    assert Settings.from_environment(empty) == Settings.from_environment({})


@pytest.mark.parametrize("url", ["https://help.example.org", "http://localhost:8000/", "https://[::1]:8443"])
def test_the_public_address_is_kept_without_its_last_slash(url):
    assert Settings.from_environment({"WIZARD_PUBLIC_URL": url}).public_url == url.rstrip("/")


@pytest.mark.parametrize(
    "url", ["help.example.org", "https://a/b", "ftp://a", "https://", "https://a?b", "https://a\n"]
)
def test_a_public_address_that_is_none_is_refused(url):
    with pytest.raises(BadSetting, match="WIZARD_PUBLIC_URL"):
        Settings.from_environment({"WIZARD_PUBLIC_URL": url})


@pytest.mark.parametrize("key", ["", "short", "۱" * 15])
def test_a_short_key_is_refused_without_being_shown(key):
    with pytest.raises(BadSetting, match="at least 32 bytes") as refused:
        Settings.from_environment({"WIZARD_SECRET_KEY": key})
    assert not key or key not in str(refused.value)


@pytest.mark.parametrize("count", ["-1", "one", "1.5", "9999", "۱", " 1"])
def test_a_count_of_proxies_that_is_none_is_refused(count):
    with pytest.raises(BadSetting, match="WIZARD_PROXIES"):
        Settings.from_environment({"WIZARD_PROXIES": count})


def test_the_key_is_made_once_and_readable_by_us_alone():
    first = Settings.from_environment({}).secret_key
    assert Settings.from_environment({}).secret_key == first
    file = Path("data/secret-key")
    assert os.name != "posix" or file.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in Path("data").iterdir()] == ["secret-key"]


def test_processes_that_start_at_once_agree_on_one_key():
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(Settings.from_environment({}).secret_key))
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 12 and len(set(found)) == 1


def test_on_a_disk_without_hard_links_a_key_is_made_too(monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    first = Settings.from_environment({}).secret_key
    assert Settings.from_environment({}).secret_key == first


def test_a_key_file_that_was_cut_is_refused():
    Path("data").mkdir()
    Path("data/secret-key").write_text("abc")
    with pytest.raises(BadSetting, match="too short"):
        Settings.from_environment({})


@pytest.mark.parametrize(("given", "on"), [("1", True), ("0", False), ("", False)])
def test_the_sum_for_browsers_is_switched_on(given, on):
    assert Settings.from_environment({"WIZARD_ALTCHA": given}).altcha is on


def test_a_switch_is_1_or_0():
    with pytest.raises(BadSetting, match=r"WIZARD_ALTCHA.*1 \(on\) or 0 \(off\)"):
        Settings.from_environment({"WIZARD_ALTCHA": "yes"})


def test_the_file_of_products_is_named_or_there_is_none():
    assert Settings.from_environment({}).products is None
    assert Settings.from_environment({"WIZARD_PRODUCTS": "products.toml"}).products == Path("products.toml")


def test_origins_are_kept_once_each_as_browsers_send_them():
    given = {"WIZARD_API_ORIGINS": "https://Shop.example.org/, http://[::1]:8080 https://shop.example.org"}
    assert Settings.from_environment(given).api_origins == ("https://shop.example.org", "http://[::1]:8080")
    given = {
        "WIZARD_API_ORIGINS": "https://a.example.org:443 http://a.example.org:80 https://a.example.org:80"
    }
    assert Settings.from_environment(given).api_origins == (
        "https://a.example.org",
        "http://a.example.org",
        "https://a.example.org:80",
    )


@pytest.mark.parametrize("origin", ["*", "null", "shop.example.org", "https://*.example.org", "https://a/b"])
def test_an_origin_that_is_none_is_refused(origin):
    with pytest.raises(BadSetting, match="WIZARD_API_ORIGINS"):
        Settings.from_environment({"WIZARD_API_ORIGINS": f"https://a.example.org {origin}"})
