"""Colours and materials in the script of the answer: known words in it, the shop's own where one is unknown."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import bot.demo
from bot.domain.locale import CODES
from bot.locales.goods import goods_word

NATIVE = {"hi": range(0x0900, 0x0980), "gu": range(0x0A80, 0x0B00), "bn": range(0x0980, 0x0A00)}
PRODUCTS = tomllib.loads((Path(bot.demo.__file__).parent / "products.toml").read_text(encoding="utf-8"))
SHOPS_WORDS = {
    word
    for table in PRODUCTS.values()
    for product in table
    for word in (*product.get("colours", ()), product.get("material", ""))
    if word
}


@pytest.mark.parametrize("locale", NATIVE)
@pytest.mark.parametrize("words", sorted(SHOPS_WORDS))
def test_what_the_demo_sells_is_told_in_the_script(locale: str, words: str) -> None:
    told = goods_word(locale, words).replace("LED", "")
    assert {ord(letter) for letter in told if letter.isalpha()} <= set(NATIVE[locale])


@pytest.mark.parametrize("locale", sorted(set(CODES) - set(NATIVE)))
def test_latin_letters_keep_the_shops_words(locale: str) -> None:
    assert goods_word(locale, "Sky Blue") == "Sky Blue"


@pytest.mark.parametrize("locale", CODES)
@pytest.mark.parametrize("words", ["Rani dusk", "cotton, moon dust", "", "लाल"])
def test_an_unknown_word_leaves_all_as_the_shop_wrote_it(locale: str, words: str) -> None:
    assert goods_word(locale, words) == words


def test_case_and_numbers_make_no_difference() -> None:
    assert goods_word("hi", "RED") == "लाल"
    assert goods_word("bn", "Cotton, 400 threads") == "সুতি, 400 থ্রেড কাউন্ট"
