"""A plain yes or no to a question that acts at once: a cash order to confirm, offers by message. Nothing else acts."""

from __future__ import annotations

from actions.answers.cash_on_delivery import confirm
from actions.dialogue.offers import offer_of
from actions.dialogue.polarity import is_undecided, leaves_open, refuses_surely, said_to
from actions.dialogue.reading_first import reads_answer_to
from actions.dialogue.slots import Events
from actions.dialogue.visit import Visit
from actions.shop.consent import no_more_offers, subscribed, whether_offers, whether_to_stop
from actions.words.offers_refused import refuses_offers
from bot.domain.polarity import Act, Polarity
from bot.domain.refusals import confirms

# What an answer that is neither is taken for; anything else surely understood is something else.
_ANSWERS = frozenset({"affirm", "deny", "confirm_order", "subscribe", "nlu_fallback", "out_of_scope", "cancel_order"})
# "Nobody will be home" is taken for a complaint; one that says neither yes nor no is heard as one.
_TO_CASH = _ANSWERS - {"cancel_order"} | {"complaint"}


@reads_answer_to("notice.cod_ask", "notice.cod_reminder", "cod.ask_confirm", "order.cod_unconfirmed")
def answer_to_cash(visit: Visit) -> Events | None:
    """Confirm a cash order at a plain yes, leave it at a no, ask once more where it is neither for sure."""
    turn, offered = visit.turn, offer_of(visit.turn, 0)
    if turn.is_button or turn.asked or offered is None:
        return None
    number = offered.entities.get("order_number", "") or turn.last.order
    # "Confirm" is a yes, except right below the question that it was answered with: there it says it again.
    says_again = turn.last.key == "cod.ask_confirm" and confirms(turn.text_before)
    said = said_to(turn, Act.CONFIRM, number, asked_by_us=not says_again)
    if said is Polarity.YES:
        return confirm(visit, agreed=True, number=number)
    if refuses_surely(turn, Act.CONFIRM, number):
        return confirm(visit, agreed=False, number=number)
    if not leaves_open(turn, Act.CONFIRM, number) and (turn.intent not in _TO_CASH or said is Polarity.OTHER):
        return None
    return confirm(visit, agreed=False if said is Polarity.NO else None, number=number)


@reads_answer_to("subscribe.ask")
def answer_to_offers(visit: Visit) -> Events | None:
    """Note a plain yes or a no to offers by message; ask once more where it is neither for sure."""
    turn = visit.turn
    if turn.is_button or turn.asked:
        return None
    said = said_to(turn, Act.SUBSCRIBE)
    if said is Polarity.YES:
        return subscribed(visit)
    if refuses_offers(turn.text):
        return no_more_offers(visit)
    if refuses_surely(turn, Act.SUBSCRIBE):
        visit.say("deny.nothing")
        return []
    return whether_offers(visit) if is_undecided(turn, Act.SUBSCRIBE, said, _ANSWERS) else None


@reads_answer_to("stop.ask")
def answer_to_stop(visit: Visit) -> Events | None:
    """Stop offers at a plain yes, keep them at a no; ask once more where it is neither for sure."""
    turn = visit.turn
    if turn.is_button or turn.asked:
        return None
    said = said_to(turn, Act.STOP)
    if said is Polarity.YES or refuses_offers(turn.text):
        return no_more_offers(visit)
    if said is Polarity.NO:
        visit.say("stop.kept")
        return []
    return whether_to_stop(visit) if is_undecided(turn, Act.STOP, said, _ANSWERS | {"stop_messages"}) else None
