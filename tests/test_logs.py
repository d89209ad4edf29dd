"""A line of the log: an event and its ids as fields, and nothing that says who a customer is."""

from __future__ import annotations

import logging

import pytest

from bot.logs import MASK, get_logger

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
