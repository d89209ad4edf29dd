"""The harness itself: a conversation goes the worker's way from end to end."""

from __future__ import annotations

import pytest

from tests.dialogue.conversing import Counter, counter
from tests.dialogue.purchases import Bought

__all__ = ["counter"]
pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]


def test_an_order_is_kept_at_a_no_and_cancelled_at_a_yes_and_restored(counter: Counter) -> None:
    kiran = counter.customer("gu-Latn")
    number = kiran.buys()
    assert kiran.writes(f"{number} cancel karo") == ["cancel.confirm"]
    assert kiran.buttons == ["button.cancel_yes", "button.cancel_no"]
    assert number in kiran.said
    assert kiran.taps("button.cancel_no") == ["cancel.kept"]
    assert kiran.stage(number) == "confirmed"
    kiran.writes("order cancel karvo che")
    assert kiran.writes("ha kari do") == ["cancel.done_paid"]
    assert kiran.stage(number) == "cancelled"
    assert kiran.taps("button.undo_cancel") == ["cancel.undone"]
    assert kiran.stage(number) == "confirmed"


def test_a_notice_is_what_the_next_words_answer(counter: Counter) -> None:
    rahul = counter.customer("en")
    number = rahul.buys(Bought.CASH)
    rahul.hears("cod_ask", number)
    assert rahul.taps("button.confirm_yes") == ["cod.confirmed"]
    assert rahul.stage(number) == "confirmed"


def test_stop_words_and_a_burst_need_no_patience(counter: Counter) -> None:
    mitali = counter.customer("bn")
    assert mitali.writes("STOP") == ["stop.all"]
    assert "marketing" in mitali.withdrawn()
    mitali.buys(Bought.ON_THE_WAY)
    assert mitali.writes("where is", "my order")
    assert not mitali.requests()
    assert not mitali.person_called()
