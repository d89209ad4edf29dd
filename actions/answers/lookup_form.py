"""An order that is not on the customer's number: which one, and proof that it is theirs."""

from __future__ import annotations

from actions.answers.order_status import tell
from actions.dialogue.buttons import PERSON
from actions.dialogue.forms import FormCheck, unclear
from actions.dialogue.slots import Events, Slot, asking, ended
from actions.dialogue.visit import Visit
from actions.orders.proof import asks_about_area, is_slip, proof_beside, proof_typed, prove_order
from actions.orders.which import Meant, by_number, mentioned, number_typed

_ABOUT_THE_ORDER = frozenset(
    {"inform", "order_status", "ask_eta", "ask_delay", "list_orders", "refund_status", "confirm_order"}
)


class ValidateLookupForm(FormCheck):
    """Asks for the order number, then for proof, then answers what was asked at first."""

    questions = (Slot.LOOKUP_ORDER, Slot.LOOKUP_PROOF)
    pin_questions = (Slot.LOOKUP_PROOF,)
    recalled_questions = questions

    def name(self) -> str:
        """Rasa's name for it."""
        return "validate_lookup_form"

    def begin(self, visit: Visit) -> Events:
        """Ask for what is missing; a PIN code beside the number needs no question."""
        number = visit.turn.slot(Slot.LOOKUP_ORDER)
        given = proof_beside(visit.turn, number) if number else ""
        if given and not asks_about_area(visit.turn):
            return self._prove(visit, number, given)
        return self.ask(visit, Slot.LOOKUP_PROOF if number else Slot.LOOKUP_ORDER)

    def ask(self, visit: Visit, asked: Slot) -> Events:
        """The number first, then the proof."""
        if asked == Slot.LOOKUP_PROOF:
            visit.say("proof.ask", number=visit.turn.slot(Slot.LOOKUP_ORDER))
        else:
            visit.say("orders.none" if visit.turn.intent != "inform" else "order.ask_number")
        return asking(asked)

    def resume(self, visit: Visit, asked: Slot) -> Events:
        """A proof is asked for again; a number isn't: sent later, it is understood by itself."""
        return super().resume(visit, asked) if asked == Slot.LOOKUP_PROOF else ended()

    def belonging(self, visit: Visit, asked: Slot) -> frozenset[str]:
        """Asking again about the order is no way round the question, but who has orders here may mean one of those."""
        given = proof_typed(visit.turn) if asked == Slot.LOOKUP_PROOF else number_typed(visit.turn.text)
        sounds_like_one = given and not asks_about_area(visit.turn)
        about = _ABOUT_THE_ORDER if given or not visit.orders else frozenset({"inform"})
        return about | ({"check_pincode", "ask_delivery_time"} if sounds_like_one else frozenset())

    def take(self, visit: Visit, asked: Slot) -> Events:
        """A number or a proof."""
        return self._take_number(visit) if asked == Slot.LOOKUP_ORDER else self._take_proof(visit)

    def _take_number(self, visit: Visit) -> Events:
        found = mentioned(visit)
        if not found.named:
            typed = number_typed(visit.turn.text)
            found = by_number(visit, typed) if typed else Meant()
        if found.order:
            return self._tell(visit, found)
        if not found.unproven:
            return unclear(visit, Slot.LOOKUP_ORDER, "order.number_unclear")
        return self._prove_or_ask(visit, found.unproven)

    def _take_proof(self, visit: Visit) -> Events:
        renamed = "" if is_slip(visit) else visit.turn.entities.get("order_number", "")
        theirs = by_number(visit, renamed) if renamed else Meant()
        if theirs.order:
            return self._tell(visit, theirs)
        number = renamed or visit.turn.slot(Slot.LOOKUP_ORDER)
        if renamed or proof_beside(visit.turn, number):
            return self._prove_or_ask(visit, number)
        return unclear(visit, Slot.LOOKUP_PROOF, "proof.unclear")

    def _prove_or_ask(self, visit: Visit, number: str) -> Events:
        """Number and PIN code may come in one message."""
        given = proof_beside(visit.turn, number)
        if given:
            return self._prove(visit, number, given)
        visit.say("proof.ask", number=number)
        return asking(Slot.LOOKUP_PROOF, {Slot.LOOKUP_ORDER: number})

    def _prove(self, visit: Visit, number: str, given: str) -> Events:
        proven = prove_order(visit, number, given)
        if proven.order:
            return self._tell(visit, Meant(proven.order, named=True))
        if proven.blocked:
            visit.say("proof.blocked", PERSON)
            return ended({Slot.LOOKUP_ORDER: None})
        return asking(Slot.LOOKUP_PROOF, {Slot.LOOKUP_ORDER: number, Slot.LOOKUP_PROOF: None})

    def _tell(self, visit: Visit, found: Meant) -> Events:
        told = tell(visit, found, visit.turn.slot(Slot.LOOKUP_QUESTION))
        return [*told, *ended({Slot.LOOKUP_ORDER: None})]
