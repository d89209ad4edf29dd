"""The one form for everything the shop's team has to do: cancel, return, exchange, address, claims, complaints."""

from __future__ import annotations

from dataclasses import replace

from actions.answers import cancelling
from actions.answers.beginning import refused_or_guessed
from actions.dialogue.buttons import PERSON
from actions.dialogue.forms import FormCheck, put_again, unclear
from actions.dialogue.intents import KIND_OF
from actions.dialogue.interruptions import SURE, is_short
from actions.dialogue.readings import is_guess, words_meant
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events, Slot, asking, ended
from actions.dialogue.topics import topic_of
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from actions.follow_ups.bad_news import wish
from actions.follow_ups.payment import adds_to_payment
from actions.orders.proof import asks_about_area, is_slip, proof_typed, prove_order
from actions.orders.which import Meant, by_number, mentioned, number_typed
from actions.requests.done import ask_again, submit
from actions.requests.draft import Draft, kept_draft, kept_kind
from actions.requests.kinds import (
    SOMETHING_ELSE,
    TOLD_AT_ONCE,
    WITHOUT_DETAIL,
    WITHOUT_ORDER,
    answers_look_like,
    fits,
    kind_for,
    why_not,
)
from actions.requests.order import offer_orders, order_answered, order_for
from actions.shop.answers import tell_faq
from actions.words.anger import spoils_praise
from actions.words.details import is_a_story, is_an_address, says_something, wished_day
from actions.words.goods import says_what_instead
from bot.domain.field_values import sentence
from bot.domain.requests import RequestKind

DAYS = (
    Button("button.tomorrow", "inform", {"date": "+1d"}),
    Button("button.day_after", "inform", {"date": "+2d"}),
)

_A_NUMBER = 2  # words: "order 1046"
_ABOUT_THE_THING = frozenset({"ask_product", "ask_care"})


class ValidateRequestForm(FormCheck):
    """Order, proof where it isn't theirs, the customer's words, a yes where something is done at once."""

    questions = (Slot.REQUEST_ORDER, Slot.REQUEST_PROOF, Slot.REQUEST_DETAIL, Slot.REQUEST_CONFIRMED)
    pin_questions = (Slot.REQUEST_PROOF,)
    recalled_questions = (Slot.REQUEST_ORDER, Slot.REQUEST_PROOF)

    def name(self) -> str:
        """Rasa's name for it."""
        return "validate_request_form"

    def begin(self, visit: Visit) -> Events:
        """A request was made in so many words, by a button, or by a yes to an offer of ours."""
        turn = visit.turn
        promised = wish(visit)
        if promised is not None:
            return promised
        if turn.is_button and turn.entities.get("corrects"):
            return ask_again(visit)
        kind = KIND_OF.get(turn.intent) or kept_kind(turn)
        not_begun = refused_or_guessed(visit, kind)
        if not_begun is not None:
            return not_begun
        if kind == RequestKind.PAYMENT and adds_to_payment(visit):
            return ended()
        if kind == RequestKind.PAYMENT:
            tell_faq(visit, "payment_failed")
        if kind == RequestKind.COMPLAINT:
            visit.say("complaint.sorry")
        offered = by_number(visit, turn.slot(Slot.REQUEST_ORDER)) if turn.intent not in KIND_OF else Meant()
        found = offered if offered.order else order_for(visit, kind)
        if kind == RequestKind.INVOICE and not visit.orders and not found.named:
            tell_faq(visit, "invoice")
            return ended()
        kind = kind_for(kind, found.order)
        draft = Draft(kind, words_meant(turn), found.order, found.unproven, self._told_at_once(visit, kind))
        return self._go_on(visit, draft)

    def topic(self, turn: Turn) -> str:
        """Also what a question on cancelling is about, when we wait for a yes: it is none."""
        asks = turn.asked == Slot.REQUEST_CONFIRMED and turn.intent in KIND_OF and not turn.interrupted
        return topic_of(turn) if asks and (not is_short(turn) or "?" in turn.text) else super().topic(turn)

    def settle(self, visit: Visit, asked: Slot) -> Events | None:
        """A plain yes or a no to "shall I cancel it?"; a wish for another order drops the question."""
        turn = visit.turn
        if asked != Slot.REQUEST_CONFIRMED or turn.is_button:
            return None
        order = kept_draft(visit).order
        if order is None:
            return None
        named = mentioned(visit).order
        if named and named.id != order.id and KIND_OF.get(turn.intent) == RequestKind.CANCEL:
            return self.begin(visit)
        return cancelling.decided(visit, order)

    def take(self, visit: Visit, asked: Slot) -> Events:
        """An answer, or another request instead of one."""
        kind = KIND_OF.get(visit.turn.intent)
        if kind and self._switches(visit, asked, kind):
            if kind != kept_kind(visit.turn):
                visit.say("flow.switch", kind=sentence(f"request.kind.{kind}"))
            return self.begin(visit)
        if asked == Slot.REQUEST_ORDER:
            return self._take_order(visit)
        if asked == Slot.REQUEST_PROOF:
            return self._take_proof(visit)
        if asked == Slot.REQUEST_DETAIL:
            return self._take_detail(visit)
        return self._take_yes(visit)

    def ask(self, visit: Visit, asked: Slot) -> Events:
        """Put the open question."""
        return self._go_on(visit, kept_draft(visit))

    def resume(self, visit: Visit, asked: Slot) -> Events:
        """Name the request we go back to."""
        visit.say("flow.back", kind=sentence(f"request.kind.{kept_kind(visit.turn)}"))
        return self.ask(visit, asked)

    def leave(self, visit: Visit, asked: Slot) -> Events:
        """Leave the request at a no; a no to "shall I cancel it?" keeps the order."""
        if asked == Slot.REQUEST_CONFIRMED:
            return cancelling.kept(visit, kept_draft(visit).order)
        visit.say("flow.cancelled")
        return ended()

    def takes_any_words(self, visit: Visit, asked: Slot) -> bool:
        """The detail is the customer's own words, except for a day."""
        return asked == Slot.REQUEST_DETAIL and kept_kind(visit.turn) != RequestKind.RESCHEDULE

    def belonging(self, visit: Visit, asked: Slot) -> frozenset[str]:
        """What an answer to the open question may be taken for."""
        turn, kind = visit.turn, kept_kind(visit.turn)
        if asked == Slot.REQUEST_DETAIL:
            day_named = kind == RequestKind.RESCHEDULE and "date" in turn.entities
            # A PIN code alone is a question on delivery, except where an address is wanted.
            pin_alone = turn.intent == "inform" and "pin_code" in turn.entities and kind != RequestKind.ADDRESS
            looks = answers_look_like(kind) | ({turn.intent} if day_named else set())
            # "The colour is too dark" is a reason; "do you have it in a lighter one?" is a question.
            looks |= set() if "?" in turn.text else _ABOUT_THE_THING
            # What has no digit in it is no address: "what is your phone number" is a question.
            looks -= set() if any(map(str.isdigit, turn.text)) else {"ask_contact"}
            return looks - ({"inform"} if pin_alone and len(turn.text.split()) < 3 else set())
        if asked == Slot.REQUEST_PROOF and proof_typed(turn) and not asks_about_area(turn):
            return frozenset({"inform", "check_pincode"})
        return frozenset({"inform", "affirm", "deny", *KIND_OF})

    def _go_on(self, visit: Visit, draft: Draft) -> Events:
        """Ask for the next thing missing, or do what is asked for."""
        if draft.typed and not draft.order:
            visit.say("proof.ask", number=draft.typed)
            return asking(Slot.REQUEST_PROOF, draft.slots())
        if draft.order is None and draft.kind not in WITHOUT_ORDER:
            offer_orders(visit, draft.kind)
            return asking(Slot.REQUEST_ORDER, draft.slots())
        if draft.order and draft.kind not in WITHOUT_ORDER and not fits(draft.kind, draft.order):
            visit.said.append(why_not(visit, draft.kind, draft.order))
            return ended({Slot.ORDER_NUMBER: draft.order.number})
        if draft.kind == RequestKind.CANCEL and draft.order:
            return cancelling.ask_whether(visit, draft, draft.order)
        if draft.kind not in WITHOUT_DETAIL and not draft.detail:
            return self._ask_detail(visit, draft)
        return submit(visit, draft)

    def _ask_detail(self, visit: Visit, draft: Draft) -> Events:
        number = draft.order.number if draft.order else ""
        visit.say(f"request.ask.{draft.kind}", DAYS if draft.kind == RequestKind.RESCHEDULE else (), number=number)
        return asking(Slot.REQUEST_DETAIL, draft.slots())

    def _take_order(self, visit: Visit) -> Events:
        found = order_answered(visit)
        if not found.order and not found.unproven:
            return unclear(visit, Slot.REQUEST_ORDER, "order.number_unclear")
        return self._go_on(visit, replace(kept_draft(visit), order=found.order, typed=found.unproven))

    def _take_proof(self, visit: Visit) -> Events:
        given = proof_typed(visit.turn)
        if not given:
            other = number_typed(visit.turn.text)
            if other and not is_slip(visit):
                return self._take_order(visit)
            return unclear(visit, Slot.REQUEST_PROOF, "proof.unclear")
        proven = prove_order(visit, visit.turn.slot(Slot.REQUEST_ORDER), given)
        if proven.blocked:
            visit.say("proof.blocked", PERSON)
            return ended({Slot.REQUEST_ORDER: None})
        if proven.order is None:
            return asking(Slot.REQUEST_PROOF, {Slot.REQUEST_PROOF: None})
        return self._go_on(visit, replace(kept_draft(visit), order=proven.order, typed=""))

    def _take_detail(self, visit: Visit) -> Events:
        draft, turn = kept_draft(visit), visit.turn
        other = by_number(visit, turn.entities.get("order_number", "")).order
        if other and len(turn.text.split()) <= _A_NUMBER:  # "1046": that order, not the one we took
            return self._go_on(visit, replace(draft, order=other))
        if draft.kind == RequestKind.RESCHEDULE:
            value = turn.entities.get("date", "")
            if not value or not wished_day(value, visit.today):
                return unclear(visit, Slot.REQUEST_DETAIL, "request.ask.reschedule_again", DAYS)
            return self._go_on(visit, replace(draft, detail=value))
        if draft.kind == RequestKind.ADDRESS and not is_an_address(turn.text):
            return unclear(visit, Slot.REQUEST_DETAIL, "request.address_unclear")
        if not says_something(turn.text) or turn.intent == "affirm":
            return unclear(visit, Slot.REQUEST_DETAIL, "request.detail_unclear")
        return self._go_on(visit, replace(draft, detail=turn.text))

    def _take_yes(self, visit: Visit) -> Events:
        """No plain yes and no no: a question is answered, and ours is put once more with its two buttons."""
        draft = kept_draft(visit)
        if visit.topic and tell_faq(visit, visit.topic):
            return self._go_on(visit, draft)
        return put_again(visit, lambda: self._go_on(visit, draft))

    def _switches(self, visit: Visit, asked: Slot, kind: RequestKind) -> bool:
        """Whether another request is meant, and not a reason that sounds like one."""
        turn, current = visit.turn, kept_kind(visit.turn)
        if turn.is_button:  # it may be of the same kind, for another order
            return True
        if kind == current or is_guess(turn):
            return False
        is_reason = turn.intent in answers_look_like(current) or turn.confidence < SURE
        return asked != Slot.REQUEST_DETAIL or not is_reason

    def _told_at_once(self, visit: Visit, kind: RequestKind) -> str:
        turn = visit.turn
        if kind == RequestKind.ADDRESS:
            return turn.text if "pin_code" in turn.entities and is_an_address(turn.text) else ""
        if kind == RequestKind.RESCHEDULE:
            value = turn.entities.get("date", "")
            return value if value and wished_day(value, visit.today) else ""
        if kind in SOMETHING_ELSE:
            return turn.text if says_what_instead(turn.text, names_a_thing="product" in turn.entities) else ""
        told = words_meant(turn)
        is_bitter = kind == RequestKind.COMPLAINT and spoils_praise(turn.text, turn.locale)
        is_told = turn.intent in KIND_OF or is_bitter
        return told if kind in TOLD_AT_ONCE and is_told and is_a_story(told) else ""
