"""The words of the pages in each language, and numbers and dates as people there write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, get_timezone_location
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from persiantools.jdatetime import JalaliDateTime

from wizard.rendering import direction

_FOLDER: Final = Path(__file__).parent / "locale"
# One rule for all of a page, its own numbers and those in the texts of trees alike: in Persian prose, dates and
# counts ۰-۹; in Arabic 0-9, one of the two ways that readers know, and the way of our Arabic trees and of the
# numbers on an Arabic Windows. Codes, versions and what is typed are 0-9 in every language.
_DIGITS: Final = {"fa": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")}
_WEEKDAYS: Final = ("شنبه", "یک‌شنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنج‌شنبه", "جمعه")
# Own names of languages that Babel may not spell as their readers do.
_NAMES: Final = {"fa": "فارسی", "ar": "العربية", "en": "English", "ur": "اردو", "id": "Bahasa Indonesia"}


@dataclass(frozen=True, slots=True)
class Words:
    """One language: its direction, its own name, and its translations of the page texts."""

    locale: str
    direction: str
    name: str
    translations: Translations

    def __call__(self, message: str, **values: object) -> str:
        """Return a page text in this language, `%(name)s` filled in."""
        found: str = self.translations.ugettext(message)
        return found % values if values else found

    def plural(self, one: str, many: str, number: int) -> str:
        """Return a page text for `number` of something, `%(num)s` filled in with this language's digits."""
        found: str = self.translations.ungettext(one, many, number)
        return found % {"num": self.number(number)}

    def number(self, number: int) -> str:
        """Return a number for prose; never for codes."""
        return self.digits(str(number))

    def digits(self, text: str) -> str:
        """Return a text with this language's digits."""
        table = _DIGITS.get(self.locale)
        return text.translate(table) if table else text

    def weekday(self, day: date) -> str:
        """Return the name of the day of the week."""
        if self.locale == "fa":
            return _WEEKDAYS[(day.weekday() + 2) % 7]
        return format_date(day, "EEEE", locale=Locale.parse(self.locale, sep="-"))

    def clock(self, zone: str) -> str:
        """Return whose time a time zone is, such as "Iran Time"."""
        return get_timezone_location(zone, locale=Locale.parse(self.locale, sep="-"))

    def moment(self, at: datetime, zone: str) -> str:
        """Return date and time in the time zone `zone`; in Persian by the Jalali calendar."""
        local = at.astimezone(ZoneInfo(zone))
        if self.locale == "fa":
            return self.digits(_jalali(local))
        locale = Locale.parse(self.locale, sep="-")
        return self.digits(format_datetime(local, "EEEE d MMMM y HH:mm", locale=locale))


def _jalali(local: datetime) -> str:
    """Return a local time as Persians write it: no zero before the day, half-spaces in its name."""
    found = JalaliDateTime.to_jalali(local)
    month = found.strftime("%B", locale="fa")
    return f"{_WEEKDAYS[found.weekday()]} {found.day} {month} {found.year}، ساعت {local:%H:%M}"


@cache
def words(locale: str) -> Words:
    """Return the language `locale`; page texts it lacks stay English."""
    name = _NAMES.get(locale)
    if name is None:
        try:
            name = Locale.parse(locale, sep="-").get_display_name() or locale
        except (UnknownLocaleError, ValueError):
            name = locale
    return Words(locale, direction(locale), name, _translations(locale))


def _translations(locale: str) -> Translations:
    file = _FOLDER / locale / "webui.po"
    catalog = Catalog(locale="en", charset="utf-8")
    if file.is_file():
        with file.open("rb") as content:
            catalog = read_po(content, locale=locale, charset="utf-8", abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)
