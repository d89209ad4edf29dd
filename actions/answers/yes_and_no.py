"""Yes and no outside of a form: an answer to the last thing we offered, or to nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.answers.cash_on_delivery import confirm
from actions.dialogue.buttons import MENU
from actions.dialogue.forms import opening
from actions.dialogue.intents import KIND_OF
from actions.dialogue.interruptions import agrees
from actions.dialogue.visit import Events, ShopAction, Visit
from actions.follow_ups.bad_news import PROMISED, ask_which, wish
from actions.shop.answers import give_up
from actions.shop.consent import no_more_offers, subscribed
from actions.shop.person import call_person
from actions.words.offers_refused import refuses_offers

# Said with one offer in it: "yes" takes its first button.
_OFFERS = frozenset(
    {
        "fallback.second",
        "flow.stuck",
        "person.offer",
        "proof.blocked",
        "order.attempt_failed",
        "order.cod_unconfirmed",
        "order.lost",
        "cod.ask_confirm",
        "cancel.delivered",
        "rating.thanks_low",
        "request.no.already_shipped",
        "request.no.no_warranty",
        "request.no.return_over",
        "subscribe.ask",
        "notice.cod_ask",
        "notice.cod_reminder",
        "notice.attempt_failed",
    }
)
# These ask nothing: "ok" means that it was read.
_STATEMENTS = frozenset(
    {
        "rating.thanks_low",
        "request.no.already_shipped",
        "request.no.no_warranty",
        "request.no.return_over",
        *PROMISED,
    }
)
_NODS = frozenset(
    {
        *("ok", "okay", "okk", "ok ok", "oh ok", "k", "kk", "fine", "hmm", "alright"),
        *("acha", "accha", "achha", "thik hai", "theek hai", "thik h", "ठीक है", "ठीक", "अच्छा", "ओके", "हम्म"),
        *("saru", "thik che", "barabar", "સારું", "ઠીક છે", "બરાબર", "ઓકે"),
        *("thik ache", "accha thik ache", "আচ্ছা", "ঠিক আছে", "ওকে"),
    }
)


class ActionAffirm(ShopAction):
    """affirm."""

    writes = True

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_affirm"

    def answer(self, visit: Visit) -> Events:
        """Do what was offered."""
        if not agrees(visit.turn):
            give_up(visit)  # a sign that may mean anything
            return []
        nods = _only_nods(visit)
        promised = ask_which(visit) if nods else wish(visit)
        return promised if promised is not None else _take(visit, {} if nods else _offer(visit, 0))


class ActionDeny(ShopAction):
    """deny."""

    writes = True

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_deny"

    def answer(self, visit: Visit) -> Events:
        """Leave it; an order that waits for a yes is told what no means."""
        if refuses_offers(visit.turn.text):
            return no_more_offers(visit)
        taken = _offer(visit, 1)
        if taken.get("intent") == "confirm_order":
            return confirm(visit, "no", str((taken.get("entities") or {}).get("order_number", "")))
        if visit.turn.last_key.startswith("notice.out_for_delivery"):  # "somebody at home?" "no"
            return opening("request_form", request_kind="reschedule", request_order=visit.turn.told_order)
        visit.say("deny.nothing")
        return []


def _take(visit: Visit, taken: Mapping[str, Any]) -> Events:
    """Do what the offered button says; with none, say that there is nothing to say yes to."""
    intent, entities = str(taken.get("intent", "")), taken.get("entities") or {}
    if intent == "talk_to_person":
        return call_person(visit)
    if intent == "subscribe":
        return subscribed(visit)
    if intent == "confirm_order":
        return confirm(visit, "yes", str(entities.get("order_number", "")))
    if intent in KIND_OF:
        return opening("request_form", request_kind=KIND_OF[intent], request_order=entities.get("order_number"))
    if visit.turn.last_key == "cod.not_now":
        # "Cancel it, or keep it?" is not answered by a yes: the order is asked about once more.
        return confirm(visit, "", visit.turn.last_order)
    visit.say("affirm.nothing", MENU)
    return []


def _only_nods(visit: Visit) -> bool:
    """Whether "ok" acknowledges what we stated, where a "yes" would take what we offered beside it."""
    told = visit.turn.text.casefold()
    if visit.turn.last_key in PROMISED and not any(map(str.isalnum, told)):
        return True  # 👍 below bad news
    return visit.turn.last_key in _STATEMENTS and told.strip(" .!") in _NODS


def _offer(visit: Visit, position: int) -> Mapping[str, Any]:
    """The button of the last message that a yes (0) or no (1) stands for; empty when nothing was offered."""
    buttons = visit.turn.last_said.get("buttons") or []
    if visit.turn.last_key not in _OFFERS or position >= len(buttons):
        return {}
    button: Mapping[str, Any] = buttons[position]
    return button
