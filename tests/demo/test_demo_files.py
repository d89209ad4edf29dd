"""The demo's own texts: complete in every locale, in its script, short enough."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from bot.demo.shop import FAQ_FOLDER, read
from bot.domain.locale import CODES
from bot.services.catalogue.answers import FIELDS

SCRIPTS = {"hi": "DEVANAGARI", "gu": "GUJARATI", "bn": "BENGALI"}
FILES = sorted(FAQ_FOLDER.glob("*.toml"))
ANSWERED_BY_INTENTS = {
    *("payment_methods", "cod", "payment_failed", "invoice", "delivery_charges", "delivery_time", "return_policy"),
    *("warranty", "offers", "loyalty", "care", "contact", "how_to_order"),
}


def faq(file: Path) -> dict[str, dict[str, Any]]:
    """The topics of one locale."""
    return tomllib.loads(file.read_text(encoding="utf-8"))


def foreign_letters(locale: str, text: str) -> str:
    """Letters of a script that this locale isn't written in; Latin names are welcome everywhere."""
    allowed = {"LATIN", SCRIPTS.get(locale, "LATIN"), "DEVANAGARI DANDA"}
    return "".join(
        letter for letter in text if letter.isalpha() and unicodedata.name(letter, "?").split()[0] not in allowed
    )


def test_it_answers_in_every_locale() -> None:
    assert {file.stem for file in FILES} == set(CODES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_has_the_same_topics_in_every_locale(file: Path) -> None:
    english = faq(FAQ_FOLDER / "en.toml")
    assert set(faq(file)) == set(english)
    assert len(english) >= 28
    assert set(english) >= ANSWERED_BY_INTENTS


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_answers_shortly_with_known_fields_in_its_script(file: Path) -> None:
    for slug, text in faq(file).items():
        assert set(text) == {"question", "asked_as", "answer"}, slug
        assert len(text["answer"]) <= 320, slug
        assert set(re.findall(r"\{(.*?)\}", text["answer"])) <= set(FIELDS), slug
        assert len(text["asked_as"]) >= 2, slug
        assert not any("\n" in wording for wording in text["asked_as"]), slug
        assert foreign_letters(file.stem, text["question"] + text["answer"]) == "", slug


@pytest.mark.parametrize("locale", CODES)
def test_it_names_its_products_and_their_care_in_every_locale(locale: str) -> None:
    for product in read("products.toml")["product"]:
        title = product["titles"][locale]
        assert len(title) <= 24, "a row of a WhatsApp list holds 24 characters"
        assert foreign_letters(locale, title) == ""
    for name, care in read("care.toml").items():
        assert care[locale], name
        assert foreign_letters(locale, care[locale]) == "", name
