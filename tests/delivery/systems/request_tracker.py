"""A throw-away Request Tracker 5 (Debian: request-tracker5 rt5-db-sqlite rt5-standalone) on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.delivery.systems.starting import free_port, missing, plain_environment, run, serving

SERVER = Path("/usr/share/request-tracker5/libexec/rt-server")
LIBRARIES = "/usr/share/request-tracker5/lib"
ROOT_PASSWORD = "only-for-tests"

CONFIG = """\
Set($rtname, 'test.local');
Set($Organization, 'test.local');
Set($WebDomain, '127.0.0.1');
Set($WebPort, {port});
Set($WebPath, '');
Set($WebBaseURL, 'http://127.0.0.1:{port}');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '{folder}/rt.sqlite3');
Set($MasonDataDir, '{folder}/mason');
Set($MasonSessionDir, '{folder}/sessions');
Set($MailCommand, 'sendmailpipe');
Set($SendmailPath, '{folder}/sendmail');
Set($CorrespondAddress, 'rt@test.local');
Set($CommentAddress, 'rt@test.local');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'error');
1;
"""

# A user that may do what docs/helpdesks.md lists, the queue General with the custom field, one without it; the user's
# token is printed.
CONTENT = r"""
use strict; use warnings; use RT; RT::LoadConfig(); RT::Init(); use RT::AuthToken;
my $system = RT->SystemUser;
my $user = RT::User->new($system);
$user->Create(Name => 'wizard', EmailAddress => 'wizard@test.local', Password => 'only-for-tests', Privileged => 1);
my $bare = RT::Queue->new($system); $bare->Create(Name => 'Bare');
my $persian = RT::Queue->new($system);
$persian->Create(Name => "\x{67E}\x{634}\x{62A}\x{6CC}\x{628}\x{627}\x{646}\x{6CC}");
my $field = RT::CustomField->new($system);
$field->Create(Name => 'Idempotency-Key', TypeComposite => 'Freeform-1', LookupType => 'RT::Queue-RT::Ticket');
for my $name ('General', $persian->Name, 'Bare') {
    my $queue = RT::Queue->new($system); $queue->Load($name);
    $user->PrincipalObj->GrantRight(Right => $_, Object => $queue)
        for qw(SeeQueue CreateTicket ShowTicket ShowTicketComments CommentOnTicket SeeCustomField ModifyCustomField);
    $field->AddToObject($queue) unless $name eq 'Bare';
}
# No e-mails: writing them takes most of the time of a test.
my $scrips = RT::Scrips->new($system); $scrips->UnLimit; $_->SetDisabled(1) for @{$scrips->ItemsArrayRef};
my ($id, $message, $token) = RT::AuthToken->new($system)->Create(Owner => $user->Id, Description => 'wizard');
print $token;
"""


@dataclass(frozen=True)
class RequestTrackerSystem:
    """Where it is, the token of its user, and the password of its `root`."""

    url: str
    token: str
    root_password: str = ROOT_PASSWORD


@contextmanager
def request_tracker(folder: Path) -> Iterator[RequestTrackerSystem]:
    """Start one in the folder."""
    if not SERVER.is_file():
        missing(
            "no Request Tracker on this machine "
            "(Debian: apt install request-tracker5 rt5-db-sqlite rt5-standalone)"
        )
    port = free_port()
    for name in ("none", "mason", "sessions"):
        (folder / name).mkdir()
    config = folder / "RT_SiteConfig.pm"
    config.write_text(CONFIG.format(port=port, folder=folder))
    mail = folder / "sendmail"
    mail.write_text(f"#!/bin/sh\ncat >> {folder}/mail.mbox\n")
    mail.chmod(0o755)
    (folder / "password").write_text(f"{ROOT_PASSWORD}\n")
    environment = plain_environment(
        folder, RT_SITE_CONFIG=str(config), RT_SITE_CONFIG_DIR=str(folder / "none")
    )
    setup = ["rt-setup-database-5", "--action", "init", "--skip-create", "--dba", "", "--dba-password", ""]
    run(folder, "setup", [*setup, "--root-password-file", str(folder / "password")], environment, folder)
    content = folder / "content.pl"
    content.write_text(CONTENT)
    token = run(folder, "content", ["perl", f"-I{LIBRARIES}", str(content)], environment, folder)
    command = ["perl", str(SERVER), "--server", "Standalone", "--host", "127.0.0.1", "--port", str(port)]
    url = f"http://127.0.0.1:{port}"
    with serving(folder, command, environment, folder, f"{url}/REST/2.0/rt"):
        yield RequestTrackerSystem(url, token.strip())
