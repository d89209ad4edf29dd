"""Sentences as their readers would write them: kinds of slips that once stood in the catalogues."""

from __future__ import annotations

import re
import tomllib

import pytest

from bot.domain.locale import CODES, Locale
from bot.domain.names import address
from bot.locales import writing
from bot.locales.catalogue import sentences
from tests.locales.samples import DEMO, render

NATIVE_DIGITS = re.compile(r"[०-९૦-૯০-৯]")
APOLOGIES = re.compile(
    r"(माफ़ कीजिए|अफ़सोस है|[Mm]aaf kijiye|afsos hai|માફ કરશો|અફસોસ છે|[Mm]aaf karsho|afsos che|দুঃখিত|[Dd]ukkhito|sorry):"
)
# "yaani" explains in brackets' stead; a bracket before a full stop is an afterthought.
TRANSLATED = re.compile(r"यानी|\byaani\b|એટલે કે\s|\betle ke\b|অর্থাৎ|\borthat\b|\bi\.e\.|ચાંચ|\bchanch\b")
ENDS_IN_BRACKETS = re.compile(r"\)\s*(?:[.!?।]|$)", re.MULTILINE)
# A saree is worn, not used.
USED = re.compile(r"\{items?\}[^.!?।]{0,12}(?:વાપર|vapar|इस्तेमाल|istemaal|ব্যবহার|byabohar)")


def _slips(locale: str, pattern: re.Pattern[str], prefix: str = "") -> dict[str, str]:
    return {key: text for key, text in sentences(locale).items() if key.startswith(prefix) and pattern.search(text)}


@pytest.mark.parametrize("locale", CODES)
def test_no_apology_ends_in_a_colon(locale: str) -> None:
    assert _slips(locale, APOLOGIES) == {}


@pytest.mark.parametrize("locale", CODES)
def test_nothing_reads_as_translated(locale: str) -> None:
    assert _slips(locale, TRANSLATED) == {}


@pytest.mark.parametrize("locale", CODES)
def test_no_notice_ends_a_sentence_in_brackets(locale: str) -> None:
    assert _slips(locale, ENDS_IN_BRACKETS, "notice.") == {}


@pytest.mark.parametrize("locale", CODES)
def test_what_is_bought_is_not_only_used(locale: str) -> None:
    assert _slips(locale, USED) == {}


@pytest.mark.parametrize("locale", CODES)
def test_all_digits_are_of_one_kind(locale: str) -> None:
    mixed = {key: text for key in sentences(locale) if NATIVE_DIGITS.search(text := render(locale, key))}
    assert mixed == {}


@pytest.mark.parametrize("locale", CODES)
def test_the_shops_answers_have_the_same_digits(locale: str) -> None:
    topics = tomllib.loads((DEMO / "faq" / f"{locale}.toml").read_text(encoding="utf-8"))
    care = tomllib.loads((DEMO / "care.toml").read_text(encoding="utf-8"))
    texts = [topic["answer"] for topic in topics.values()] + [one[locale] for one in care.values()]
    assert [text for text in texts if NATIVE_DIGITS.search(text)] == []


@pytest.mark.parametrize("locale", [locale for locale in CODES if locale != "en"])
@pytest.mark.parametrize("month", range(1, 13))
def test_days_and_months_are_whole_words(locale: str, month: int) -> None:
    written = writing.day(locale, f"2026-{month:02}-02")
    assert re.fullmatch(r"\S{4,}, 2 \S+", written)
    assert not re.search(r"[॰.]", written)


def test_days_in_latin_letters_are_the_languages_own() -> None:
    monday = {locale: writing.day(locale, "2026-11-30") for locale in CODES}
    assert monday == {
        "en": "Mon, 30 Nov",
        "hi": "सोमवार, 30 नवंबर",
        "gu": "સોમવાર, 30 નવેમ્બર",
        "bn": "সোমবার, 30 নভেম্বর",
        "hi-Latn": "Somvar, 30 November",
        "gu-Latn": "Somvar, 30 November",
        "bn-Latn": "Shombar, 30 November",
    }


@pytest.mark.parametrize("locale", [one for one in CODES if Locale.of(one).language in ("hi", "gu")])
def test_nobody_is_addressed_with_courtesy_twice(locale: str) -> None:
    twice = re.compile(r"\{name\} (?:जी|જી|ji)\b")
    slips = {key for key in _slips(locale, twice) if key != "word.addressed"}
    assert slips == set()
    assert address("Asha") is not None


@pytest.mark.parametrize("locale", CODES)
def test_every_sentence_can_be_said(locale: str) -> None:
    unsaid = [key for key in sentences(locale) if re.search(r"[{}]|\bNone\b", render(locale, key))]
    assert unsaid == []
