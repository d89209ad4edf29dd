"""The questions that act, opened in a new customer's conversation, and what acting on them is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.domain.orders import OrderStage
from tests.dialogue.conversing import Buyer, Counter
from tests.dialogue.corpus import messages
from tests.dialogue.purchases import Bought


@dataclass(frozen=True, slots=True)
class Asked:
    """A customer before whom a question is open, the number of their order, and whether it was acted upon."""

    buyer: Buyer
    number: str
    has_acted: Callable[[], bool]


def ask_to_cancel(counter: Counter, locale: str) -> Asked:
    """ "Shall I cancel it?" of an order that has been paid."""
    buyer = counter.customer(locale)
    number = buyer.buys()
    _opened(buyer, "cancel", number, "cancel.confirm")
    return Asked(buyer, number, lambda: buyer.stage(number) == OrderStage.CANCELLED)


def ask_for_cash(counter: Counter, locale: str) -> Asked:
    """The notice that asks to confirm a cash order."""
    buyer = counter.customer(locale)
    number = buyer.buys(Bought.CASH)
    buyer.hears("cod_ask", number)
    return Asked(buyer, number, lambda: buyer.stage(number) != OrderStage.COD_UNCONFIRMED)


def ask_for_offers(counter: Counter, locale: str) -> Asked:
    """ "Do you want offers and news?"."""
    buyer = counter.customer(locale, likes_news=False)
    _opened(buyer, "offers", "", "subscribe.ask")
    return Asked(buyer, "", lambda: bool(buyer.agreed()))


def ask_to_stop(counter: Counter, locale: str) -> Asked:
    """ "Shall I stop offers and news?"."""
    buyer = counter.customer(locale)
    _opened(buyer, "stop", "", "stop.ask")
    return Asked(buyer, "", lambda: bool(buyer.withdrawn()))


def _opened(buyer: Buyer, wish: str, number: str, key: str) -> None:
    (words,) = messages(buyer.locale)[f"wish: {wish}"]
    said = buyer.writes(words.format(a=number))
    assert said == [key], f"{words} → {said}, {buyer.intent} {buyer.confidence:.2f}"


QUESTIONS: Mapping[str, Callable[[Counter, str], Asked]] = {
    "cancel": ask_to_cancel,
    "cash": ask_for_cash,
    "offers": ask_for_offers,
    "stop": ask_to_stop,
}
