"""Nothing irreversible against the customer's word: what is no plain yes acts on no question, a plain yes on each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.domain.locale import CODES
from tests.dialogue.cases import failures
from tests.dialogue.conversing import Counter, counter
from tests.dialogue.corpus import answers_to, by_turns, messages
from tests.dialogue.questions import QUESTIONS

__all__ = ["counter"]
pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]

PUT_AGAIN = {"cancel": "cancel.confirm", "cash": "cod.ask_confirm", "offers": "subscribe.ask", "stop": "stop.ask"}


def each_question(test: Callable[..., None]) -> Callable[..., None]:
    """In each language, with the messages whose turn this question is; with the others in the long round."""
    others = [pytest.param(False, id="by turns"), pytest.param(True, id="the others", marks=pytest.mark.long)]
    for name, values in (("locale", CODES), ("question", QUESTIONS), ("others", others)):
        test = pytest.mark.parametrize(name, values)(test)
    return test


@each_question
def test_what_is_no_plain_yes_acts_on_nothing(counter: Counter, question: str, locale: str, others: bool) -> None:
    def check(message: str) -> str:
        asked = QUESTIONS[question](counter, locale)
        said = asked.buyer.writes(message.format(a=asked.number))
        noted = asked.buyer.requests()
        return f"{said} {noted}" if asked.has_acted() or noted else ""

    assert not failures(check, answers_to(locale, "no yes", question, others=others))


@each_question
def test_a_plain_yes_is_not_asked_again(counter: Counter, question: str, locale: str, others: bool) -> None:
    def check(message: str) -> str:
        asked = QUESTIONS[question](counter, locale)
        said = asked.buyer.writes(message.format(a=asked.number))
        return "" if asked.has_acted() else f"{said}"

    assert not failures(check, answers_to(locale, "yes", question, others=others))


@each_question
def test_what_decides_nothing_puts_the_question_again(
    counter: Counter, question: str, locale: str, others: bool
) -> None:
    def check(message: str) -> str:
        said = QUESTIONS[question](counter, locale).buyer.writes(message)
        # "Only if it's free" may be told what cancelling costs before.
        return "" if [key for key in said if key != "faq.answer"] == [PUT_AGAIN[question]] else f"{said}"

    assert not failures(check, by_turns(messages(locale)["open"], locale, question, others=others))


@pytest.mark.parametrize("locale", CODES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_enough_is_tried(question: str, locale: str) -> None:
    assert len(answers_to(locale, "no yes", question)) >= 25
    assert len(answers_to(locale, "yes", question)) >= 15
