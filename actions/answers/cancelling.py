"""Whether an order is to be cancelled: asked with two buttons, and done on one of them or a plain yes alone."""

from __future__ import annotations

from actions.dialogue.polarity import leaves_open, said_to
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events, Slot, asking, ended
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from actions.orders import told
from actions.requests.done import cancel
from actions.requests.draft import Draft, kept_draft
from bot.domain.orders import ON_THE_WAY
from bot.domain.polarity import Act, Polarity
from bot.services.orders.views import OrderView
from lexicon.folding import fold
from lexicon.meanings import pattern_meaning

_DELIVERY = pattern_meaning("carriage")


def ask_whether(visit: Visit, draft: Draft, order: OrderView) -> Events:
    """Put the question, or cancel at once where a button that says so was tapped."""
    shipped = order.stage in ON_THE_WAY
    # Only a button that says what it does, with the order's number in it, needs no second question.
    if visit.turn.is_button and visit.turn.entities.get("confirmed") == "yes":
        return cancel(visit, order, draft.words)
    yes = {"order_number": order.number, "confirmed": "yes"}
    buttons = (
        Button("button.ask_team" if shipped else "button.cancel_yes", "cancel_order", yes),
        Button("button.cancel_no", "deny"),
    )
    values = {"number": order.number, "items": told.items(visit, order), "amount": order.total.as_value()}
    visit.say("cancel.confirm_shipped" if shipped else "cancel.confirm", buttons, **values)
    return asking(Slot.REQUEST_CONFIRMED, draft.slots())


def decided(visit: Visit, order: OrderView) -> Events | None:
    """Cancel at a plain yes, keep at a no; None at anything else."""
    said = said_to(visit.turn, Act.CANCEL, order.number)
    if said is Polarity.YES:
        return cancel(visit, order, kept_draft(visit).words)
    return kept(visit, order) if said is Polarity.NO else None


def leaves_it_open(turn: Turn, order: OrderView) -> bool:
    """Whether a few words say neither, and nothing else: the question is to be put once more."""
    return leaves_open(turn, Act.CANCEL, order.number)


def asks_cost(turn: Turn) -> bool:
    """Whether "is there a charge?" is asked below the question; a charge for delivery is called so."""
    return turn.intent == "ask_delivery_charges" and _DELIVERY.search(fold(turn.text)) is None


def kept(visit: Visit, order: OrderView | None) -> Events:
    """Say that nothing is cancelled."""
    if order is None:
        visit.say("deny.nothing")
        return ended()
    visit.say("cancel.kept", number=order.number)
    return ended({Slot.ORDER_NUMBER: order.number})
