"""The door of the action server: connections that are kept, calls that cannot be read, and an end that waits."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.door import ActionServer

TOKEN = "token-of-the-test-0123456789abcdef"
CALL = {"next_action": "greet", "tracker": {"sender_id": "c_1", "slots": {"pin": "380015"}}}
HELD, LEFT = threading.Event(), threading.Event()


def greet(dispatcher: CollectingDispatcher, tracker: Tracker, _domain: object) -> list[dict[str, Any]]:
    dispatcher.utter_message(text=f"Welcome, {tracker.sender_id}")
    return [{"event": "slot", "name": "pin", "value": tracker.slots["pin"], "timestamp": None}]


def fail(_dispatcher: CollectingDispatcher, _tracker: Tracker, _domain: object) -> list[dict[str, Any]]:
    raise RuntimeError("the secret words of a customer")


def hold(dispatcher: CollectingDispatcher, _tracker: Tracker, _domain: object) -> list[dict[str, Any]]:
    HELD.set()
    assert LEFT.wait(20)
    return []


@pytest.fixture
def server() -> Iterator[ActionServer]:
    one = ActionServer(("127.0.0.1", 0), {"greet": greet, "fail": fail, "hold": hold}, TOKEN)
    threading.Thread(target=one.serve_forever, args=(0.05,), daemon=True).start()
    yield one
    one.shutdown()
    one.server_close()


@pytest.fixture
def line(server: ActionServer) -> Iterator[HTTPConnection]:
    one = HTTPConnection("127.0.0.1", server.server_address[1], timeout=20)
    yield one
    one.close()


def ask(line: HTTPConnection, body: object, token: str = TOKEN) -> HTTPResponse:
    told = json.dumps(body) if not isinstance(body, str) else body
    line.request("POST", "/webhook", told, {"Authorization": f"Bearer {token}"})
    return line.getresponse()


def test_one_connection_bears_many_calls(line: HTTPConnection) -> None:
    line.connect()
    first = line.sock
    for _ in range(3):
        answer = json.loads(ask(line, CALL).read())
        assert answer["events"][0]["value"] == "380015"
        assert answer["responses"][0]["text"] == "Welcome, c_1"
    assert line.sock is first


@pytest.mark.parametrize(
    ("body", "token", "status"),
    [
        ("{", TOKEN, 400),
        ([], TOKEN, 400),
        ({"next_action": "greet"}, TOKEN, 400),
        ({**CALL, "next_action": "action_nobody_has"}, TOKEN, 404),
        (CALL, "another", 401),
        ({**CALL, "next_action": "fail"}, TOKEN, 500),
    ],
)
def test_what_is_refused_says_so_and_ends_its_connection(
    line: HTTPConnection, caplog: pytest.LogCaptureFixture, body: object, token: str, status: int
) -> None:
    answer = ask(line, body, token)
    told = answer.read().decode()
    assert (answer.status, answer.getheader("Connection")) == (status, "close")
    assert "secret" not in told + caplog.text
    assert ask(line, CALL).status == 200  # by a new connection


def test_a_body_without_a_length_or_beyond_the_bound_is_not_read(line: HTTPConnection) -> None:
    for length, status in (("some", 411), (str(door.MOST_BYTES + 1), 413)):
        line.request("POST", "/webhook", None, {"Authorization": f"Bearer {TOKEN}", "Content-Length": length})
        answer = line.getresponse()
        answer.read()
        assert answer.status == status


@pytest.mark.parametrize(
    "said",
    [b"nonsense\r\n\r\n", b"GET /health HTTP/1.1\r\nno colon\r\n\r\n", b"GET /health HTTP/1.1\r\n" + b"a: b\r\n" * 99],
)
def test_what_is_no_request_ends_without_an_answer(server: ActionServer, said: bytes) -> None:
    with socket.create_connection(server.server_address[:2], timeout=20) as one:  # type: ignore[arg-type]
        one.sendall(said)
        assert one.recv(100) == b""


def test_an_action_that_runs_is_waited_for_at_the_end(server: ActionServer, line: HTTPConnection) -> None:
    line.request("POST", "/webhook", json.dumps({**CALL, "next_action": "hold"}), {"Authorization": f"Bearer {TOKEN}"})
    assert HELD.wait(20)
    ending = threading.Thread(target=server.finish)
    ending.start()
    ending.join(0.3)
    assert ending.is_alive()
    LEFT.set()
    ending.join(20)
    assert not ending.is_alive()
    assert line.getresponse().status == 200
