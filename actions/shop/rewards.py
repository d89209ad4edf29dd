"""Offers and points."""

from __future__ import annotations

from actions.dialogue.slots import Events
from actions.dialogue.visit import ShopAction, Visit
from actions.shop.answers import BroadAction, faq_text
from actions.shop.consent import no_more_offers
from actions.words.offers_refused import refuses_offers
from bot.domain.field_values import Value, counted, day, lines, sentence
from bot.services.rewards.offers import OfferView, list_current_offers
from bot.services.rewards.points import read_balance


class ActionOffers(BroadAction):
    """ask_offers."""

    writes = True  # "no more offers" is taken for it too

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_offers"

    def answer(self, visit: Visit) -> Events:
        """Who wants no offers is told of none."""
        return no_more_offers(visit) if refuses_offers(visit.turn.text) else super().answer(visit)

    def answer_broadly(self, visit: Visit) -> Events:
        """What runs today, one a line."""
        offers = list_current_offers(visit.db, visit.merchant_id, visit.today)
        if offers:
            visit.say("offers.list", lines=lines(_line(visit, offer) for offer in offers))
        else:
            visit.say("offers.none")
        return []


class ActionPoints(ShopAction):
    """loyalty_points."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_points"

    def answer(self, visit: Visit) -> Events:
        """The balance, and how points work in the shop's words."""
        points = read_balance(visit.db, visit.merchant_id, visit.customer_id)
        how = lines([faq_text(visit, "loyalty") or None])
        if points <= 0:
            visit.say("points.none", details=how)
        else:
            visit.say(counted("points.balance", points), points=points, details=how)
        return []


def _line(visit: Visit, offer: OfferView) -> Value:
    values: dict[str, Value] = {
        "amount": offer.amount.as_value(),
        "minimum": offer.minimum.as_value(),
        "code": offer.code,
    }
    if offer.ends_on:
        return sentence("offers.line_until", day=day(offer.ends_on, visit.today), **values)
    return sentence("offers.line", **values)
