"""Answers kept ready: the text is chosen by locale, fields are filled once, what is empty is named."""

from __future__ import annotations

import pytest

from bot.domain.canned import Filled, choose_text, fill_fields, find_unknown


@pytest.mark.parametrize(
    ("texts", "locale", "chosen"),
    [
        ({"en": "Hi", "gu": "નમસ્તે"}, "gu", "gu"),
        ({"en": "Hi", "gu": "નમસ્તે"}, "gu-Latn", "en"),
        ({"hi": "नमस्ते", "bn": "নমস্কার"}, "en", "hi"),
    ],
)
def test_the_customers_text_then_english_then_any(texts: dict[str, str], locale: str, chosen: str) -> None:
    assert choose_text(texts, locale) == (chosen, texts[chosen])


@pytest.mark.parametrize(
    ("text", "values", "filled"),
    [
        ("Hi {name}!", {"name": "Asha"}, Filled("Hi Asha!", {"name": "Asha"}, ())),
        ("Hi {name}!", {"name": ""}, Filled("Hi {name}!", {"name": ""}, ("name",))),
        ("{name} {name}", {}, Filled("{name} {name}", {"name": ""}, ("name",))),
        ("{name}", {"name": "{coupon}", "coupon": "X"}, Filled("{coupon}", {"name": "{coupon}"}, ())),
        ("a { b } {}", {}, Filled("a { b } {}", {}, ())),
    ],
)
def test_it_fills_once(text: str, values: dict[str, str], filled: Filled) -> None:
    assert fill_fields(text, values) == filled


@pytest.mark.parametrize(("text", "unknown"), [("{name} {order.number}", None), ("{name.__class__}", "name.__class__")])
def test_it_knows_its_fields(text: str, unknown: str | None) -> None:
    assert find_unknown(text) == unknown
