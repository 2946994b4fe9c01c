"""A throw-away Redmine (Debian: redmine redmine-sqlite) on a fresh SQLite database of its own."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.delivery.systems.starting import free_port, missing, plain_environment, run, serving

HOME = Path("/usr/share/redmine")

# The projects `support` (with the custom field) and `bare` (without), a user who may do what docs/helpdesks.md lists.
CONTENT = r"""
Rails.logger.level = 3
Setting.rest_api_enabled = '1'
Setting.text_formatting = 'textile'
Redmine::DefaultData::Loader.load('en')
tracker = Tracker.find_by_name!('Support')
field = IssueCustomField.create!(name: 'Idempotency-Key', field_format: 'string', is_filter: true, is_for_all: false,
                                 visible: true, searchable: true, trackers: [tracker])
role = Role.create!(name: 'Wizard', permissions: [:view_issues, :add_issues, :edit_issues, :add_issue_notes,
                    :set_notes_private, :view_private_notes])
user = User.new(firstname: 'Wizard', lastname: 'Rahgosha', mail: 'wizard@test.local', status: 1)
user.login = 'wizard'
user.password = user.password_confirmation = 'only-for-tests'
user.must_change_passwd = false
user.save!
%w[support bare].each do |identifier|
  project = Project.create!(name: identifier, identifier: identifier, trackers: [tracker],
                            enabled_module_names: ['issue_tracking'], is_public: false)
  project.issue_custom_fields << field if identifier == 'support'
  Member.create!(project: project, principal: user, roles: [role])
end
admin = User.find_by_login('admin')
admin.update!(must_change_passwd: false)
puts({key: user.api_key, admin: admin.api_key, field: field.id, tracker: tracker.id}.to_json)
"""

SERVER = """\
ENV['RAILS_ENV'] = 'production'
Dir.chdir('/usr/share/redmine')
require '/usr/share/redmine/config/environment'
# Bundler hides what Redmine's Gemfile does not name.
$LOAD_PATH.push('/usr/lib/ruby/vendor_ruby', *Dir['/usr/share/rubygems-integration/all/gems/webrick-*/lib'])
require 'rack/handler/webrick'
Rack::Handler::WEBrick.run(Rails.application, Host: '127.0.0.1', Port: ARGV[0].to_i, AccessLog: [])
"""


@dataclass(frozen=True)
class RedmineSystem:
    """Where it is, the keys of our user and of its administrator, the numbers of custom field and tracker."""

    url: str
    api_key: str
    admin_key: str
    field: int
    tracker: int


@contextmanager
def redmine(folder: Path) -> Iterator[RedmineSystem]:
    """Start one in the folder."""
    if not (HOME / "config" / "environment.rb").is_file():
        missing("no Redmine on this machine (Debian: apt install redmine redmine-sqlite)")
    for name in ("config", "files", "log", "tmp", "public"):
        (folder / name).mkdir()
    database = f"production:\n  adapter: sqlite3\n  database: {folder}/redmine.sqlite3\n  encoding: utf8\n"
    (folder / "config" / "database.yml").write_text(database)
    (folder / "config" / "secret_key.txt").write_text(secrets.token_hex(40))
    # The package looks for an instance's files below a folder of its own: the way from there, over `/`, to ours.
    instance = "../" * 10 + str(folder.resolve()).lstrip("/")
    environment = plain_environment(folder, RAILS_ENV="production", REDMINE_INSTANCE=instance)
    run(folder, "migration", ["ruby", "bin/rails", "db:migrate"], environment, HOME)
    content, server = folder / "content.rb", folder / "server.rb"
    content.write_text(CONTENT)
    server.write_text(SERVER)
    printed = run(folder, "content", ["ruby", "bin/rails", "runner", str(content)], environment, HOME)
    told = json.loads(printed.strip().splitlines()[-1])
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with serving(folder, ["ruby", str(server), str(port)], environment, HOME, f"{url}/issues.json"):
        yield RedmineSystem(url, told["key"], told["admin"], told["field"], told["tracker"])
