"""Every form through real Rasa, in the customers' languages: left for a question, come back to, and answered.

What is said is in forms.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.domain.locale import CODES
from tests.dialogue.conversing import Buyer, Counter, counter
from tests.dialogue.purchases import Bought

__all__ = ["counter"]
pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]

FORMS: Mapping[str, Mapping[str, Mapping[str, str]]] = tomllib.loads(
    (Path(__file__).parent / "forms.toml").read_text(encoding="utf-8")
)
ASKED = {
    "address": Bought.PAID,
    "reschedule": Bought.MISSED,
    "return": Bought.DELIVERED,
    "damaged": Bought.DELIVERED,
    "exchange": Bought.DELIVERED,
}


def opened(counter: Counter, locale: str, form: str) -> Buyer:
    """A customer whom the form has asked for what it needs."""
    buyer = counter.customer(locale)
    number = buyer.buys(ASKED[form])
    said = buyer.writes(FORMS[form][locale]["wish"].format(a=number))
    assert said == [f"request.ask.{form}"], (said, buyer.intent, buyer.confidence)
    return buyer


@pytest.mark.parametrize(("form", "locale"), [(form, locale) for form in ASKED for locale in FORMS[form]])
def test_it_takes_its_answer_after_a_question_in_between(counter: Counter, form: str, locale: str) -> None:
    buyer = opened(counter, locale, form)
    said = buyer.writes(FORMS[form][locale]["question"])
    assert said[1:] == ["flow.back", f"request.ask.{form}"], (said, buyer.intent)
    assert not buyer.requests()
    done = buyer.writes(FORMS[form][locale]["answer"])
    assert len(done) == 1, done
    assert done[0].startswith(f"request.done.{form}"), (done, buyer.intent)
    assert [noted.kind for noted in buyer.requests()] == [form]


@pytest.mark.parametrize("locale", CODES)
def test_a_payment_takes_its_utr(counter: Counter, locale: str) -> None:
    buyer = counter.customer(locale)
    told = FORMS["payment"][locale]
    assert buyer.writes(told["wish"]) == ["faq.answer", "request.done.payment"]
    assert buyer.writes(told["answer"]) == ["request.already_open_alone"]
    (noted,) = buyer.requests()
    assert told["answer"] in noted.words
