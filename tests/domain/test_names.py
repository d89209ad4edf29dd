"""Somebody is called by a first name, or by none: never by whatever else stands in a profile."""

from __future__ import annotations

import pytest

from bot.domain.locale import CODES
from bot.domain.names import LONGEST, address, find_first_name
from bot.locales.catalogue import written

ZERO_WIDTH, RIGHT_TO_LEFT, TURNED = "\u200b", "\u200f", "\u202e"


@pytest.mark.parametrize(
    ("profile", "name"),
    [
        ("Asha Patel", "Asha"),
        ("ASHA PATEL", "Asha"),
        ("asha", "Asha"),
        ("🌸Asha🌸", "Asha"),
        ("~ Asha ~", "Asha"),
        ("Mrs. Asha Patel", "Asha"),
        ("Dr Sunita", "Sunita"),
        ("Md. Arif Hossain", "Arif"),
        ("श्रीमती सुनीता शर्मा", "सुनीता"),
        ("શ્રી રમેશભાઈ", "રમેશભાઈ"),
        ("ফারিদা বেগম", "ফারিদা"),
        ("K. Priya", "Priya"),
        ("asha_patel", "Asha"),
        ("D'Souza", "D'Souza"),
        ("McArthur", "McArthur"),
        ("José García", "José"),
        (f"As{ZERO_WIDTH}ha", "Asha"),
        (f"{RIGHT_TO_LEFT}Asha{TURNED} Patel", "Asha"),
        ("Asha\nPatel\r\n", "Asha"),
        ("𝓐𝓼𝓱𝓪", "Asha"),
        ("  Asha", "Asha"),
    ],
)
def test_the_first_name_is_found(profile: str, name: str) -> None:
    assert find_first_name(profile) == name


@pytest.mark.parametrize(
    "profile",
    [
        *("", " ", ".", "-", "🙂", "❤️‍🔥", "No Name", "no name", "NA", "n/a", "null", "Unknown", "User", "~", "_", "''"),
        *(
            "https://shop.example/x",
            "www.asha.in",
            "asha.com",
            *(
                "bit.ly/free",
                "wa.me/asha",
                "Asha.shop",
                "asha.xyz",
                "ｈｔｔｐｓ：//asha",
                "click.here/now",
                "t.me/x\u202e",
            ),
            "@asha",
            "asha@example.com",
            "+91 98765 43210",
            "Asha98",
        ),
        *("Mr. R K", "R K", "RK", "R", "Mr", "Mrs.", "Dr.", "Mr Mrs", "aaaa", "A.B.C."),
        *("<b>Asha</b>", "{name}", "{{1}}", "Asha<script>", "[Asha]", "\\n"),
        *("x" * 200, "Asha" * 50, "A" + "\u0301" * 60 + "sha", "\u202e\u202d\u2066", "\u200d\u200d", "\n\n"),
        *("Rangoli Traders", "Asha Fashion House", "Jai Shree Krishna", "Om Namah Shivay", "God is great"),
        *("Live every day as if it were your last", "Аsha", "فرید", "Busy", "९८७६५४३२१०"),
    ],
)
def test_nobody_is_called_by_what_is_no_name(profile: str) -> None:
    assert find_first_name(profile) == ""
    assert address(profile) is None


def test_a_name_has_the_courtesy_of_the_language() -> None:
    said = {locale: written(locale, address("Asha Patel")) for locale in CODES}
    assert said == {
        "en": "Asha",
        "hi": "Asha जी",
        "gu": "Asha જી",
        "bn": "Asha",
        "hi-Latn": "Asha ji",
        "gu-Latn": "Asha ji",
        "bn-Latn": "Asha",
    }


@pytest.mark.parametrize("profile", ["Rameshbhai Patel", "Ilaben", "રમેશભાઈ", "ઇલાબેન", "Sharma जी"])
def test_courtesy_is_said_once(profile: str) -> None:
    said = written("gu", address(profile))
    assert said.count("જી") == (1 if profile.startswith("Sharma") else 0)


@pytest.mark.parametrize("length", [19, 20, 21, 1000])
def test_a_name_has_an_end(length: int) -> None:
    assert len(find_first_name("Ab" * length)) <= LONGEST
