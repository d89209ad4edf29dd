"""`dastak chat`: what is written reaches the simulator, and the reply alone is printed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, request
from werkzeug.serving import make_server

from bot.commands.chat import NoAnswer, PhoneLine, converse, say_once

CHOICES = [
    {"type": "QUICK_REPLY", "id": "yes.1", "title": "Yes, cancel it"},
    {"type": "URL", "id": "u", "title": "Open"},
]


class Phone:
    """A stand-in for the simulator's control API, answering each message with `answers`."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = [self.bubble(1, "in", "an old message")]
        self.answers = ["Your order is on its way."]
        self.written: list[dict[str, Any]] = []

    @staticmethod
    def bubble(seq: int, direction: str, body: str) -> dict[str, Any]:
        actions = {"actions": CHOICES} if direction == "in" else {}
        return {"seq": seq, "sid": f"SM{seq}", "direction": direction, "body": body, "rich": actions, "media": []}

    def app(self) -> Flask:
        app = Flask("phone")

        @app.post("/sim/phones")
        def add() -> dict[str, str]:
            return {"number": request.get_json()["number"]}

        @app.get("/sim/phones/<number>/messages")
        def look(number: str) -> dict[str, Any]:
            return {"messages": [each for each in self.messages if each["seq"] > int(request.args["after"])]}

        @app.post("/sim/phones/<number>/messages")
        def write(number: str) -> tuple[dict[str, str], int]:
            if request.get_json().get("text") == "refuse":
                return {"error": "an SMS is text only"}, 400
            self.written.append(request.get_json())
            for direction, body in [("out", "written"), *(("in", answer) for answer in self.answers)]:
                self.messages.append(self.bubble(len(self.messages) + 1, direction, body))
            return {"sid": "SM"}, 201

        return app


@pytest.fixture
def phone() -> Phone:
    return Phone()


@pytest.fixture
def url(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr("bot.commands.chat.MORE_SECONDS", 0.2)
    server = make_server("127.0.0.1", 0, phone.app(), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


def test_it_prints_the_reply_alone(url: str, phone: Phone, capsys: pytest.CaptureFixture[str]) -> None:
    say_once(PhoneLine(url, "+919800000001", "whatsapp"), "where is my order")
    assert capsys.readouterr().out == "Your order is on its way.\n"
    assert phone.written == [{"channel": "whatsapp", "text": "where is my order"}]


def test_it_prints_all_messages_of_the_reply(url: str, phone: Phone, capsys: pytest.CaptureFixture[str]) -> None:
    phone.answers = ["First.", "Second."]
    say_once(PhoneLine(url, "+919800000001", "sms"), "hello")
    assert capsys.readouterr().out == "First.\nSecond.\n"


def test_it_taps_a_button_by_its_number(
    url: str, phone: Phone, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(["cancel it", "1"])
    monkeypatch.setattr("bot.commands.chat._prompt", lambda: next(typed, None))
    converse(PhoneLine(url, "+919800000004", "whatsapp"))
    assert phone.written[1] == {"channel": "whatsapp", "button": "yes.1", "reply_to": "SM3"}
    assert "[1] Yes, cancel it\n" in capsys.readouterr().out


def test_it_says_when_no_reply_comes(url: str, phone: Phone) -> None:
    phone.answers = []
    line = PhoneLine(url, "+919800000001", "whatsapp")
    line.write("hello")
    with pytest.raises(NoAnswer, match="No reply came"):
        line.replies(0.5)


def test_it_says_what_was_refused(url: str) -> None:
    with pytest.raises(NoAnswer, match="an SMS is text only"):
        PhoneLine(url, "+919800000001", "sms").write("refuse")


def test_it_says_when_the_system_is_not_running() -> None:
    with pytest.raises(NoAnswer, match="make run"):
        PhoneLine("http://127.0.0.1:1", "+919800000001", "whatsapp")
