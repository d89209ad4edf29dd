"""What a message mentions, in every script by the same way."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasa_addons.bare import only_details
from rasa_addons.mentions import find_mentions
from tests.effort import least_effort


def _found(text: str) -> list[tuple[str, str]]:
    return [(mention.kind, mention.value) for mention in find_mentions(text)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("where is #1042", "order_number", "1042"),
        ("order no 1042", "order_number", "1042"),
        ("order1042", "order_number", "1042"),
        ("મારો ઓર્ડર ૫૮૨૧૩ ક્યાં છે", "order_number", "58213"),
        ("অর্ডার নম্বর ১০৪২", "order_number", "1042"),
        ("RH-2231 kab aayega", "order_number", "RH-2231"),
        ("IN-58213", "order_number", "IN-58213"),
        ("order 380015", "order_number", "380015"),
        ("‏1042‎", "order_number", "1042"),
        ("(1042)", "order_number", "1042"),
        ("AWB 9812345678", "tracking_number", "9812345678"),
        ("sf1234567890in", "tracking_number", "SF1234567890IN"),
        ("12345678901", "tracking_number", "12345678901"),
        ("pin 380 015", "pin_code", "380015"),
        ("৭০০০০১", "pin_code", "700001"),
        ("+91 98000 00001", "phone", "+919800000001"),
        ("mera number 9800000001 hai", "phone", "+919800000001"),
        ("+44 7700 900123", "phone", "+447700900123"),
        ("paid ₹1,299.50", "amount", "1299.50"),
        ("Rs. 500", "amount", "500"),
        ("rs500", "amount", "500"),
        ("700/-", "amount", "700"),
        ("800 rupaye", "amount", "800"),
        ("૮૦૦ રૂપિયા", "amount", "800"),
        ("৫০০ টাকা", "amount", "500"),
        ("saree under 1500", "amount", "1500"),
        ("5 star", "rating", "5"),
        ("पाँच स्टार", "rating", "5"),
        ("⭐⭐⭐⭐", "rating", "4"),
        ("4/5", "rating", "4"),
        ("শাড়িটা কই", "product", "saree"),
        ("સાડીનો રંગ", "product", "saree"),
        ("cushion covers", "product", "cushion cover"),
        ("तांबे की बोतल", "product", "bottle"),
    ],
)
def test_it_finds(text: str, kind: str, value: str) -> None:
    assert (kind, value) in _found(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("tomorrow evening please", "+1d evening"),
        ("कल शाम को भेजो", "+1d evening"),
        ("કાલે સાંજે", "+1d evening"),
        ("কাল বিকেলে দিন", "+1d evening"),
        ("kal aaya tha", "-1d"),
        ("ગઈકાલે", "-1d"),
        ("গতকাল", "-1d"),
        ("parso", "+2d"),
        ("day after tomorrow", "+2d"),
        ("aaj", "0d"),
        ("সোমবার সকালে", "weekday:1 morning"),
        ("ravivare", "weekday:7"),
        ("5 tarikh ko", "---05"),
        ("৫ তারিখ", "---05"),
        ("24/11", "--11-24"),
        ("24-11-2026", "2026-11-24"),
        ("24 Nov", "--11-24"),
        ("२४ नवंबर", "--11-24"),
        ("2026-11-24", "2026-11-24"),
        ("3 din baad", "+3d"),
        ("in 3 days", "+3d"),
        ("deliver in the evening", "evening"),
    ],
)
def test_it_reads_a_day_without_a_clock(text: str, value: str) -> None:
    assert ("date", value) in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "9" * 29,
        "😀😀",
        "good morning",
        "2-3 days",
        "16gb 4500 mah",
        "size 42",
        "\u200f\u200e",
        "31/31",
        "50%",
        "शादी कब है",
        "दिवाली पर",
        "mon bhore gelo",
    ],
)
def test_it_finds_nothing_where_nothing_is_meant(text: str) -> None:
    assert _found(text) == []


def test_it_points_at_the_original_characters() -> None:
    text = "ઓર્ડર\u200d ૫૮૨૧૩ ક્યાં"
    [mention] = find_mentions(text)
    assert text[mention.start : mention.end] == "૫૮૨૧૩"


@given(st.text(alphabet=st.sampled_from("19 -/.,#+₹५৫૫akl⭐\u200f"), max_size=80))
def test_it_never_overlaps_and_never_fails(text: str) -> None:
    mentions = find_mentions(text)
    for one, other in pairwise(mentions):
        assert one.end <= other.start
    assert all(text[mention.start : mention.end].strip() for mention in mentions)


@pytest.mark.parametrize(
    "piece", ["1", "a1", "😀", "1 ", "#", "9 ", "order ", "kal sham ", "1,", "₹", "5 star ", "3 din baad "]
)
def test_it_stays_quick_on_ten_kilobytes(piece: str) -> None:
    assert least_effort(lambda: find_mentions((piece * 10_000)[:10_000]), 1) < 1


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        *((text, True) for text in ("1042", "#1042", "૫૮૨૧૩", "380 015", "9800000001")),
        *((text, False) for text in ("1042?", "5", "cancel 1042", "⭐⭐⭐⭐", "")),
    ],
)
def test_it_knows_a_message_that_is_only_a_detail(text: str, bare: bool) -> None:
    assert only_details(text) is bare
