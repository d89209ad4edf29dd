"""Words that refuse what nobody asked about: nothing is done, noted, asked of a person, or begun."""

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
# What would act on the next words, or on any.
_BEGUN = ("cancel.confirm", "request.ask", "request.done", "stop.done", "stop.ask")


@pytest.mark.parametrize("locale", CODES)
def test_a_refusal_out_of_the_blue_does_nothing(counter: Counter, locale: str) -> None:
    def check(message: str) -> str:
        buyer = counter.customer(locale)
        paid, came = buyer.buys(), buyer.buys(Bought.DELIVERED)
        said = buyer.writes(message)
        as_before = (buyer.stage(paid), buyer.stage(came)) == (OrderStage.CONFIRMED, OrderStage.DELIVERED)
        untouched = as_before and not buyer.requests() and not buyer.withdrawn() and not buyer.person_called()
        return "" if untouched and not any(key.startswith(_BEGUN) for key in said) else f"{said} {buyer.intent}"

    assert not failures(check, messages(locale)["cold"])
