"""A line of the log: an event and its ids as fields, and nothing that says who a customer is."""

from __future__ import annotations

import json
import logging

import pytest

from bot.logs import MASK, get_logger, use_form
from tests.log_lines import log_lines

log = get_logger("tests.logs")
PHONES = ("+919800000001", "9800000001", "98000 00001", "+1 (972) 555-0142", "080-2555-1234", "whatsapp:+919800000001")


def test_it_writes_an_event_with_its_ids_as_fields(caplog: pytest.LogCaptureFixture) -> None:
    log.warning("a message was not taken", message_id=123456789012, reason="two words")
    assert caplog.messages == ["a message was not taken message_id=123456789012 reason='two words'"]


@pytest.mark.parametrize("phone", PHONES)
def test_it_blots_out_what_looks_like_a_phone(caplog: pytest.LogCaptureFixture, phone: str) -> None:
    log.warning("nobody there", told=f"called {phone} twice")
    log.warning("nobody at %s", phone)
    try:
        raise ValueError(phone)
    except ValueError:
        log.exception("it failed")
    assert "00001" not in caplog.text.replace(" ", "")
    assert "0142" not in caplog.text
    assert "1234" not in caplog.text
    assert caplog.text.count(MASK) == 3


@pytest.mark.parametrize("field", ["phone", "text", "name", "email", "token", "password", "address"])
def test_it_shows_no_field_that_says_who_it_was(caplog: pytest.LogCaptureFixture, field: str) -> None:
    log.warning("something", **{field: "Asha Patel"})
    assert caplog.messages == [f"something {field}={MASK}"]


def test_it_keeps_below_the_level(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        log.info("quiet")
    assert caplog.messages == []


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("who", [*PHONES, "+९८७६५४३२१०", "%2B919800000001", "asha@example.in", "redis://:hush@cache/0"])
def test_it_blots_out_what_libraries_write(form: str, who: str) -> None:
    with log_lines() as written:
        use_form(form)
        try:
            raise ValueError(f"no such customer: {who}")
        except ValueError:
            logging.getLogger("a.library").exception("nobody at %s", who)
            log.exception("it failed", told=who, given=[who], error=ValueError(who))
    assert who not in written.getvalue()
    assert "hush" not in written.getvalue()
    assert written.getvalue().count(MASK) == 6


@pytest.mark.parametrize(
    "kept",
    [
        "SM01234567890123456789012345678901",
        "0a1b2c3d-0000-4000-8000-123456789012",
        "2026-11-28 07:13",
        "127.0.0.1:8000",
        "visit.py:108",
    ],
)
def test_it_keeps_what_finds_a_row_or_a_place(caplog: pytest.LogCaptureFixture, kept: str) -> None:
    log.warning("here", at=kept)
    assert kept in caplog.text


def test_a_field_is_hidden_by_any_word_of_its_name(caplog: pytest.LogCaptureFixture) -> None:
    log.warning("something", customer_phone=919800000001, api_token="hush", keys=3)
    assert caplog.messages == [f"something customer_phone={MASK} api_token={MASK} keys=3"]


def test_json_holds_the_fields_by_name_and_those_of_libraries() -> None:
    with log_lines() as written:
        use_form("json")
        log.warning("a message was not taken", message_id=7, reason="two words")
        logging.getLogger("a.library").warning("gone after %s tries", 3)
    ours, theirs = [json.loads(line) for line in written.getvalue().splitlines()]
    assert (ours.pop("time")[-6:], theirs.pop("time")[-6:]) == ("+00:00", "+00:00")
    assert ours == {
        "level": "WARNING",
        "logger": "tests.logs",
        "event": "a message was not taken",
        "message_id": 7,
        "reason": "two words",
    }
    assert theirs == {"level": "WARNING", "logger": "a.library", "event": "gone after 3 tries"}
