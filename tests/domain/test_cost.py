"""SMS parts and what a message costs."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cost import Segments, estimate_micros, parts, segments
from bot.domain.prices import price_on

DAY = date(2026, 11, 20)
GSM = st.text("abc XYZ@£è\n^{}€|~", max_size=700)
EVERY = st.text(st.sampled_from("aé€₹ક્ષি🙂👩🏽"), max_size=400)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", Segments("GSM-7", 0, 0)),
        ("a" * 160, Segments("GSM-7", 1, 160)),
        ("a" * 161, Segments("GSM-7", 2, 161)),
        ("a" * 306, Segments("GSM-7", 2, 306)),
        ("a" * 307, Segments("GSM-7", 3, 307)),
        ("€" * 80, Segments("GSM-7", 1, 160)),
        ("€" * 81, Segments("GSM-7", 2, 162)),
        ("₹" + "a" * 69, Segments("UCS-2", 1, 70)),
        ("₹" + "a" * 70, Segments("UCS-2", 2, 71)),
        ("ક" * 134, Segments("UCS-2", 2, 134)),
        ("ક" * 135, Segments("UCS-2", 3, 135)),
        ("🙂" * 35, Segments("UCS-2", 1, 70)),
        ("🙂" * 36, Segments("UCS-2", 2, 72)),
        ("`", Segments("UCS-2", 1, 1)),  # in no table, though it is ASCII
        ("\t", Segments("UCS-2", 1, 1)),
    ],
)
def test_it_counts_parts_as_networks_do(text: str, told: Segments) -> None:
    assert segments(text) == told


@pytest.mark.parametrize("character", '@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&¡ÄÖÑÜ§¿äöñüà')
def test_it_knows_the_alphabet(character: str) -> None:
    assert segments(character) == Segments("GSM-7", 1, 1)


@pytest.mark.parametrize("character", "^{}\\[~]|€")
def test_it_counts_the_extension_twice(character: str) -> None:
    assert segments(character) == Segments("GSM-7", 1, 2)


@pytest.mark.parametrize("character", "₹“”‘’–…çÁ·નি")
def test_it_knows_what_is_outside_the_alphabet(character: str) -> None:
    assert segments("ok" + character).encoding == "UCS-2"


@pytest.mark.parametrize(
    ("text", "first"),
    [("a" * 152 + "€" * 10, "a" * 152), ("ક" * 66 + "🙂" * 10, "ક" * 66), ("a" * 160 + "b", "a" * 153)],
)
def test_it_never_cuts_a_pair(text: str, first: str) -> None:
    assert parts(text)[0] == first


@given(st.one_of(GSM, EVERY, st.text(max_size=300)))
def test_it_loses_nothing_between_parts(text: str) -> None:
    cut, told = parts(text), segments(text)
    assert "".join(cut) == text
    assert len(cut) == told.count
    limit = {("GSM-7", False): 160, ("GSM-7", True): 153, ("UCS-2", False): 70, ("UCS-2", True): 67}
    most = limit[told.encoding, told.count > 1]
    if told.encoding == "UCS-2":
        assert all(len(part.encode("utf-16-le", "surrogatepass")) // 2 <= most for part in cut)
    assert all(cut)
    assert told.units <= most * told.count


def test_a_price_of_ones_own_holds_from_its_day_on() -> None:
    own = {"sms_segment@2026-12-01": 310_000, "sms_segment@2027-01-01": 330_000, "whatsapp_utility": 1}

    def cost(*day: int) -> int:
        return estimate_micros("sms", "utility", "hello", False, False, own, date(*day))

    assert cost(2026, 11, 30) == price_on(date(2026, 11, 30), "sms_segment")
    assert [cost(2026, 12, 1), cost(2026, 12, 31), cost(2027, 1, 1)] == [310_000, 310_000, 330_000]
    own["sms_segment"] = 280_000
    assert [cost(2026, 11, 30), cost(2026, 12, 1)] == [280_000, 310_000]


@pytest.mark.parametrize(
    ("channel", "purpose", "in_window", "by_template", "key", "times"),
    [
        ("sms", "utility", False, False, "sms_segment", 2),
        ("sms", "marketing", True, False, "sms_segment", 2),
        ("whatsapp", "utility", False, True, "whatsapp_utility", 1),
        ("whatsapp", "utility", True, True, "whatsapp_utility", 1),
        ("whatsapp", "marketing", True, True, "whatsapp_marketing", 1),
        ("whatsapp", "utility", True, False, "whatsapp_service", 1),
        ("whatsapp", "marketing", True, False, "whatsapp_service", 1),
        ("whatsapp", "marketing", False, False, "whatsapp_marketing", 1),
    ],
)
def test_it_estimates_by_channel_and_category(
    channel: str, purpose: str, in_window: bool, by_template: bool, key: str, times: int
) -> None:
    text = "ક" * 71
    assert estimate_micros(channel, purpose, text, in_window, by_template, {}, DAY) == times * price_on(DAY, key)
    assert estimate_micros(channel, purpose, text, in_window, by_template, {key: 11}, DAY) == times * 11


@pytest.mark.parametrize(("day", "micros"), [(date(2026, 9, 30), 0), (date(2026, 10, 1), 115_000)])
def test_it_takes_an_answer_in_the_window_by_the_price_of_its_day(day: date, micros: int) -> None:
    assert estimate_micros("whatsapp", "utility", "hello", True, False, {}, day) == micros
