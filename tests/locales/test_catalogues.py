"""Every locale says everything, with the same fields and within the limits of buttons."""

from __future__ import annotations

import re
import unicodedata

import pytest

from bot.domain.locale import CODES, Locale
from bot.locales.catalogue import fields, keys, sentences

OTHERS = [locale for locale in CODES if locale != "en"]
SCRIPTS = {"hi": "DEVANAGARI", "gu": "GUJARATI", "bn": "BENGALI"}
LONGEST_BUTTON, LONGEST_TITLE = 20, 24
# Written in Latin letters in every script: names, codes, what stands on the customer's own screen.
SHOP_WORDS = frozenset(
    re.findall(
        r"\w+", "dastak pin upi pdf whatsapp sms cod gst rq ok app a z hindi gujarati bangla english twilio desk list"
    )
)
# Telephone companies act on these words when a customer sends them.
EATEN = re.compile(r"\b(STOP|YES|CANCEL|END|QUIT|START|HELP)\b")
SAME_EVERYWHERE = "button.language."


@pytest.mark.parametrize("locale", OTHERS)
def test_it_has_every_key_and_no_other(locale: str) -> None:
    ours, english = set(sentences(locale)), set(keys())
    path = f"bot/locales/{Locale.of(locale).folder}/LC_MESSAGES/dastak.po"
    assert not english - ours, f"{path} lacks {sorted(english - ours)}"
    assert not ours - english, f"{path} has what the English one lacks: {sorted(ours - english)}"


@pytest.mark.parametrize("locale", OTHERS)
def test_it_keeps_every_field(locale: str) -> None:
    english = sentences("en")
    differing = {
        key: sorted(fields(text) ^ fields(english[key]))
        for key, text in sentences(locale).items()
        if key in english and fields(text) != fields(english[key])
    }
    assert differing == {}


@pytest.mark.parametrize("locale", CODES)
def test_titles_fit_where_they_are_shown(locale: str) -> None:
    # A field takes room too: the longest order numbers have six characters.
    shown = {key: re.sub(r"\{\w+\}", "123456", text) for key, text in sentences(locale).items()}
    buttons = {key: text for key, text in shown.items() if key.startswith("button.") and len(text) > LONGEST_BUTTON}
    titles = {key: text for key, text in shown.items() if _is_title(key) and len(text) > LONGEST_TITLE}
    assert (buttons, titles) == ({}, {})
    assert len(shown.get("list.open", "")) <= LONGEST_BUTTON


@pytest.mark.parametrize("locale", SCRIPTS)
def test_it_is_written_in_its_own_script(locale: str) -> None:
    left_over = {}
    for key, text in sentences(locale).items():
        latin = set(re.findall(r"[a-z]+", re.sub(r"\{\w+\}", "", text).lower())) - SHOP_WORDS
        if latin and not key.startswith(SAME_EVERYWHERE):
            left_over[key] = latin
    assert left_over == {}


@pytest.mark.parametrize("locale", OTHERS)
def test_its_script_is_no_other_languages(locale: str) -> None:
    script = SCRIPTS.get(locale, "LATIN")
    foreign = {}
    for key, text in sentences(locale).items():
        letters = [character for character in text if character.isalpha() and not character.isascii()]
        strange = {c for c in letters if not unicodedata.name(c, "").startswith((script, "LATIN"))}
        if strange and not key.startswith(SAME_EVERYWHERE):
            foreign[key] = strange
    assert foreign == {}


@pytest.mark.parametrize("locale", CODES)
def test_no_sentence_is_empty_or_untidy(locale: str) -> None:
    untidy = [
        key
        for key, text in sentences(locale).items()
        if not text.strip() or "  " in text or text != text.strip() or " \n" in text or "\n\n" in text
    ]
    assert untidy == []


@pytest.mark.parametrize("locale", CODES)
def test_no_answer_is_asked_for_that_a_telephone_company_eats(locale: str) -> None:
    assert [key for key, text in sentences(locale).items() if EATEN.search(text)] == []


@pytest.mark.parametrize("locale", OTHERS)
def test_it_is_not_english(locale: str) -> None:
    english = sentences("en")
    wordy = {key: text for key, text in sentences(locale).items() if len(english.get(key, "").split()) > 4}
    assert [key for key, text in wordy.items() if text == english[key]] == []


def _is_title(key: str) -> bool:
    return key.startswith("list.") and not key.endswith("_description")
