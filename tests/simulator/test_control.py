"""The control API: phones, long poll, stream, and who may not call it."""

from __future__ import annotations

import json
import threading

import requests

from bot.simulator.app import create_simulator
from tests.patience import PATIENCE
from tests.simulator.conftest import ASHA, RAHUL, Simulator

WHATSAPP = f"whatsapp:{ASHA}"


def test_it_knows_the_demo_customers(simulator: Simulator) -> None:
    phones = simulator.sim("GET", "/phones").json()["phones"]
    assert [phone["locale"] for phone in phones] == ["gu", "hi", "bn", "en", "hi-Latn", "gu-Latn", "bn-Latn"]
    assert all(3 <= len(phone["suggestions"]) <= 4 for phone in phones)


def test_it_adds_a_phone_once(simulator: Simulator) -> None:
    body = {"number": "+91 98123 45678", "name": "Ravi"}
    assert [simulator.sim("POST", "/phones", body).status_code for _ in range(2)] == [201, 200]
    assert simulator.sim("GET", "/phones").json()["phones"][-1]["name"] == "Ravi"


def test_it_waits_for_news(simulator: Simulator) -> None:
    simulator.write(ASHA)
    simulator.settle()
    after = simulator.shown(ASHA)[-1]["seq"]
    later = threading.Timer(0.1, lambda: simulator.send(WHATSAPP, body="news"))
    later.start()
    path = f"/phones/{ASHA}/messages?channel=whatsapp&after={after}&wait=5"
    assert [bubble["body"] for bubble in simulator.sim("GET", path).json()["messages"]] == ["news"]
    later.join()


def test_it_streams_messages_and_their_status(simulator: Simulator) -> None:
    with requests.get(f"{simulator.url}/sim/phones/{ASHA}/stream", stream=True, timeout=PATIENCE) as stream:
        simulator.write(RAHUL, "not for this stream")
        simulator.write(ASHA, "આ મારા માટે")
        lines = (line for line in stream.iter_lines(1, decode_unicode=True) if line.startswith("data: "))
        events = [json.loads(next(lines)[6:]) for _ in range(2)]
    assert events[0]["message"]["body"] == "આ મારા માટે"
    assert (events[1]["type"], events[1]["phone"]) in (("status", ASHA), ("log", ASHA))


def test_it_counts_unread_until_they_are_read(simulator: Simulator) -> None:
    simulator.write(ASHA)
    simulator.send(WHATSAPP)
    simulator.send(ASHA)
    simulator.settle()
    phone = simulator.sim("GET", "/phones").json()["phones"][0]
    assert phone["unread"] == {"whatsapp": 1, "sms": 1}
    simulator.sim("POST", f"/phones/{ASHA}/read", {"channel": "sms", "upto": phone["last"]["seq"]})
    assert simulator.sim("GET", "/phones").json()["phones"][0]["unread"] == {"whatsapp": 1, "sms": 0}


def test_it_keeps_conversations_over_a_restart(simulator: Simulator) -> None:
    simulator.write(ASHA, "remember me")
    simulator.settle()
    again = create_simulator(simulator.settings).test_client()
    answer = again.get(f"/sim/phones/{ASHA}/messages", base_url="http://localhost")
    assert [bubble["body"] for bubble in answer.get_json()["messages"]] == ["remember me"]


def test_it_begins_again(simulator: Simulator) -> None:
    simulator.write(ASHA)
    simulator.settle()
    assert simulator.sim("POST", "/reset").status_code == 204
    assert simulator.shown(ASHA) == []
    assert len(simulator.sim("GET", "/phones").json()["phones"]) == 7
