"""Bad news promises no more than the shop can keep, and a button for each promise."""

from __future__ import annotations

import pytest

from bot.domain.locale import CODES
from bot.domain.rules import standard
from bot.locales.catalogue import sentence

BAD_NEWS = ("lost", "damaged", "returning", "returned")
# "I've asked the courier": nobody has, there is an open request.
DONE_ALREADY = ("I've asked", "कह दिया", "keh diya", "જણાવ્યું", "janavyu", "বলেছি", "bolechi")


@pytest.mark.parametrize("locale", CODES)
@pytest.mark.parametrize("name", BAD_NEWS)
def test_no_amount_is_promised_that_nobody_may_have_paid(name: str, locale: str) -> None:
    assert "{amount}" not in sentence(locale, standard()[name].key)


@pytest.mark.parametrize("name", BAD_NEWS)
def test_each_promise_has_its_button(name: str) -> None:
    intents = [tap.intent for tap in standard()[name].buttons]
    assert intents == ["exchange_item", "request_refund", "talk_to_person"]


@pytest.mark.parametrize("locale", CODES)
@pytest.mark.parametrize("key", ["request.done.reschedule", "request.done.reschedule_part"])
def test_a_wished_day_is_not_called_arranged(key: str, locale: str) -> None:
    said = sentence(locale, key)
    assert "{reference}" in said
    assert not [words for words in DONE_ALREADY if words in said]
