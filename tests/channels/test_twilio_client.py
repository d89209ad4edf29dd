"""What the official SDK sends for us, and how each kind of answer is understood."""

from __future__ import annotations

import json
from socket import IPPROTO_TCP

import pytest
from werkzeug import Response

from bot.channels.twilio.client import TwilioMessenger
from bot.channels.twilio.content import shape_of, variables_of
from bot.channels.twilio.wire import USER_TIMEOUT, Http
from bot.ports import Letter, LetterButton, SendError
from tests.fakes import ACCOUNT
from tests.http_server import HangUp, serving

LETTER = Letter("tok", "whatsapp", "+917900000000", "+919800000001", None, "નમસ્તે", "text")
BUTTONS = (LetterButton("opaque1", "Yes"), LetterButton("opaque2", "No"))
TAKEN = Response(json.dumps({"sid": "SM" + "1" * 32, "status": "queued"}).encode(), 201)
STATUS_URL = "https://shop.example.com/twilio/status"


def test_it_sends_text_with_our_id_in_the_callback() -> None:
    with serving(lambda asked: TAKEN) as twilio:
        accepted = _messenger(twilio.url).send(LETTER)
        form = twilio.asked[0].form.to_dict(flat=False)
    assert accepted.sid == "SM" + "1" * 32
    assert form == {
        "To": ["whatsapp:+919800000001"],
        "From": ["whatsapp:+917900000000"],
        "Body": ["નમસ્તે"],
        "StatusCallback": [f"{STATUS_URL}?m=tok"],
    }


def test_it_sends_buttons_as_content_without_a_body() -> None:
    letter = Letter(
        "tok", "whatsapp", "+917900000000", "+919800000001", None, "Sure?", "buttons", BUTTONS, "", "HX" + "2" * 32
    )
    with serving(lambda asked: TAKEN) as twilio:
        _messenger(twilio.url).send(letter)
        form = twilio.asked[0].form.to_dict(flat=False)
    assert "Body" not in form
    assert json.loads(form["ContentVariables"][0]) == {
        "1": "Sure?",
        "2": "Yes",
        "3": "opaque1",
        "4": "No",
        "5": "opaque2",
    }


@pytest.mark.parametrize("shown_as", ["buttons", "list"])
@pytest.mark.parametrize("text", ["one line", "two\nlines", "a\n\nb\n\n\nc", "  \nblank first"])
def test_it_gives_every_variable_of_the_shape_a_value(shown_as: str, text: str) -> None:
    letter = Letter("t", "whatsapp", "+1", "+2", None, text, shown_as, (*BUTTONS, LetterButton("c", "x", "d")), "Open")
    shape, values = shape_of(letter), variables_of(letter)
    assert set(shape.variables) == set(values)
    assert all(value and "\n" not in value for value in values.values())


def test_it_posts_the_shape_as_json() -> None:
    letter = Letter("t", "whatsapp", "+1", "+2", None, "Which?", "list", BUTTONS, "Open")
    with serving(lambda asked: Response(json.dumps({"sid": "HX" + "3" * 32}).encode(), 201)) as twilio:
        assert _messenger(twilio.url).make_content(letter) == "HX" + "3" * 32
        body = json.loads(twilio.asked[0].data)
    assert body["types"]["twilio/list-picker"]["items"][1]["id"] == "{{5}}"
    assert body["variables"].keys() == {"1", "2", "3", "4", "5", "6"}


@pytest.mark.parametrize(
    ("reply", "outcome", "code"),
    [
        (Response(b'{"code":20429,"status":429}', 429), "not_sent", 20429),
        (Response(b'{"code":21211,"message":"x","status":400}', 400), "refused", 21211),
        (Response(b'{"code":20003,"status":401}', 401), "refused", 20003),
        (Response(b"{}", 404), "refused", 404),
        (Response(b"oops", 500), "unknown", None),
        (Response(b'{"code":20503,"status":503}', 503), "unknown", None),
        (HangUp(), "unknown", None),
    ],
)
def test_it_says_what_became_of_a_send(reply: Response, outcome: str, code: int | None) -> None:
    with serving(lambda asked: reply) as twilio, pytest.raises(SendError) as caught:
        _messenger(twilio.url).send(LETTER)
    assert (caught.value.outcome, caught.value.code) == (outcome, code)


def test_it_knows_that_nothing_left_when_nobody_listens() -> None:
    with pytest.raises(SendError) as caught:
        _messenger("http://127.0.0.1:1").send(LETTER)
    assert caught.value.outcome == "not_sent"


@pytest.mark.parametrize("reply", [Response(status=500), Response(b"{}", 404), HangUp()])
def test_it_never_fails_for_the_typing_indicator(reply: Response) -> None:
    with serving(lambda asked: reply) as twilio:
        _messenger(twilio.url).show_typing("SM" + "1" * 32)
        assert [asked.path for asked in twilio.asked] == ["/v2/Indicators/Typing.json"]


def _messenger(url: str) -> TwilioMessenger:
    return TwilioMessenger(ACCOUNT, "secret", url, STATUS_URL)


@pytest.mark.skipif(USER_TIMEOUT is None, reason="this system cannot be told to give up what is on its way")
def test_what_has_not_arrived_in_time_is_thrown_away() -> None:
    assert USER_TIMEOUT is not None
    with serving(lambda asked: TAKEN) as twilio:
        http = Http(twilio.url, timeout=3.0)
        http.request("POST", twilio.url, data={"a": "b"}, headers={}, auth=("a", "b"))
        pools = http.session.get_adapter(twilio.url).poolmanager.pools
        [pool] = [pools[key] for key in pools.keys()]  # noqa: SIM118  (it cannot be iterated over)
        connection = pool._get_conn()
        connection.connect()
        assert connection.sock.getsockopt(IPPROTO_TCP, USER_TIMEOUT) == 3000
        connection.close()
