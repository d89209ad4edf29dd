"""Sentences as bodies of templates, and what WhatsApp would reject them for."""

from __future__ import annotations

import re

import pytest

from bot.db.shop import Merchant
from bot.domain.locale import CODES
from bot.domain.rules import Rule, standard
from bot.domain.template_wording import TemplateWording, worded
from bot.locales import catalogue
from bot.services.templates.samples import write_samples

FIELDS = ("a", "b", "c")
_FIGURES = {"refund_days_least": 5, "refund_days_most": 7, "invoice_hours": 24, "answer_hours": 24}
SHOP = Merchant(id=1, slug="x", name="Rangoli", currency="INR", site_url="", **_FIGURES)


def of_catalogue(rule: Rule, locale: str) -> TemplateWording:
    said = catalogue.sentences(locale)
    known = catalogue.fields(catalogue.sentences("en")[rule.key])
    titles = [said[tap.key] for tap in rule.buttons]
    wording, flaws = worded(rule.key, locale, said[rule.key], known | {"shop"}, titles, rule.picture)
    assert not flaws, [str(flaw) for flaw in flaws]
    assert wording is not None
    return wording


@pytest.mark.parametrize("locale", CODES)
@pytest.mark.parametrize("rule", standard().values(), ids=lambda rule: str(rule.name))
def test_it_finds_no_flaw_in_any_notice(rule: Rule, locale: str) -> None:
    wording = of_catalogue(rule, locale)
    samples = write_samples(SHOP, wording)
    wanted = len(wording.fields) + len(wording.buttons) + wording.with_picture
    assert list(samples) == [str(number) for number in range(1, wanted + 1)]
    # No sample is a field's bare name, or a key of the catalogue: a reviewer has to see what will stand there.
    bare = set(samples.values()) & {*wording.fields, ""}
    assert not bare, f"{rule.key}: bot/services/templates/samples.py has no sample for {sorted(bare)}"
    assert not re.search(r"[\n\t{}]|\.why\.", "".join(samples.values()))
    assert len(wording.body) <= 1024
    assert wording.language in ("en", "hi", "gu", "bn")


def test_it_gives_every_template_a_name_of_its_own() -> None:
    by_key = {rule.key: rule for rule in standard().values()}
    names = [of_catalogue(rule, locale).name("") for rule in by_key.values() for locale in CODES]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"dastak_notice_[a-z0-9_]+_[0-9a-f]{8}", name) for name in names)


def test_rules_of_one_sentence_have_one_template() -> None:
    shapes = {(rule.key, str(rule.buttons), rule.picture, rule.purpose) for rule in standard().values()}
    assert len(shapes) == len({rule.key for rule in standard().values()})


def test_it_numbers_fields_in_order_and_the_same_field_once() -> None:
    wording, flaws = worded("k", "en", "Order {b} for {a} is here, {b} it is. Have a nice day.", FIELDS)
    assert not flaws
    assert wording is not None
    assert (wording.body, wording.fields) == (
        "Order {{1}} for {{2}} is here, {{1}} it is. Have a nice day.",
        ("b", "a"),
    )


@pytest.mark.parametrize("emoji", ["💸", "↩️"])
def test_it_takes_an_emoji_for_text(emoji: str) -> None:
    wording, _ = worded("k", "en", f"{emoji} {{a}} is here for you now", FIELDS)
    assert wording is not None


def test_it_leaves_emoji_out_of_buttons() -> None:
    wording, _ = worded("k", "hi", "Tell us", FIELDS, ["😍 बहुत पसंद आया", "❤️ ठीक-ठाक है", "👍🏽 Ok"])
    assert wording is not None
    assert wording.buttons == ("बहुत पसंद आया", "ठीक-ठाक है", "Ok")


@pytest.mark.parametrize(
    ("sentence", "titles", "picture", "problem"),
    [
        ("{a} is what you have bought today", [], False, "begins with a field"),
        ("«{a}» is what you have bought today", [], False, "begins with a field"),
        ("What you have bought today is {a}.", [], False, "ends with a field"),
        ("Your order {a} {b} is on its way to you", [], False, "put a word between {a} and {b}"),
        ("Your order {a}{b} is on its way to you", [], False, "put a word between {a} and {b}"),
        ("Your order {b} and {a}\n{c} is on its way to you now", [], False, "put a word between {a} and {c}"),
        ("Order {a} here", [], False, "at least 3 words"),
        ("Your {nonsense} is on its way", [], False, "use {a}, {b}, {c}"),
        ("Now 50% off { for you", [], False, "no other braces"),
        ("Now 50% off } for you", [], False, "no other braces"),
        ("Your order {{1}} is on its way", [], False, "no other braces"),
        ("Your order {a.__class__} is on its way", [], False, "no plain field"),
        ("Your order {a!r} is on its way", [], False, "no plain field"),
        ("Your order {} is on its way", [], False, "no plain field"),
        ("   ", [], False, "write a sentence"),
        ("a" * 1025, [], False, "make it 1024 at most"),
        ("Tell us", ["Yes"], True, "not both"),
        ("Tell us", ["Yes", "Yes"], False, "different ones"),
        ("Tell us", ["a" * 21], False, "1 to 20 characters"),
        ("Tell us", ["😍"], False, "1 to 20 characters"),
        ("Tell us", ["Order {a}"], False, "without fields"),
    ],
)
def test_it_names_the_flaw_and_its_remedy(sentence: str, titles: list[str], picture: bool, problem: str) -> None:
    wording, flaws = worded("notice.late", "gu", sentence, FIELDS, titles, picture)
    assert wording is None
    assert any(problem in str(flaw) for flaw in flaws), flaws
    assert all(str(flaw).startswith("notice.late in gu: ") for flaw in flaws)


def test_it_is_another_template_when_anything_differs() -> None:
    base = TemplateWording("k", "en", "Order {{1}} is here", ("a",), ("Yes",), False)
    others = [
        TemplateWording("l", "en", "Order {{1}} is here", ("a",), ("Yes",), False),
        TemplateWording("k", "hi", "Order {{1}} is here", ("a",), ("Yes",), False),
        TemplateWording("k", "en", "Order {{1}} is there", ("a",), ("Yes",), False),
        TemplateWording("k", "en", "Order {{1}} is here", ("b",), ("Yes",), False),
        TemplateWording("k", "en", "Order {{1}} is here", ("a", "Yes"), (), False),
        TemplateWording("k", "en", "Order {{1}} is here", ("a",), ("Yes",), True),
    ]
    assert len({wording.fingerprint("https://a/p/") for wording in (base, *others)}) == 7
    assert base.fingerprint("https://a/p/") == base.fingerprint("https://b/p/")
    assert others[5].fingerprint("https://a/p/") != others[5].fingerprint("https://b/p/")
