"""The real yaml-language-server over standard input and output, as an editor drives it.

`.ci/programs` installs it into .venv/editor. Without it these tests skip; where CI=true they fail.
"""

from __future__ import annotations

import json
import os
import queue
import re
import shutil
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".venv/editor/node_modules/yaml-language-server/bin/yaml-language-server"
SECONDS_TO_ANSWER = 120

SETTINGS = {
    "validate": True,
    "completion": True,
    "hover": True,
    "schemaStore": {"enable": False},  # it would ask the network
}
CAPABILITIES = {
    "textDocument": {
        "publishDiagnostics": {},
        "hover": {"contentFormat": ["markdown"]},
        "completion": {
            "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]},
        },
    },
    "workspace": {"configuration": True},
}

Message = dict[str, Any]


class Diagnosis(NamedTuple):
    """What the server underlines: line and column from 1, as our own problems count them, and its words."""

    line: int
    column: int
    message: str


class Completion(NamedTuple):
    """One entry of the list that an editor offers, and the text it would insert."""

    label: str
    inserted: str
    told: str


def program() -> list[str]:
    """Return the command of the server; skip, or fail in CI, where it is not."""
    node = shutil.which("node")
    if node is None or not PROGRAM.is_file():
        missing = "no yaml-language-server to test with: .ci/programs installs it where there is a node"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return [node, str(PROGRAM), "--stdio"]


@dataclass(slots=True)
class LanguageServer:
    """A running server and what it said. Files are opened by name; they need not be on the disk."""

    process: subprocess.Popen[bytes]
    folder: Path
    heard: queue.Queue[Message | None] = field(default_factory=queue.Queue)
    listener: threading.Thread = field(init=False)
    settings: Message = field(default_factory=lambda: dict(SETTINGS))
    asked: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    diagnosed: dict[str, list[Message]] = field(default_factory=dict)

    @classmethod
    def started(cls, folder: Path, **settings: Any) -> LanguageServer:
        """Return a server for `folder`, ready for files. `settings` are the editor's, below `yaml`."""
        process = subprocess.Popen(
            program(), cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        server = cls(process, folder, settings=SETTINGS | settings)
        server.listener = threading.Thread(target=server._listen, daemon=True)
        server.listener.start()
        server.ask("initialize", processId=os.getpid(), rootUri=folder.as_uri(), capabilities=CAPABILITIES)
        server.tell("initialized")
        return server

    def stop(self) -> int:
        """End the server as an editor does; return its exit status."""
        self.ask("shutdown")
        self.tell("exit")
        with self.process:  # closes its pipes
            try:
                return self.process.wait(SECONDS_TO_ANSWER)
            finally:
                self.process.kill()
                self.listener.join()

    def open(self, name: str, text: str) -> list[Diagnosis]:
        """Return what the server says of a file with this text, in the order of places."""
        uri = self._uri(name)
        self.versions[name] = version = self.versions.get(name, 0) + 1
        self.texts[name] = text
        self.diagnosed.pop(uri, None)
        document = {"uri": uri, "version": version}
        if version == 1:
            self.tell("textDocument/didOpen", textDocument=document | {"languageId": "yaml", "text": text})
        else:
            self.tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])
        while uri not in self.diagnosed:
            self._answered(self._next())
        return sorted(
            Diagnosis(
                one["range"]["start"]["line"] + 1, one["range"]["start"]["character"] + 1, one["message"]
            )
            for one in self.diagnosed[uri]
        )

    def hover(self, name: str, at: str) -> str:
        """Return the Markdown shown when the mouse rests in the first occurrence of `at`, empty for none."""
        found = self.ask("textDocument/hover", **self._place(name, self.texts[name].index(at) + 1))
        return str(found["contents"]["value"]) if found else ""

    def complete(self, name: str, text: str) -> list[Completion]:
        """Return what is offered where `|` stands in a text."""
        self.open(name, text.replace("|", "", 1))
        found = self.ask("textDocument/completion", **self._place(name, text.index("|")))
        items = found["items"] if isinstance(found, dict) else found or []
        return [Completion(one["label"], _inserted(one), _told(one)) for one in items]

    def ask(self, method: str, **parameters: Any) -> Any:
        """Send a request and return its result."""
        self.asked += 1
        self._send({"jsonrpc": "2.0", "id": self.asked, "method": method, "params": parameters})
        while True:
            message = self._next()
            if message.get("id") == self.asked and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            self._answered(message)

    def tell(self, method: str, **parameters: Any) -> None:
        """Send a notification."""
        self._send({"jsonrpc": "2.0", "method": method, "params": parameters})

    def _uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def _place(self, name: str, offset: int) -> Message:
        before = self.texts[name][:offset]
        line = before.count("\n")
        character = len(before) - before.rfind("\n") - 1
        return {
            "textDocument": {"uri": self._uri(name)},
            "position": {"line": line, "character": character},
        }

    def _send(self, message: Message) -> None:
        content = json.dumps(message).encode()
        stream = self.process.stdin
        assert stream is not None
        stream.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        stream.flush()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while message := _received(stream):
            self.heard.put(message)
        self.heard.put(None)

    def _next(self) -> Message:
        message = self.heard.get(timeout=SECONDS_TO_ANSWER)
        assert message is not None, "yaml-language-server has ended"
        return message

    def _answered(self, message: Message) -> None:
        """Keep what the server tells, and answer what it asks."""
        parameters = message.get("params") or {}
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnosed[parameters["uri"]] = parameters["diagnostics"]
        if "method" in message and "id" in message:
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": self._told(message, parameters)})

    def _told(self, message: Message, parameters: Message) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [self.settings if item.get("section") == "yaml" else None for item in parameters["items"]]


def _received(stream: IO[bytes]) -> Message | None:
    length = 0
    while line := stream.readline().strip():
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    content = stream.read(length) if length else b""
    return dict(json.loads(content)) if content else None


def _inserted(item: Message) -> str:
    return str((item.get("textEdit") or {}).get("newText") or item.get("insertText") or item["label"])


def _told(item: Message) -> str:
    told = item.get("documentation") or ""
    return str(told["value"] if isinstance(told, dict) else told)


def filled(snippet: str) -> str:
    """Return what stands in the file when a writer takes a snippet and presses Tab through its gaps."""
    chosen = re.sub(r"\$\{\d+\|([^,|]*)[^}]*\|\}", r"\1", snippet)
    named = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", chosen)
    return re.sub(r"\$\{?\d+\}?", "", named)
