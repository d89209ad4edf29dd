"""The action server's door: whoever calls an action knows ACTION_TOKEN. Only its health is open.

`POST /webhook` as rasa_sdk's own server takes it (but for the domain, which our actions do not look at), and
`GET /actions`, `GET /health`. A thread a connection and no web framework: Rasa keeps a few connections and asks one
thing at a time on each, and our actions wait for the database, which blocks.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.logs import get_logger
from bot.private import is_bearer

log = get_logger(__name__)
# Longer than Rasa keeps a silent connection (60 s): a call must not be lost to one that is closed here.
KEPT_SECONDS = 120.0
MOST_BYTES, LONGEST_LINE, MOST_LINES = 16 * 1024 * 1024, 8 * 1024, 64
AT_ONCE = 8  # actions; fewer than the database has connections for
FINISHING_SECONDS = 10.0
Run = Callable[[CollectingDispatcher, Tracker, dict[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class CallAnswer:
    """What a request is answered with."""

    status: HTTPStatus
    body: object


class ActionServer(ThreadingTCPServer):
    """Runs these actions for whoever knows the token."""

    daemon_threads, block_on_close = True, False  # `finish` waits for those that do something
    request_queue_size, allow_reuse_address = 128, True

    def __init__(self, place: tuple[str, int], actions: Mapping[str, Run], token: str) -> None:
        """Listen at a place, a host and a port."""
        self.address_family = socket.AF_INET6 if ":" in place[0] else socket.AF_INET
        self.actions, self.token = actions, token
        self._places = threading.BoundedSemaphore(AT_ONCE)
        super().__init__(place, ActionDoor)

    def call(self, called: Mapping[str, Any]) -> CallAnswer:
        """Run the action that is called, and answer with its events and what it said."""
        name = called.get("next_action")
        action = self.actions.get(str(name))
        if action is None:
            return CallAnswer(HTTPStatus.NOT_FOUND, {"error": "no such action", "action_name": name})
        dispatcher = CollectingDispatcher()
        try:
            with self._places:
                events = action(dispatcher, Tracker.from_dict(called["tracker"]), {})
        except Exception as error:
            # Its words may quote a customer; who raised it has logged what there is to say.
            log.warning("an action did not answer", action=name, error=type(error).__name__)
            return CallAnswer(HTTPStatus.INTERNAL_SERVER_ERROR, {"error": type(error).__name__, "action_name": name})
        return CallAnswer(HTTPStatus.OK, {"events": events, "responses": dispatcher.messages})

    def finish(self) -> None:
        """Take no more, and wait a while for the actions that run."""
        self.server_close()
        until = time.monotonic() + FINISHING_SECONDS
        for _ in range(AT_ONCE):
            self._places.acquire(timeout=max(0.0, until - time.monotonic()))


@dataclass(frozen=True, slots=True)
class RequestHead:
    """A request as far as its headers, whose names are in small letters."""

    method: str
    path: str
    headers: Mapping[str, str]


class ActionDoor(StreamRequestHandler):
    """One connection. The standard library's own reader makes an e-mail of the headers, which is a third of a call."""

    server: ActionServer
    timeout = KEPT_SECONDS
    disable_nagle_algorithm = True

    def handle(self) -> None:
        """Answer one request after the other, until one is refused or nobody asks any more."""
        try:
            while (request := self._read_head()) is not None:
                answer = self._answer(request)
                # What was not read of a refused request must not be taken for the next one.
                stays = answer.status == HTTPStatus.OK and request.headers.get("connection", "").lower() != "close"
                self._write(answer, stays=stays)
                if not stays:
                    return
        except OSError:
            return  # nobody is there any more, or nothing was asked for long

    def _read_head(self) -> RequestHead | None:
        """The next request; None where there is none, or none that can be read."""
        words = self.rfile.readline(LONGEST_LINE).decode("latin-1").split()
        headers: dict[str, str] = {}
        for _ in range(MOST_LINES):
            line = self.rfile.readline(LONGEST_LINE)
            if line in (b"\r\n", b"\n"):
                return RequestHead(words[0], words[1], headers) if len(words) == 3 else None
            name, colon, value = line.decode("latin-1").partition(":")
            if not colon:
                return None
            headers[name.strip().lower()] = value.strip()
        return None

    def _answer(self, request: RequestHead) -> CallAnswer:
        if (request.method, request.path) == ("GET", "/health"):
            return CallAnswer(HTTPStatus.OK, {"status": "ok"})
        if not is_bearer(request.headers.get("authorization", ""), self.server.token):
            return _STRANGER
        if (request.method, request.path) == ("GET", "/actions"):
            return CallAnswer(HTTPStatus.OK, [{"name": name} for name in self.server.actions])
        if (request.method, request.path) != ("POST", "/webhook"):
            return _NOWHERE
        called = self._read_call(request)
        return called if isinstance(called, CallAnswer) else self.server.call(called)

    def _read_call(self, request: RequestHead) -> Mapping[str, Any] | CallAnswer:
        """The call, or what it is answered with where it cannot be read."""
        length = request.headers.get("content-length", "")
        if not length.isdecimal():
            return CallAnswer(HTTPStatus.LENGTH_REQUIRED, {"error": "a request tells its length"})
        if int(length) > MOST_BYTES:
            return CallAnswer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"error": f"at most {MOST_BYTES} bytes"})
        try:
            called = json.loads(self.rfile.read(int(length)))
        except ValueError:
            called = None
        readable = isinstance(called, dict) and isinstance(called.get("tracker"), dict)
        return called if readable else CallAnswer(HTTPStatus.BAD_REQUEST, {"error": "no call of an action"})

    def _write(self, answer: CallAnswer, *, stays: bool) -> None:
        body = json.dumps(answer.body, separators=(",", ":")).encode()
        lines = [
            f"HTTP/1.1 {answer.status.value} {answer.status.phrase}",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
            f"Connection: {'keep-alive' if stays else 'close'}",
        ]
        self.wfile.write("\r\n".join([*lines, "", ""]).encode() + body)


_NOWHERE = CallAnswer(HTTPStatus.NOT_FOUND, {"error": "nothing here"})
_STRANGER = CallAnswer(HTTPStatus.UNAUTHORIZED, {"error": "the Authorization header does not hold ACTION_TOKEN"})
