"""What the simulated Twilio bills: nothing at first, then by what became of a message."""

from __future__ import annotations

from dataclasses import replace

from bot.simulator.world.bills import TOLD_AFTER, price
from bot.simulator.world.ledger import Message

SENT = Message("SM1", "+91", "whatsapp", "outbound-api", "whatsapp:+91", "whatsapp:+1", "Hi", "delivered", 0.0, 100.0)
LATER = SENT.updated + TOLD_AFTER


def test_a_price_is_told_later_and_by_what_became_of_it() -> None:
    assert price(SENT, LATER - 1) == {"price": None, "price_unit": None}
    assert price(replace(SENT, direction="inbound"), LATER)["price"] is None
    told = {
        status: price(replace(SENT, status=status, rich={"template": {"sid": "HX1"}}), LATER)["price"]
        for status in ("read", "undelivered", "failed")
    }
    assert told == {"read": "-0.01450", "undelivered": "-0.00000", "failed": "-0.00100"}
    assert price(SENT, LATER) == {"price": "-0.00500", "price_unit": "USD"}
    by_sms = replace(SENT, customer="+91", segments=2)
    assert price(by_sms, LATER)["price"] == "-0.16000"
