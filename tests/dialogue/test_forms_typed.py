"""Forms in gu-Latn and bn-Latn, typed, left and put off; and what follows questions that act."""

from __future__ import annotations

import pytest

from bot.domain.locale import CODES
from bot.domain.orders import OrderStage
from tests.dialogue.cases import failures
from tests.dialogue.conversing import Counter, counter
from tests.dialogue.corpus import messages
from tests.dialogue.purchases import Bought

__all__ = ["counter"]
pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]

# An exchange: the wish, what is wished instead, a no that leaves it, a thought that puts it off.
TYPED = {
    "gu-Latn": ("{a} exchange karvu che", "ek size moti joiye che", "na rehva do", "vicharine kahu"),
    "bn-Latn": ("{a} exchange korte chai", "ek size boro chai", "na thak", "bhebe bolchi"),
}
NO_GUARD = {
    "en": "don't give it to the guard",
    "hi": "गार्ड को मत देना पार्सल",
    "gu": "ગાર્ડને ના આપતા",
    "bn": "দারোয়ানকে দেবেন না প্লিজ",
    "hi-Latn": "guard ko mat dena",
    "gu-Latn": "guard ne na aapta",
    "bn-Latn": "daroyan ke deben na",
}
MONEY_BACK = {
    "en": "{a} give my money back",
    "hi": "{a} के पैसे वापस करो",
    "gu": "{a} ના પૈસા પાછા આપો",
    "bn": "{a} এর টাকা ফেরত দিন",
    "hi-Latn": "{a} ke paise wapas karo",
    "gu-Latn": "{a} na paisa pacha aapo",
    "bn-Latn": "{a} er taka ferot din",
}


@pytest.mark.parametrize("locale", TYPED)
def test_an_exchange_is_typed_left_and_put_off(counter: Counter, locale: str) -> None:
    wish, instead, leave, later = TYPED[locale]

    def after(answer: str) -> tuple[list[str], list[str]]:
        buyer = counter.customer(locale)
        number = buyer.buys(Bought.DELIVERED)
        assert buyer.writes(wish.format(a=number)) == ["request.ask.exchange"], buyer.said
        said = buyer.writes(answer)
        return said, [noted.kind for noted in buyer.requests()]

    assert after(instead) == (["request.done.exchange"], ["exchange"])
    assert after(leave) == (["flow.cancelled"], [])
    assert after(later) == (["later.left_open"], [])


@pytest.mark.parametrize("locale", CODES)
def test_what_is_on_its_way_is_not_stopped_by_a_no_or_a_doubt(counter: Counter, locale: str) -> None:
    def check(message: str) -> str:
        buyer = counter.customer(locale)
        number = buyer.buys(Bought.ON_THE_WAY)
        (wish,) = messages(locale)["wish: cancel"]
        assert buyer.writes(wish.format(a=number)) == ["cancel.confirm_shipped"], buyer.said
        said = buyer.writes(message)
        return f"{said}" if buyer.requests() else ""

    assert not failures(check, messages(locale)["no yes"][:8])


@pytest.mark.parametrize("locale", CODES)
def test_a_cash_order_put_off_is_still_there_to_confirm(counter: Counter, locale: str) -> None:
    buyer = counter.customer(locale)
    number = buyer.buys(Bought.CASH)
    buyer.hears("cod_ask", number)
    buyer.writes(messages(locale)["no yes"][0])
    assert buyer.stage(number) == OrderStage.COD_UNCONFIRMED, buyer.said
    assert buyer.writes(number)  # where it stands, with the question below it
    assert buyer.writes(messages(locale)["yes"][0]) == ["cod.confirmed"], buyer.said
    assert buyer.stage(number) == OrderStage.CONFIRMED


@pytest.mark.parametrize("locale", CODES)
def test_the_button_beside_a_reference_takes_the_request_back(counter: Counter, locale: str) -> None:
    buyer = counter.customer(locale)
    number = buyer.buys(Bought.AT_THE_DOOR)
    assert buyer.writes(NO_GUARD[locale]) == ["door.not_to_them"], (buyer.intent, buyer.said)
    assert [(noted.kind, noted.order) for noted in buyer.requests()] == [("hand_over", number)]
    assert buyer.taps("button.withdraw") == ["request.withdrawn"]
    assert not buyer.requests()


@pytest.mark.parametrize("locale", CODES)
def test_money_back_is_no_refusal(counter: Counter, locale: str) -> None:
    buyer = counter.customer(locale)
    number = buyer.buys(Bought.DELIVERED)
    assert buyer.writes(MONEY_BACK[locale].format(a=number)) == ["request.ask.refund"], (buyer.intent, buyer.said)
