"""The door of the action server: what it answers, what it refuses, and what it never tells."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from werkzeug.test import Client, TestResponse

from actions.door import ActionDoor

TOKEN = "token-of-the-test-0123456789abcdef"
CALL = {"next_action": "greet", "tracker": {"sender_id": "c_1", "slots": {"pin": "380015"}}}


def greet(dispatcher: CollectingDispatcher, tracker: Tracker, _domain: object) -> list[dict[str, Any]]:
    dispatcher.utter_message(text=f"Welcome, {tracker.sender_id}")
    return [{"event": "slot", "name": "pin", "value": tracker.slots["pin"], "timestamp": None}]


def fail(_dispatcher: CollectingDispatcher, _tracker: Tracker, _domain: object) -> list[dict[str, Any]]:
    raise RuntimeError("the secret words of a customer")


@pytest.fixture
def client() -> Client:
    return Client(ActionDoor({"greet": greet, "fail": fail}, TOKEN))


def ask(client: Client, body: object, token: str = TOKEN) -> TestResponse:
    told = {"data": body} if isinstance(body, str) else {"json": body}
    return client.post("/webhook", headers={"Authorization": f"Bearer {token}"}, **told)


def test_an_action_answers_with_its_events_and_what_it_said(client: Client) -> None:
    answer = ask(client, CALL).json
    assert answer is not None
    assert answer["events"][0]["value"] == "380015"
    assert answer["responses"][0]["text"] == "Welcome, c_1"


@pytest.mark.parametrize(
    ("body", "token", "status"),
    [
        ("", TOKEN, 400),
        ("{", TOKEN, 400),
        ([], TOKEN, 400),
        ("7", TOKEN, 400),
        ({"next_action": "greet"}, TOKEN, 400),
        ({"next_action": "greet", "tracker": "c_1"}, TOKEN, 400),
        ({**CALL, "next_action": "action_nobody_has"}, TOKEN, 404),
        ({**CALL, "next_action": None}, TOKEN, 404),
        (CALL, "another", 401),
        (CALL, "", 401),
        ({**CALL, "next_action": "fail"}, TOKEN, 500),
    ],
)
def test_what_is_refused_says_so_and_repeats_no_words(
    client: Client, caplog: pytest.LogCaptureFixture, body: object, token: str, status: int
) -> None:
    answer = ask(client, body, token)
    assert answer.status_code == status
    assert answer.json is not None
    assert answer.json["error"]
    assert "secret" not in answer.text + caplog.text


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/webhook", 404), ("POST", "/health", 404), ("GET", "/", 404)]
)
def test_nothing_else_is_there(client: Client, method: str, path: str, status: int) -> None:
    assert client.open(path, method=method, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == status
    assert client.open(path, method=method).status_code == 401


def test_health_is_open(client: Client) -> None:
    assert client.get("/health").json == {"status": "ok"}
