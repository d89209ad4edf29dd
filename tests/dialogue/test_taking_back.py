"""What was agreed is taken back or changed by words, and not by words that only follow it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.locale import CODES
from bot.domain.orders import OrderStage
from tests.dialogue.cases import failures
from tests.dialogue.conversing import Buyer, Counter, counter
from tests.dialogue.corpus import messages
from tests.dialogue.purchases import Bought

__all__ = ["counter"]
pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]


def _wish(buyer: Buyer, wish: str, number: str) -> list[str]:
    (words,) = messages(buyer.locale)[f"wish: {wish}"]
    return buyer.writes(words.format(a=number))


def _cancelled(counter: Counter, locale: str) -> tuple[Buyer, str]:
    buyer = counter.customer(locale)
    number = buyer.buys()
    _wish(buyer, "cancel", number)
    buyer.taps("button.cancel_yes")
    assert buyer.stage(number) == OrderStage.CANCELLED
    return buyer, number


def _returned(counter: Counter, locale: str) -> tuple[Buyer, str]:
    """A return that was noted; its reason is asked for where the wish did not tell it."""
    buyer = counter.customer(locale)
    number = buyer.buys(Bought.DELIVERED)
    if "request.ask.return" in _wish(buyer, "return", number):
        (told,) = messages(locale)["wish: return"]
        buyer.writes(told.partition(",")[2])
    assert [noted.kind for noted in buyer.requests()] == ["return"], buyer.said
    return buyer, number


@pytest.mark.parametrize("locale", CODES)
def test_a_cancellation_is_undone_by_words_that_say_so(counter: Counter, locale: str) -> None:
    def check(message: str, *, undone: bool) -> str:
        buyer, number = _cancelled(counter, locale)
        said = buyer.writes(message)
        return "" if (buyer.stage(number) == OrderStage.CONFIRMED) is undone else f"{said}"

    found = messages(locale)
    assert not failures(lambda message: check(message, undone=True), found["take back: cancel"])
    assert not failures(lambda message: check(message, undone=False), found["no take back: cancel"])


@pytest.mark.parametrize("locale", CODES)
def test_a_request_is_withdrawn_by_words_that_say_so(counter: Counter, locale: str) -> None:
    def check(message: str, *, withdrawn: bool) -> str:
        buyer, _ = _returned(counter, locale)
        said = buyer.writes(message)
        left = [noted.kind for noted in buyer.requests()]
        return "" if left == ([] if withdrawn else ["return"]) else f"{said} {left}"

    found = messages(locale)
    assert not failures(lambda message: check(message, withdrawn=True), found["take back: request"])
    assert not failures(lambda message: check(message, withdrawn=False), found["no take back: request"])


@pytest.mark.parametrize("locale", CODES)
def test_a_day_just_noted_is_moved(counter: Counter, locale: str) -> None:
    wanted = (counter.clock() + timedelta(days=2, hours=5, minutes=30)).date().isoformat()

    def check(message: str) -> str:
        buyer = counter.customer(locale)
        _wish(buyer, "tomorrow", buyer.buys(Bought.ON_THE_WAY))
        said = buyer.writes(message)
        return "" if [wanted in noted.words for noted in buyer.requests()] == [True] else f"{said} {buyer.requests()}"

    assert not failures(check, messages(locale)["another day"])


@pytest.mark.parametrize("locale", CODES)
def test_of_two_numbers_the_one_to_be_cancelled_is_asked_about(counter: Counter, locale: str) -> None:
    def check(message: str) -> str:
        buyer = counter.customer(locale)
        kept, ended = buyer.buys(), buyer.buys()
        said = buyer.writes(message.format(a=kept, b=ended))
        if said != ["cancel.confirm"] or kept in buyer.said:
            return f"{said} {buyer.said}"
        buyer.taps("button.cancel_yes")
        right = (buyer.stage(kept), buyer.stage(ended)) == (OrderStage.CONFIRMED, OrderStage.CANCELLED)
        return "" if right else buyer.said

    assert not failures(check, messages(locale)["two numbers"])


@pytest.mark.parametrize("locale", CODES)
def test_a_dropped_wish_is_gone(counter: Counter, locale: str) -> None:
    def check(no: str) -> str:
        buyer = counter.customer(locale)
        first, second = buyer.buys(), buyer.buys()
        _wish(buyer, "cancel", first)
        buyer.writes(no)
        _wish(buyer, "cancel", second)
        asked = buyer.said
        buyer.writes(messages(locale)["yes"][0])
        right = (buyer.stage(first), buyer.stage(second)) == (OrderStage.CONFIRMED, OrderStage.CANCELLED)
        return "" if right else f"{asked} → {buyer.said}"

    assert not failures(check, messages(locale)["no yes"][:5])
