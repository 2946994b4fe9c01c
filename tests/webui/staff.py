"""Staff at work in tests: accounts of every role, each with a browser of their own, and requests to look at."""

from __future__ import annotations

import itertools
from typing import Any

from flask.testing import FlaskClient

from tests.webui.conftest import Site
from tests.webui.pages import Form, Page
from webui.services import KEY, Services
from wizard.staff.accounts import add
from wizard.store import Role, Staff, Ticket

PASSWORD = "correct horse battery"
NUMBERS = itertools.count(1)


class Desk:
    """The browser of somebody on the staff."""

    def __init__(self, site: Site, member: Staff) -> None:
        self.site = site
        self.member = member
        self.client: FlaskClient = site.app.test_client()

    def get(self, address: str, **more: Any) -> Page:
        return Page(self.client.get(address, **more))

    def post(self, address: str, data: Any = None, **more: Any) -> Page:
        return Page(self.client.post(address, data=data, **more))

    def follow(self, page: Page) -> Page:
        assert page.status in (302, 303), page.text
        return self.get(page.headers["Location"])

    def log_in(self, password: str = PASSWORD, address: str = "/staff/login") -> Page:
        page = self.get(address)
        return self.send(page, "login", email=self.member.email, password=password)

    def send(self, page: Page, part: str, **given: Any) -> Page:
        """Send the form of `page` whose address holds `part`, with what it holds, changed by `given`."""
        form = form_to(page, part)
        fields: dict[str, list[Any]] = {}
        for name, value in (*form.hidden, *form.boxes.items(), *form.checked):
            fields.setdefault(name, []).append(value)
        for name, value in given.items():
            fields[name] = value if isinstance(value, list) else [value]
        return self.post(form.action, fields)

    def act(self, ticket: Ticket, what: str, **given: Any) -> Page:
        """Send the form of a ticket's page that does `what`."""
        return self.send(self.get(f"/staff/tickets/{ticket.id}"), f"/{what}", **given)


def form_to(page: Page, part: str) -> Form:
    return next(form for form in page.forms if part in form.action)


def desk(site: Site, role: Role, locale: str = "en", *, name: str = "") -> Desk:
    """Somebody of that role, logged in."""
    number = next(NUMBERS)
    found: Services = site.app.extensions[KEY]
    member = add(
        site.store,
        f"{role}-{number}@example.org",
        name or f"{role.title()} {number}",
        role,
        locale,
        PASSWORD,
        by="tests",
        now=site.now,
        new_id=found.new_id,
    )
    one = Desk(site, member)
    assert one.log_in().status == 303
    return one


def request_of(site: Site, **given: Any) -> Ticket:
    """A request that a customer sent."""
    number = next(NUMBERS)
    values: dict[str, Any] = {
        "reference": f"TST-{number:04}".replace("0", "Z").replace("1", "Y"),
        "form_key": f"form-of-{number:08}",
        "body_hash": "hash",
        "token_hash": f"token-{number}",
        "at": site.now,
        "tree": "named-ends",
        "revision": None,
        "locale": "en",
        "audience": "customer",
        "contact_email": "reader@example.org",
        "description": "The words of a customer",
        "trail": [{"tree": "named-ends", "step": "card", "value": "lost", "source": "answered"}],
        "facts": {},
        "fields": {},
    }
    return site.store.file_ticket(Ticket(**{**values, **given})).ticket
