"""Two weeks of two buyers: what the shop and the courier tell, and what the buyers do, at which hour."""

from __future__ import annotations

from tests.lives.buyer import Buyer
from tests.lives.rasa import Meaning
from tests.lives.shop import DELIVERED, FIRST_CART, OUT_FOR_DELIVERY, SECOND_CART, UNDELIVERED, Shop
from tests.lives.stage import Stage

SATURDAY = {"gu": "શનિવારે ફાવશે", "en": "Saturday works for me"}
POINTS = {"gu": "મારા કેટલા પોઇન્ટ છે?", "en": "how many points do I have?"}
# What was promised for the 25th is late from midnight on; with the parcel at the door the wish for another day is over.
LATE, SETTLED = "26 Nov 00:00", "28 Nov 20:30"
MEANINGS: dict[str, Meaning] = {
    **dict.fromkeys(SATURDAY.values(), ("inform", {"date": "weekday:6"})),
    **dict.fromkeys(POINTS.values(), ("loyalty_points", {})),
}


def live(stage: Stage, shop: Shop, asha: Buyer, john: Buyer) -> None:
    """From the first cart on Monday to the Monday after next."""
    _buy(stage, shop, asha, john)
    _wait(stage, shop, asha, john)
    _meet_the_courier(stage, shop, asha, john)
    stage.until("2 Dec 11:30")
    for buyer in (asha, john):
        buyer.chooses(1)  # five stars
        buyer.writes(POINTS[buyer.locale])
    stage.until("7 Dec 12:00")


def _buy(stage: Stage, shop: Shop, asha: Buyer, john: Buyer) -> None:
    stage.until("23 Nov 11:00")
    shop.consent(john)
    for buyer in (asha, john):
        shop.cart(buyer, FIRST_CART)
    stage.until("23 Nov 12:20")
    shop.consent(asha)  # when a reminder of hers has been due for a while
    stage.until("23 Nov 13:10")
    # John comes back by himself.
    assert asha.follows_link().startswith("https://rangoli.example/60000000001/checkouts/")
    stage.until("23 Nov 13:15")
    for buyer in (asha, john):
        shop.order(buyer)
    stage.until("23 Nov 13:20")
    for buyer in (asha, john):
        buyer.chooses(1)  # yes, send it


def _wait(stage: Stage, shop: Shop, *buyers: Buyer) -> None:
    """Promised for Wednesday the 25th; on Thursday it is late, and then there is another cart."""
    stage.until("24 Nov 10:05")
    for buyer in buyers:
        shop.fulfilment(buyer)
    stage.until("26 Nov 10:00")
    for buyer in buyers:
        shop.cart(buyer, SECOND_CART)


def _meet_the_courier(stage: Stage, shop: Shop, asha: Buyer, john: Buyer) -> None:
    """He comes in vain on Friday, and late on Saturday."""
    stage.until("27 Nov 09:00")
    for buyer in (asha, john):
        shop.scan(buyer, OUT_FOR_DELIVERY, "Out for delivery", "2026-11-27")
    stage.until("27 Nov 14:05")
    for buyer in (asha, john):
        shop.scan(buyer, UNDELIVERED, "Undelivered - Consignee not available", "2026-11-28")
    stage.until("27 Nov 14:20")
    asha.chooses(1)  # another day; John says at once which
    for buyer in (asha, john):
        buyer.writes(SATURDAY[buyer.locale])
    stage.until("28 Nov 09:00")
    for buyer in (asha, john):
        shop.scan(buyer, OUT_FOR_DELIVERY, "Out for delivery", "2026-11-28")
    stage.until("28 Nov 20:30")
    for buyer in (asha, john):
        shop.scan(buyer, DELIVERED, "Delivered", "2026-11-28")
