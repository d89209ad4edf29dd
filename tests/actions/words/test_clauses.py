"""Of several order numbers the one wished about: each belongs to its clause."""

from __future__ import annotations

import re

import pytest

from actions.words.clauses import wished_number
from bot.domain.refusals import wants_no_stop


def _wished(text: str, intent: str = "cancel_order") -> str:
    found = [
        {"value": each.group(), "start": each.start(), "end": each.end()} for each in re.finditer(r"[0-9]{4}", text)
    ]
    return wished_number(text, found, intent)


@pytest.mark.parametrize(
    "text",
    [
        "don't cancel 1045, cancel 1048",
        "cancel 1048 not 1045",
        "not 1045 but 1048",
        "1045 nahi 1048 cancel karo",
        "1045 cancel mat karo, 1048 cancel kar do",
        "1048 ko cancel karo 1045 ko nahi",
        "1045 kahan hai aur 1048 cancel karo",
        "1045 रद्द मत करो, 1048 रद्द करो",
        "1045 રદ ના કરો, 1048 રદ કરો",
        "1045 nai 1048 rad karo",
        "1045 না 1048 বাতিল করুন",
        "1045 cancel koren na, 1048 cancel koren",
        "where is 1045? and please cancel 1048",
    ],
)
def test_it_passes_over_the_number_that_is_refused(text: str) -> None:
    assert _wished(text) == "1048"


def test_it_takes_the_first_where_nothing_tells() -> None:
    assert _wished("cancel 1045 and 1048") == "1045"
    assert wished_number("1045 1048", [{"value": "1045"}, {"value": "1048"}], "cancel_order") == "1045"
    assert wished_number("no number", [], "cancel_order") == ""


@pytest.mark.parametrize(
    "text",
    [
        *("don't stop the updates", "please dont unsubscribe me", "mat band karna ye messages", "msg bandh na karta"),
        *("मैसेज बंद मत करना", "મેસેજ બંધ ના કરતા", "মেসেজ বন্ধ করবেন না", "msg bondho korben na"),
    ],
)
def test_it_knows_a_wish_not_to_stop(text: str) -> None:
    assert wants_no_stop(text)


@pytest.mark.parametrize(
    "text",
    [
        *("stop offers", "i don't want these messages", "ye messages nahi chahiye band karo", "মেসেজ চাই না"),
        *("મેસેજ નથી જોઈતા, બંધ કરો", "मैसेज नहीं चाहिए", "msg bondho koren", "unsubscribe me please"),
    ],
)
def test_it_knows_a_wish_to_stop(text: str) -> None:
    assert not wants_no_stop(text)


@pytest.mark.parametrize(
    "text",
    [
        "{a} rehne do {b} cancel kar do",
        "{a} રહેવા દો {b} કેન્સલ કરી દો",
        "{a} na {b} cancel korte chai",
        "dont touch {a} just cancel {b}",
        "leave {a}. cancel {b} pls",
        "cancel {b} not {a}",
        "{b} रद्द करो {a} नहीं",
        "keep order no {a} and cancel order no {b}",
    ],
)
def test_what_is_to_be_left_is_not_what_is_cancelled(text: str) -> None:
    told = text.format(a="1045", b="1048")
    mentions = [
        {"value": number, "start": told.find(number), "end": told.find(number) + 4} for number in ("1045", "1048")
    ]
    mentions.sort(key=lambda each: int(each["start"]))
    assert wished_number(told, mentions, "cancel_order") == "1048"
