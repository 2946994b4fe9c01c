"""Every helpdesk that there is an adapter for: real where it can be started here, else a fake on a real socket."""

from __future__ import annotations

import itertools
import ssl
from collections.abc import Iterator

import pytest
import trustme

from tests.delivery.fakes.freshdesk import FakeFreshdesk
from tests.delivery.fakes.osticket import FakeOsTicket
from tests.delivery.fakes.serving import served
from tests.delivery.fakes.zammad import FakeZammad
from tests.delivery.fakes.zendesk import FakeZendesk
from tests.delivery.helpdesks import desks
from tests.delivery.helpdesks.desks import Desk
from tests.delivery.helpdesks.mailbox import Mailbox, mailbox
from tests.delivery.helpdesks.receiver import Receiver
from tests.delivery.systems.redmine import RedmineSystem, redmine
from tests.delivery.systems.request_tracker import RequestTrackerSystem, request_tracker

REFERENCES = (f"R-{number:04}" for number in itertools.count(1))


@pytest.fixture
def reference() -> str:
    """A reference that no other test has: the real systems keep what all tests send."""
    return next(REFERENCES)


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """A certificate authority that nobody trusts by itself."""
    return trustme.CA()


@pytest.fixture(scope="session")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The file by which it can be trusted."""
    file = tmp_path_factory.mktemp("authority") / "ca.pem"
    authority.cert_pem.write_to_path(file)
    return str(file)


@pytest.fixture(scope="session")
def tls(authority: trustme.CA) -> ssl.SSLContext:
    """What a server on 127.0.0.1 needs."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    return context


@pytest.fixture(scope="session")
def tls_of_another(authority: trustme.CA) -> ssl.SSLContext:
    """What a server shows that is not the one it should be."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("other.example.org").configure_cert(context)
    return context


@pytest.fixture(scope="session")
def request_tracker_system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RequestTrackerSystem]:
    """A Request Tracker for all tests."""
    with request_tracker(tmp_path_factory.mktemp("rt")) as system:
        yield system


@pytest.fixture(scope="session")
def redmine_system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedmineSystem]:
    """A Redmine for all tests."""
    with redmine(tmp_path_factory.mktemp("redmine")) as system:
        yield system


@pytest.fixture
def box() -> Iterator[Mailbox]:
    """A mail server without encryption."""
    with mailbox() as box:
        yield box


@pytest.fixture
def receiver() -> Receiver:
    """A receiver of webhooks."""
    return Receiver()


@pytest.fixture
def zammad() -> FakeZammad:
    """A Zammad without tickets."""
    return FakeZammad()


@pytest.fixture
def zendesk() -> FakeZendesk:
    """A Zendesk without tickets."""
    return FakeZendesk()


@pytest.fixture
def freshdesk() -> FakeFreshdesk:
    """A Freshdesk without tickets."""
    return FakeFreshdesk()


@pytest.fixture
def osticket() -> FakeOsTicket:
    """An osTicket without tickets."""
    return FakeOsTicket()


@pytest.fixture
def email_desk(box: Mailbox) -> Desk:
    return desks.email_desk(box)


@pytest.fixture
def rt_desk(request_tracker_system: RequestTrackerSystem) -> Desk:
    return desks.request_tracker_desk(request_tracker_system)


@pytest.fixture
def redmine_desk(redmine_system: RedmineSystem) -> Desk:
    return desks.redmine_desk(redmine_system)


@pytest.fixture
def webhook_desk(receiver: Receiver) -> Iterator[Desk]:
    with served(receiver) as url:
        yield desks.webhook_desk(receiver, url)


@pytest.fixture
def zammad_desk(zammad: FakeZammad) -> Iterator[Desk]:
    with served(zammad) as url:
        yield desks.zammad_desk(zammad, url)


@pytest.fixture
def zendesk_desk(zendesk: FakeZendesk) -> Iterator[Desk]:
    with served(zendesk) as url:
        yield desks.zendesk_desk(zendesk, url)


@pytest.fixture
def freshdesk_desk(freshdesk: FakeFreshdesk) -> Iterator[Desk]:
    with served(freshdesk) as url:
        yield desks.freshdesk_desk(freshdesk, url)


@pytest.fixture
def osticket_desk(osticket: FakeOsTicket) -> Iterator[Desk]:
    with served(osticket) as url:
        yield desks.osticket_desk(osticket, url)


@pytest.fixture
def desk(request: pytest.FixtureRequest) -> Desk:
    """The helpdesk of the kind that a test is run with."""
    return request.getfixturevalue(f"{request.param}_desk")
