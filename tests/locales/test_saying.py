"""A key and its values become a sentence of a locale."""

from __future__ import annotations

import pytest

from bot.locales import catalogue
from bot.locales.catalogue import MissingField, UnknownKey, has, keys, say
from tests.effort import least_effort

TODAY = "2026-11-21"
ORDER = {"number": "1042", "items": "Tant saree", "courier": "Delhivery"}


def test_a_field_is_put_in_as_it_is() -> None:
    assert (
        say("en", "cod.confirmed", {"number": "#10{42}%s"})
        == "Thank you, order #10{42}%s is confirmed. We'll pack it now. 📦"
    )


def test_an_empty_block_of_details_leaves_no_trace() -> None:
    said = say("en", "order.in_transit", {**ORDER, "details": {"lines": []}})
    assert said == "Order 1042 (Tant saree) is on its way with Delhivery. 🚚"


def test_a_sentence_stands_inside_a_sentence() -> None:
    expected = {"key": "parcel.expected", "values": {"day": {"date": "2026-11-22", "today": TODAY}}}
    said = say("en", "order.in_transit", {**ORDER, "details": {"lines": [expected, "last"]}})
    assert said.splitlines()[1:] == ["Expected: tomorrow", "last"]


@pytest.mark.parametrize(
    ("day", "word"),
    [("2026-11-20", "yesterday"), ("2026-11-21", "today"), ("2026-11-22", "tomorrow"), ("2026-11-24", "Tue, 24 Nov")],
)
def test_near_days_are_words(day: str, word: str) -> None:
    assert say("en", "parcel.expected", {"day": {"date": day, "today": TODAY}}) == f"Expected: {word}"


@pytest.mark.parametrize(
    ("locale", "minor", "text"),
    [
        ("en", 245000, "₹2,450"),
        ("en", 12345650, "₹1,23,456.50"),
        ("gu", 245000, "₹2,450"),
        ("bn", 245000, "₹2,450"),
        ("gu-Latn", 245000, "₹2,450"),
        ("hi-Latn", 245000, "₹2,450"),
    ],
)
def test_money_is_written_as_in_the_locale(locale: str, minor: int, text: str) -> None:
    values = {"title": "Saree", "price": {"money": [minor, "INR"]}}
    assert text in say(locale, "product.line", values)


def test_a_list_ends_with_and() -> None:
    values = {"colours": {"list": ["red", "blue", "green"]}}
    assert say("en", "product.colours", values) == "Colours: red, blue and green"


def test_a_clock_time_is_in_the_zone_given() -> None:
    moment = {"time": "2026-11-21T10:30:00Z", "zone": "Asia/Kolkata"}
    assert say("en", "faq.answer", {"text": moment}) == "Sat, 21 Nov, 4:00 pm"


def test_order_numbers_keep_their_digits() -> None:
    assert "1042" in say("bn", "cod.confirmed", {"number": "1042"})


def test_a_missing_field_is_named_with_its_key() -> None:
    with pytest.raises(MissingField, match=r"parcel\.expected.*day"):
        say("en", "parcel.expected", {})


@pytest.mark.parametrize("own", ["{number.__class__}", "{number:>999999999}", "{number[0]}"])
def test_a_merchants_own_wording_reaches_into_nothing(own: str) -> None:
    with pytest.raises((KeyError, ValueError)):
        say("en", "cod.confirmed", {"number": "1042"}, {"cod.confirmed": own})


def test_a_million_blanks_keep_nobody_waiting() -> None:
    number = "1" + " \t" * 500_000 + "2"
    assert least_effort(lambda: say("en", "cod.confirmed", {"number": number}), 5) < 5


def test_an_unknown_key_is_an_error() -> None:
    assert not has("no.such")
    with pytest.raises(UnknownKey):
        say("hi", "no.such", {})


def test_a_merchants_own_wording_wins() -> None:
    own = {"thank.reply": "Anytime, {shop} loves you"}
    assert say("en", "thank.reply", {"shop": "Rangoli"}, own) == "Anytime, Rangoli loves you"


def test_a_missing_translation_is_english_and_logged_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    english = catalogue.sentences("en")
    monkeypatch.setattr(catalogue, "sentences", lambda locale: english if locale == "en" else {})
    catalogue._warn_once.cache_clear()
    assert [say("gu", "thank.reply", {}) for _ in range(2)] == [english["thank.reply"]] * 2
    assert caplog.text.count("thank.reply") == 1


def test_every_key_has_a_note_for_translators() -> None:
    po = (catalogue._HERE / "en" / "LC_MESSAGES" / "dastak.po").read_text()
    assert po.count("\n#. ") == len(keys())
