"""A customer's own order numbers in whatever form they are typed."""

from __future__ import annotations

import pytest

from bot.domain.own_numbers import OwnNumber, find_codes, find_named, is_only_numbers, orders_meant

_NUMBERS = (
    *("INV/2026-27/00042", "26000177", "2600017799", "RNG-2026-1042", "#RO1043-A", "1044/B", "SO 2026 0055"),
    *("1045", "1048"),
)
OWN = [OwnNumber(at, number) for at, number in enumerate(_NUMBERS)]
OWN.append(OwnNumber(99, "1099", ("7830-1122-4509",)))


def _found(text: str) -> list[str]:
    return [one.number for named in find_named(text, OWN) for one in named.orders]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        *(
            ("INV/2026-27/00042", form)
            for form in ("INV/2026-27/00042", "inv-2026-27-42", "inv 2026 27 00042.", "00042")
        ),
        *(("INV/2026-27/00042", form) for form in ("order no. INV / 2026-27 / 00042 kahan hai", "૨૦૨૬-૨૭/૦૦૦૪૨")),
        *(("26000177", form) for form in ("26000177", "my order is 26000177.", "२६०००१७७", "2600 0177", "#26000177")),
        *(("2600017799", form) for form in ("where is my order 2600017799", "২৬০০০১৭৭৯৯ কোথায়", "26000-17799")),
        *(("RNG-2026-1042", form) for form in ("RNG-2026-1042", "rng 2026 1042?", "RNG20261042", "2026-1042", "1042")),
        *(("RNG-2026-1042", form) for form in ("ઓર્ડર१०४२", "order1042", "#1042 pls", "१०४२का क्या हुआ", "1042wala")),
        *(("#RO1043-A", form) for form in ("#RO1043-A", "ro1043a", "RO1043", "1043-a", "1043", "RO​1043-A")),
        *(("1044/B", form) for form in ("1044/B", "1044b", "1044", "where is 1044 / b")),
        *(("SO 2026 0055", form) for form in ("SO 2026 0055", "so-2026-0055", "SO2026-55", "0055")),
        *(("1099", form) for form in ("7830 1122 4509", "awb 783011224509", "7830-1122-4509 kab aayega")),
    ],
)
def test_it_finds_a_number_in_any_form(number: str, text: str) -> None:
    assert _found(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        *("₹1045", "rs. 1045", "10:45", "1,045", "1045.50", "XX-1045", "1044/C", "RNG-2025-1042"),
        *("INV/2025-26/00042", "11045", "10456", "1045-33", "ABC1045", "no digits", ""),
    ],
)
def test_it_finds_none_in_another_number(text: str) -> None:
    assert _found(text) == []


def test_it_finds_several_each_at_its_place() -> None:
    text = "don't cancel 1045, cancel rng-2026-1042"
    first, second = find_named(text, OWN)
    assert (text[first.start : first.end], text[second.start : second.end]) == ("1045", "rng-2026-1042")
    assert _found("1045/1048") == ["1045", "1048"]


def test_it_gives_all_whose_running_number_it_is() -> None:
    years = [OwnNumber(1, "INV/2025-26/00042"), OwnNumber(2, "INV/2026-27/00042"), OwnNumber(3, "42")]
    assert [one.order_id for one in orders_meant("00042", years)] == [1, 2, 3]
    assert [one.order_id for one in orders_meant("42", years)] == [3]
    assert [one.order_id for one in orders_meant("2026-27/42", years)] == [2]
    assert orders_meant("00043", years) == ()


def test_it_knows_a_message_of_nothing_else() -> None:
    for text in ("1045", "order no. 1045", "#1045 ", "ઓર્ડર નંબર ૧૦૪૫", "1045, 1048"):
        assert is_only_numbers(text, find_named(text, OWN)), text
    assert not is_only_numbers("cancel 1045", find_named("cancel 1045", OWN))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        *(
            ("where is inv/2026-27/00042", ["INV/2026-27/00042"]),
            ("1042/B.", ["1042/B"]),
            ("RNG-2026-1042", ["RNG-2026-1042"]),
        ),
        *(("order no 26000177", ["26000177"]), ("26000177", []), ("1045/1048", []), ("order-1042", []), ("₹1,299", [])),
        *(("1042-wala", []), ("98-76", []), ("pay 26000177 rs", [])),
        ("मेरा ऑर्डर BLR.2026.450070 कहाँ है", ["BLR.2026.450070"]),
        ("KOL.26-27/1042 kothay", ["KOL.26-27/1042"]),
        *(
            (text, [])
            for text in ("Rs.2499.50 kat gaye", "12.11.2026 ko aana", "shop.in me 1042", "2.500 ka", "o.no.1042")
        ),
    ],
)
def test_it_reads_anybodys_number_whole(text: str, codes: list[str]) -> None:
    assert [code.number for code in find_codes(text)] == codes


def test_it_bears_hostile_text_and_numbers() -> None:
    hostile = [OwnNumber(1, "-/-"), OwnNumber(2, ""), OwnNumber(3, "(.*)+$"), OwnNumber(4, "1" * 60)]
    assert find_named("1" * 4000 + " " + "1-" * 2000, hostile) == []
    assert find_named("0" * 4000, OWN) == []
