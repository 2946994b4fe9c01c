"""One's own account, and those of all."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from webui.services import Services
from webui.staff import addresses
from webui.staff.present.around import moment, staff_frame, visible
from webui.staff.views import AccountPage, PeoplePage, Person
from webui.texts import Words
from webui.views.form import Mistake
from webui.views.parts import Choice
from wizard.staff.passwords import SHORTEST
from wizard.store import Role, Staff


def account_page(
    found: Services, locale: str, member: Staff, *, wrong: str = "", done: str = ""
) -> AccountPage:
    """Return one's own account; `wrong` is the field that has to be mended, `done` what was just changed."""
    words = found.words[locale]
    return AccountPage(
        frame=staff_frame(found, locale, words("Your account"), member, addresses.ACCOUNT, error=bool(wrong)),
        action=addresses.ACCOUNT,
        email=member.email,
        role=role_words(words, member.role),
        languages=tuple(
            Choice(one.locale, Markup.escape(one.name), checked=one.locale == locale)
            for one in found.words.values()
        ),
        mistakes=(Mistake(wrong, _mistake(words, wrong)),) if wrong else (),
        done=_done(words, done),
    )


def people_page(
    found: Services, locale: str, member: Staff, everybody: Sequence[Staff], done: str
) -> PeoplePage:
    """Return the page of everybody who has an account."""
    words = found.words[locale]
    return PeoplePage(
        frame=staff_frame(found, locale, words("Staff"), member, addresses.PEOPLE),
        people=tuple(_person(found, locale, member, one) for one in everybody),
        done=_done(words, done),
    )


def role_words(words: Words, role: Role) -> str:
    """Return what a role is called."""
    headings = {
        Role.WRITER: "Writer: guides and reports",
        Role.AGENT: "Agent: answers requests",
        Role.ADMIN: "Admin: everything",
    }
    return words(headings[role])


def _person(found: Services, locale: str, member: Staff, one: Staff) -> Person:
    words = found.words[locale]
    return Person(
        name=visible(one.name),
        email=one.email,
        role=role_words(words, one.role),
        roles=tuple(
            Choice(role, Markup.escape(role_words(words, role)), checked=role is one.role) for role in Role
        ),
        active=one.active,
        since=moment(found, locale, one.at),
        action=addresses.person(one.id) if one.id != member.id else None,
    )


def _mistake(words: Words, wrong: str) -> str:
    messages = {
        "password": "This is not your present password",
        "new": "Choose a password of at least %(num)s characters, other than your e-mail address",
        "again": "Type the same new password twice",
    }
    return words(messages[wrong], num=words.number(SHORTEST))


def _done(words: Words, done: str) -> str:
    told = {
        "language": "Your pages are in this language now.",
        "password": "Your password is changed, and all other logins have ended.",
        "logins": "All other logins have ended.",
        "person": "The account is changed.",
    }
    return words(told[done]) if done in told else ""
