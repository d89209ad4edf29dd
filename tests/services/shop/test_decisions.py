"""What a shop decides is told, bounded and read in one place, whether it was typed or came as JSON."""

from __future__ import annotations

import pytest

from bot.db.shop import Merchant
from bot.services.shop.decisions import BadValue, Decisions, check, name_remedy, write

# Field, what a terminal passes, what an API passes, what is kept.
SAME: list[tuple[str, str, object, object]] = [
    ("name", " Rangoli ", "Rangoli", "Rangoli"),
    ("country", "in", "IN", "IN"),
    ("zone", "Asia/Kolkata", "Asia/Kolkata", "Asia/Kolkata"),
    ("locale", "gu-Latn", "gu-Latn", "gu-Latn"),
    ("site_url", "https://a.example/", "https://a.example", "https://a.example"),
    ("link_hosts", "a.example, b.example", ["a.example", "b.example"], ["a.example", "b.example"]),
    ("test_numbers", "+919800000001", ["+919800000001"], ["+919800000001"]),
    ("colour", "#8A1F4B", "#8a1f4b", "#8a1f4b"),
    ("whatsapp_from", "+919800000001", "+919800000001", "+919800000001"),
    ("sms_from", "", None, None),
    ("return_days", "007", 7, 7),
    ("marketing_until", "19:00", "19:00", "19:00"),
    ("sms_fallback", "no", False, False),
    ("prices", "sms_segment=0.28 whatsapp_service=0", {"sms_segment": 280_000, "whatsapp_service": 0}, None),
    ("prices", "", {}, {}),
]
REFUSED: list[tuple[str, object]] = [
    ("name", ""),
    ("name", 5),
    ("city", "x" * 201),
    ("country", "India"),
    ("zone", "Mars/Olympus"),
    ("zone", "../../etc/passwd"),
    ("locale", "fr"),
    ("logo_url", "http://a.example/logo.png"),
    ("site_url", "https://a.example/\n<script>"),
    ("link_hosts", {"a": 1}),
    ("test_numbers", "+91 98000 00001"),
    ("test_numbers", [f"+9198000000{place:02d}" for place in range(11)]),
    ("colour", "#12345g"),
    ("whatsapp_from", "+91 98000 00001"),
    ("return_days", "1000000"),
    ("return_days", "٣"),
    ("return_days", "1.0"),
    ("return_days", -1),
    ("return_days", True),
    ("return_days", 2.0),
    ("marketing_from", "24:00"),
    ("marketing_from", "9:00"),
    ("sms_fallback", "true"),
    ("sms_fallback", 1),
    ("prices", "sms=0.28"),
    ("prices", {"sms_segment": -1}),
    ("prices", {"sms_segment@2026-13-01": 1}),
    ("prices", {"sms_segment@20261201": 1}),
    ("prices", "sms_segment=0.28 sms_segment=0.31"),
    ("prices", {"sms": 1}),
    ("prices", {"sms_segment": 0.28}),
]


@pytest.mark.parametrize(("field", "typed", "value", "kept"), SAME)
def test_it_reads_what_was_typed_as_what_came_as_json(field: str, typed: str, value: object, kept: object) -> None:
    assert check(field, typed) == check(field, value) == (value if kept is None else kept)


@pytest.mark.parametrize(("field", "value"), REFUSED, ids=[f"{field}={value!r:.20}" for field, value in REFUSED])
def test_it_names_the_field_and_the_remedy(field: str, value: object) -> None:
    with pytest.raises(BadValue) as caught:
        check(field, value)
    named = f"{field}: {caught.value.entry}: " if caught.value.entry else f"{field}: {name_remedy(field)}"
    assert str(caught.value).startswith(named)
    assert bool(caught.value.entry) == (field == "prices")  # there the one that is wrong among several


@pytest.mark.parametrize(("field", "typed", "value", "kept"), SAME)
def test_it_writes_what_it_reads(field: str, typed: str, value: object, kept: object) -> None:
    assert check(field, write(check(field, typed))) == check(field, typed)


def test_every_field_is_a_column_with_a_meaning_and_a_remedy() -> None:
    for name, field in Decisions.model_fields.items():
        assert hasattr(Merchant, name)
        assert field.description, name
        assert name_remedy(name), name


def test_its_bounds_can_be_shown_in_a_form() -> None:
    shown = Decisions.model_json_schema()["properties"]
    assert (shown["return_days"]["type"], shown["return_days"]["maximum"]) == ("integer", 999_999)
    assert shown["colour"]["pattern"] == "^#[0-9a-fA-F]{6}$"
    assert shown["sms_fallback"]["type"] == "boolean"
