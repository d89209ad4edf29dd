"""The one form for everything the shop's team has to do: cancel, return, exchange, address, claims, complaints."""

from __future__ import annotations

from dataclasses import replace

from actions.answers import cancelling
from actions.answers.beginning import refused_or_guessed
from actions.answers.unfit import tell_why_not
from actions.dialogue.forms import MOST_ASKED, FormCheck, put_again, unclear
from actions.dialogue.intents import KIND_OF
from actions.dialogue.interruptions import is_short
from actions.dialogue.readings import is_guess, words_meant
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events, Slot, asking, ended, filling, is_over
from actions.dialogue.topics import topic_of
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from actions.follow_ups.bad_news import wish
from actions.follow_ups.payment import adds_to_payment
from actions.orders.theirs import is_theirs, refuse_change
from actions.orders.which import Meant, by_number, mentioned
from actions.requests.detail import gives_address, intents_of_detail, read_detail, told_at_once
from actions.requests.done import ask_again, submit
from actions.requests.draft import Draft, kept_draft, kept_kind
from actions.requests.kinds import WITHOUT_DETAIL, WITHOUT_ORDER, fits, kind_for
from actions.requests.meant import gives_up, kind_asked, kind_instead, leaves_it, other_wish
from actions.requests.order import offer_orders, order_answered, order_for
from actions.requests.paused import put_aside, taken_up
from actions.shop.answers import tell_faq
from actions.words.putting_off import puts_off
from actions.words.questions import is_marked
from bot.domain.field_values import sentence
from bot.domain.requests import RequestKind

DAYS = (
    Button("button.tomorrow", "inform", {"date": "+1d"}),
    Button("button.day_after", "inform", {"date": "+2d"}),
)

_A_NUMBER = 2  # words: "order 1046"


class ValidateRequestForm(FormCheck):
    """Order, the customer's words, a yes where something is done at once; for an order of another's nothing."""

    questions = (Slot.REQUEST_ORDER, Slot.REQUEST_DETAIL, Slot.REQUEST_CONFIRMED)
    recalled_questions = (Slot.REQUEST_ORDER,)

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
        meant = kind_asked(turn) if turn.intent in KIND_OF else kind
        return [*filling({Slot.REQUEST_PAUSED: None}), *self._begin_with(visit, meant or kind)]

    def _begin_with(self, visit: Visit, kind: RequestKind) -> Events:
        turn = visit.turn
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
        draft = Draft(kind, words_meant(turn), found.order, found.unproven, told_at_once(visit, kind))
        return self._go_on(visit, draft)

    def topic(self, turn: Turn) -> str:
        """Also what a question on cancelling is about, when we wait for a yes: it is none."""
        may_ask = turn.intent in KIND_OF or is_guess(turn)
        asks = turn.asked == Slot.REQUEST_CONFIRMED and may_ask and not turn.interrupted
        return topic_of(turn) if asks and (not is_short(turn) or "?" in turn.text) else super().topic(turn)

    def answer(self, visit: Visit) -> Events:
        """One step of the form; once it ends, a report that was interrupted is taken up again."""
        events = super().answer(visit)
        if not is_over(events):
            return events
        draft = taken_up(visit, events) if visit.turn.asked else None
        return [*(self._go_on(visit, draft) if draft else events), *filling({Slot.REQUEST_PAUSED: None})]

    def settle(self, visit: Visit, asked: Slot) -> Events | None:
        """A plain yes or a no to "shall I cancel it?"; a wish for another order drops the question."""
        turn = visit.turn
        if turn.is_button:
            return None
        if asked != Slot.REQUEST_CONFIRMED:
            return self._left(visit, asked)
        order = kept_draft(visit).order
        if order is None:
            return None
        named = mentioned(visit).order
        if named and named.id != order.id and KIND_OF.get(turn.intent) == RequestKind.CANCEL:
            return self.begin(visit)
        decided = cancelling.decided(visit, order)
        if decided is None and cancelling.asks_cost(turn) and tell_faq(visit, "cancel_policy"):
            return self._go_on(visit, kept_draft(visit))
        undecided = puts_off(turn.text) or cancelling.leaves_it_open(turn, order)
        return decided or (self._take_yes(visit) if undecided else None)

    def _left(self, visit: Visit, asked: Slot) -> Events | None:
        """A no that leaves the request, or takes another in its place: "no leave it, I want to return it"."""
        current = kept_kind(visit.turn)
        if gives_up(visit.turn, current):
            return self.leave(visit, asked)
        other = other_wish(visit.turn, current) if leaves_it(visit.turn) else None
        return self._switch(visit, other) if other else None

    def take(self, visit: Visit, asked: Slot) -> Events:
        """An answer, or another request instead of one."""
        turn, is_detail = visit.turn, asked == Slot.REQUEST_DETAIL
        kind = None if self._is_address(visit, asked) else kind_instead(turn, kept_kind(turn), is_detail=is_detail)
        if kind is not None:
            return self._switch(visit, kind)
        if asked == Slot.REQUEST_ORDER:
            return self._take_order(visit)
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
        """The detail is the customer's own words, except for a day; a question is none of them."""
        is_own = asked == Slot.REQUEST_DETAIL and kept_kind(visit.turn) != RequestKind.RESCHEDULE
        return is_own and not is_marked(visit.turn.text)

    def takes_pin(self, visit: Visit, asked: Slot) -> bool:
        """A PIN code is part of a new address."""
        return super().takes_pin(visit, asked) or self._is_address(visit, asked)

    def most_unclear(self, asked: Slot) -> int:
        """Whether to cancel is asked once more than anything else."""
        return MOST_ASKED if asked == Slot.REQUEST_CONFIRMED else super().most_unclear(asked)

    def belonging(self, visit: Visit, asked: Slot) -> frozenset[str]:
        """What an answer to the open question may be taken for."""
        turn = visit.turn
        if asked == Slot.REQUEST_DETAIL:
            return intents_of_detail(turn, kept_draft(visit))
        return frozenset({"inform", "affirm", "deny", *KIND_OF})

    def _go_on(self, visit: Visit, draft: Draft) -> Events:
        """Ask for the next thing missing, or do what is asked for."""
        if draft.kind in WITHOUT_ORDER and draft.order and not is_theirs(visit, draft.order):
            draft = replace(draft, order=None)  # the number stands in their words
        if (draft.typed and not draft.order) or (draft.order and not is_theirs(visit, draft.order)):
            return refuse_change(visit, draft.order.number if draft.order else draft.typed)
        if draft.order is None and draft.kind not in WITHOUT_ORDER:
            offer_orders(visit, draft.kind)
            return asking(Slot.REQUEST_ORDER, draft.slots())
        if draft.order and draft.kind not in WITHOUT_ORDER and not fits(draft.kind, draft.order):
            return tell_why_not(visit, draft, draft.order)
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

    def _take_detail(self, visit: Visit) -> Events:
        draft, turn = kept_draft(visit), visit.turn
        other = by_number(visit, turn.entities.get("order_number", "")).order
        if other and len(turn.text.split()) <= _A_NUMBER:  # "1046": that order, not the one we took
            return self._go_on(visit, replace(draft, order=other))
        if visit.topic and tell_faq(visit, visit.topic):
            return self.come_back(visit, Slot.REQUEST_DETAIL)
        answer = read_detail(visit, draft)
        if answer.trouble:
            buttons = DAYS if draft.kind == RequestKind.RESCHEDULE else ()
            return [*filling(answer.draft.slots()), *unclear(visit, Slot.REQUEST_DETAIL, answer.trouble, buttons)]
        return self._go_on(visit, answer.draft)

    def _take_yes(self, visit: Visit) -> Events:
        """No plain yes and no no: a question is answered, and ours is put once more with its two buttons."""
        draft = kept_draft(visit)
        if visit.topic and tell_faq(visit, visit.topic):
            return self._go_on(visit, draft)
        return put_again(visit, lambda: self._go_on(visit, draft))

    def _switch(self, visit: Visit, kind: RequestKind) -> Events:
        """Begin with another request; a report that it leaves unfinished is put aside."""
        draft = kept_draft(visit)
        if kind != draft.kind:
            visit.say("flow.switch", kind=sentence(f"request.kind.{kind}"))
        aside = put_aside(visit, draft, kind)
        begun = self._begin_with(visit, kind)
        return [*filling({Slot.REQUEST_PAUSED: aside or visit.turn.slot(Slot.REQUEST_PAUSED)}), *begun]

    def _is_address(self, visit: Visit, asked: Slot) -> bool:
        return asked == Slot.REQUEST_DETAIL and gives_address(visit.turn, kept_draft(visit))
