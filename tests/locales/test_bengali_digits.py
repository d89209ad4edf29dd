"""Bengali is written with its own digits throughout; what a customer sends back to us stays as they must type it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.locales.catalogue import sentences

DEMO = Path(__file__).resolve().parents[2] / "bot" / "demo"
# 1042 and 380015 are examples of what to send, and a name in Latin letters keeps its digits.
LATIN_NUMBER = re.compile(r"(?<![A-Za-z0-9])[0-9]{1,3}(?:[.,][0-9]+)*(?![A-Za-z0-9])")


def _latin_numbers(text: str) -> list[str]:
    return LATIN_NUMBER.findall(re.sub(r"\{[^}]*\}", "", text))


def test_no_sentence_mixes_digits() -> None:
    mixed = {key: _latin_numbers(text) for key, text in sentences("bn").items() if _latin_numbers(text)}
    assert mixed == {}


@pytest.mark.parametrize("answers", ["faq/bn.toml", "care.toml"])
def test_no_answer_of_the_demo_shop_mixes_digits(answers: str) -> None:
    topics = tomllib.loads((DEMO / answers).read_text(encoding="utf-8"))
    texts = {name: topic["bn"] if answers == "care.toml" else topic["answer"] for name, topic in topics.items()}
    assert {name: _latin_numbers(text) for name, text in texts.items() if _latin_numbers(text)} == {}
