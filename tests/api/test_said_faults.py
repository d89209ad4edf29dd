"""What is wrong with a body is said to a person in their language and words, and to a program as it always was."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.domain.access import StaffRole
from tests.api.people import browser_of
from tests.cast import Cast
from tests.engines import on_sqlite

AREA = {"days_min": "soon", "days_max": 4, "cod": True, "served": True, "version": 0}


@on_sqlite
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("", "write a whole number: amounts are minor units (paise), 499 rupees are 49900"),
        ("en-IN", "write a whole number"),
        ("gu", "પૂર્ણ સંખ્યા લખો"),
        ("fr", "write a whole number"),
    ],
)
def test_a_number_that_is_none(bot: Bot, cast: Cast, language: str, said: str) -> None:
    told = {"Accept_Language": language} if language else {}
    answer = browser_of(bot, cast.shop, StaffRole.OWNER).call("PUT", "/delivery-areas/38", AREA, **told)
    assert (answer.status_code, answer.get_json()["errors"][0]["remedy"]) == (422, said)


@on_sqlite
def test_numbers_stand_in_sentences(bot: Bot, cast: Cast) -> None:
    far = AREA | {"days_min": 2, "days_max": 99}
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    answer = owner.call("PUT", "/delivery-areas/38", far, Accept_Language="bn")
    assert answer.get_json()["errors"][0]["remedy"] in ("60 বা তার কম লিখুন", "2 থেকে 60-এর মধ্যে লিখুন")
