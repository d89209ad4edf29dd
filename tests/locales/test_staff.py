"""What the server says to the shop's own people is in every language of the console, whole."""

from __future__ import annotations

import pytest

from bot.api.said_faults import BETWEEN, PATTERNS, PLAIN
from bot.domain.broadcast_reasons import UNDESCRIBED, find_broadcast_reason, list_broadcast_reasons
from bot.domain.broadcast_rules import list_broadcast_rules
from bot.domain.campaign_faults import FAULTS
from bot.domain.rule_words import list_rule_words
from bot.domain.segments.words import list_words
from bot.locales.catalogue import fields
from bot.locales.staff import ENGLISH, STAFF_LOCALES, list_parts, list_sentences, tell
from bot.services.broadcasts.telling import SAID, say_reason
from bot.services.segments.saying import UNREADABLE
from bot.services.shop.decisions import name_remedy

# What a shop writes into fields of its page; the rest is chosen there.
WRITTEN = ("name", "city", "site_url", "link_hosts", "zone", "country", "whatsapp_from", "test_numbers", "return_days")
OTHERS = [locale for locale in STAFF_LOCALES if locale != ENGLISH]


def said() -> set[str]:
    """Every sentence that is said to the shop's own people by the server."""
    rules = {words for rule in list_broadcast_rules().values() for words in (rule.says, rule.remedy)}
    reasons = {words for reason in list_broadcast_reasons().values() for words in (reason.says, reason.advice)}
    faults = {words for both in FAULTS.values() for words in both if words not in FAULTS["other"]}
    typed = {*PLAIN.values(), *PATTERNS.values(), BETWEEN, *(name_remedy(field) for field in WRITTEN)}
    others = {UNDESCRIBED, find_broadcast_reason("99999").advice}
    return rules | reasons | faults | typed | set(SAID.values()) | others


@pytest.mark.parametrize("locale", OTHERS)
def test_every_sentence_is_there_with_its_fields(locale: str) -> None:
    known = list_sentences(locale)
    assert said() - set(known) == set()
    assert [english for english, words in known.items() if fields(english) != fields(words)] == []


@pytest.mark.parametrize("locale", OTHERS)
def test_every_condition_and_every_moment_has_its_words(locale: str) -> None:
    known = list_parts(locale)
    assert set(known) == list_words() | list_rule_words() | {UNREADABLE}
    assert [english for english, words in known.items() if fields(english) != fields(words)] == []


def test_a_value_cannot_reach_into_anything() -> None:
    assert tell("hi", "“{name}” gives a code to each, and none is left.", {"name": "{0.__class__}"}).startswith("“{0.")
    assert tell("fr", "Put codes in.") == tell("en", "Put codes in.") == "Put codes in."


def test_a_code_that_nobody_has_described_is_told_by_its_number() -> None:
    assert say_reason("99999", "bn") == ("এটা 99999 কোডে ব্যর্থ হয়েছে।", "এই নম্বরটা Twilio-র তালিকায় দেখুন।")
    assert say_reason("") == ("", "")
