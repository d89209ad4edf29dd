""" "Is the address right?" shows the one we have, and opens no change of it."""

from __future__ import annotations

from actions.dialogue.reading_first import reads_any
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events, Slot
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from actions.orders.which import mentioned, spoken_of
from actions.requests.draft import kept_draft
from actions.requests.kinds import fits
from actions.words.addresses import asks_whether_right
from bot.domain.orders import OVER
from bot.domain.requests import RequestKind
from bot.services.orders.finding import find_relevant_order
from bot.services.orders.places import find_address
from bot.services.orders.views import OrderView


def _asks_for_it(turn: Turn) -> bool:
    return asks_whether_right(turn.text)


@reads_any(_asks_for_it)
def address_told(visit: Visit) -> Events | None:
    """Show the address an order goes to, with a button to change it while it can be; None where there is none to show.

    An order that was only proven is somebody else's: knowing its PIN code is no right to its address.
    """
    order = _order_meant(visit)
    if order is None or order.customer_id != visit.customer_id:
        return None
    address = find_address(visit.db, visit.merchant_id, order.id)
    if not address:
        return None
    change = (Button("button.change_address", "change_address", {"order_number": order.number}),)
    may_change = fits(RequestKind.ADDRESS, order) and visit.turn.asked != Slot.REQUEST_DETAIL
    visit.say("address.on_file", change if may_change else (), number=order.number, address=address)
    return []


def _order_meant(visit: Visit) -> OrderView | None:
    named = mentioned(visit)
    if named.named:
        return named.order
    kept = kept_draft(visit).order if visit.turn.asked == Slot.REQUEST_DETAIL else None
    coming = [order for order in visit.orders if order.stage not in OVER]
    return kept or spoken_of(visit) or find_relevant_order(coming)
