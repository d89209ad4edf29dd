"""Letters that nobody sees, as a phone's contacts and web pages add them, are no fault of an event."""

from __future__ import annotations

import pytest

from bot.shops.own import shapes
from bot.shops.own.faults import checked
from tests.api.caller import order


@pytest.mark.parametrize("unseen", ["\u202a", "\u200b", "\ufeff", "\u2066", "\ufe0f", "\u3164"])
def test_letters_that_nobody_sees_are_no_fault(unseen: str) -> None:
    customer = {"name": f"{unseen}Asha{unseen} Patel", "phone": f"{unseen}98000{unseen} 00001"}
    event = checked(order(number=f"1042{unseen}", customer=customer))
    assert isinstance(event, shapes.OrderEvent)
    assert (event.number, event.customer.name, event.customer.phone) == ("1042", "Asha Patel", "98000 00001")
