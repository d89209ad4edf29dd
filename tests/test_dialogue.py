"""The client of Rasa's REST channel, against a server that answers as Rasa does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from werkzeug import Response

from bot.dialogue import RasaDialogue, read_elements
from bot.ports import DialogueAway, DialogueDown, DialogueTurn
from tests.http_server import HangUp, serving

TOKEN = "of-this-test-alone"
TURN = DialogueTurn("c_1", "where is my order", {"message_id": "7", "attempt": 1})


def test_it_posts_one_turn_and_reads_the_keys() -> None:
    answer = [
        {"recipient_id": "c_1", "text": "Your order is on its way."},
        {
            "recipient_id": "c_1",
            "custom": {
                "key": "order.shipped",
                "values": {"number": "1042"},
                "buttons": [{"key": "button.person", "intent": "talk_to_person"}],
            },
        },
    ]
    headers = {"X-Dastak-Intent": "order_status", "X-Dastak-Confidence": "0.93", "X-Dastak-Reading": '{"model":"m1"}'}
    with serving(lambda asked: Response(json.dumps(answer).encode(), 200, headers)) as rasa:
        answered = RasaDialogue(rasa.url, TOKEN).ask(TURN)
        [asked] = rasa.asked
    assert asked.path == "/webhooks/rest/webhook"
    assert asked.headers["Authorization"] == f"Bearer {TOKEN}"
    assert json.loads(asked.data) == {
        "sender": "c_1",
        "message": "where is my order",
        "metadata": {"message_id": "7", "attempt": 1},
    }
    [said] = answered.said
    assert (said.key, said.values, said.text) == ("order.shipped", {"number": "1042"}, "")
    assert said.offers[0].intent == "talk_to_person"
    assert (answered.intent, answered.confidence, answered.reading) == ("order_status", 0.93, {"model": "m1"})


@pytest.mark.parametrize(
    "reply", [Response(b"[]"), Response(b"not json"), Response(b"{}", 500), Response(status=404), HangUp()]
)
def test_it_takes_no_answer_for_down(reply: Response) -> None:
    with serving(lambda asked: reply) as rasa, pytest.raises(DialogueDown) as raised:
        RasaDialogue(rasa.url, TOKEN).ask(TURN)
    assert not isinstance(raised.value, DialogueAway), "the turn may have been begun"


def test_it_says_away_when_nothing_listens() -> None:
    with pytest.raises(DialogueAway):
        RasaDialogue("http://127.0.0.1:1", TOKEN).ask(TURN)
    assert not RasaDialogue("http://127.0.0.1:1", TOKEN).answers()


def test_it_says_away_while_no_model_is_loaded() -> None:
    with serving(lambda asked: Response(status=503)) as rasa, pytest.raises(DialogueAway):
        RasaDialogue(rasa.url, TOKEN).ask(TURN)


@pytest.mark.parametrize(("reply", "answers"), [(b'[{"text": "hi"}]', True), (b"[]", False), (b"{", False)])
def test_it_tries_out_whether_turns_go_through_and_leaves_nothing(reply: bytes, answers: bool) -> None:
    with serving(lambda asked: Response(reply if asked.method == "POST" else b"")) as rasa:
        assert RasaDialogue(rasa.url, TOKEN).answers() is answers
        turn = json.loads(rasa.asked[0].data)
        assert turn["metadata"] == {"channel": "probe"}
        gone = [asked.path.rsplit("/", 1)[1] for asked in rasa.asked if asked.method == "DELETE"]
    assert gone == [turn["sender"]] if reply != b"{" else gone == []


def test_it_lets_rasa_forget_a_conversation() -> None:
    with serving(lambda asked: Response(status=204)) as rasa:
        RasaDialogue(rasa.url, TOKEN).forget("c_1/..?x")
        [asked] = rasa.asked
    assert asked.headers["Authorization"] == f"Bearer {TOKEN}"
    assert (asked.method, asked.environ["RAW_URI"]) == ("DELETE", "/webhooks/rest/conversations/c_1%2F..%3Fx")


@pytest.mark.parametrize("reply", [Response(b"{}", 500), Response(status=404), Response(status=503), HangUp()])
def test_it_knows_when_rasa_has_not_forgotten(reply: Response) -> None:
    with serving(lambda asked: reply) as rasa, pytest.raises(DialogueDown):
        RasaDialogue(rasa.url, TOKEN).forget("c_1")


@pytest.mark.parametrize(
    ("elements", "keys"),
    [
        ([{"text": "a"}], [None]),
        ([{"text": "a"}, {"custom": {"key": "k"}}], ["k"]),
        ([{"custom": {"key": "k"}}, {"text": "b"}], ["k", None]),
        ([{"text": "a"}, {"custom": {"key": "k"}}, {"text": "b"}, {"custom": {"key": "l"}}], ["k", "l"]),
        ([{"image": "x"}, {"custom": {"other": 1}}], []),
    ],
)
def test_it_drops_the_english_shadow_of_a_key(elements: list[dict[str, Any]], keys: list[str | None]) -> None:
    assert [said.key for said in read_elements(elements)] == keys
