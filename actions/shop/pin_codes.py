"""Do you deliver here? By PIN code."""

from __future__ import annotations

from actions.dialogue.buttons import PERSON
from actions.dialogue.forms import FormCheck, unclear
from actions.dialogue.slots import Events, Form, Slot, asking, ended, opening
from actions.dialogue.visit import Visit
from actions.shop.answers import BroadAction
from bot.domain.field_values import counted, lines, sentence
from bot.domain.writing import digits_of
from bot.services.catalogue.delivery_area import Area, BadPin, find_area

_PIN_DIGITS = 6


class ActionCheckPincode(BroadAction):
    """check_pincode."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_check_pincode"

    def answer_broadly(self, visit: Visit) -> Events:
        """Answer at once if a PIN code was given, else ask for it."""
        pin = visit.turn.entities.get("pin_code")
        if pin:
            return tell_area(visit, pin)
        if visit.turn.form:
            # An open form is not given up for this: a PIN code sent later is understood by itself.
            visit.say("pin.ask")
            return []
        return opening(Form.PINCODE, {Slot.ASKED_PIN: None})


class ValidatePincodeForm(FormCheck):
    """Asks for a PIN code."""

    writes = False
    questions = (Slot.ASKED_PIN,)
    pin_questions = (Slot.ASKED_PIN,)

    def name(self) -> str:
        """Rasa's name for it."""
        return "validate_pincode_form"

    def begin(self, visit: Visit) -> Events:
        """Ask."""
        return self.ask(visit, Slot.ASKED_PIN)

    def ask(self, visit: Visit, asked: Slot) -> Events:
        """Ask."""
        visit.say("pin.ask")
        return asking(Slot.ASKED_PIN)

    def resume(self, visit: Visit, asked: Slot) -> Events:
        """Whoever went on to something else isn't asked again: a PIN code sent later is understood by itself."""
        return ended({Slot.ASKED_PIN: None})

    def belonging(self, visit: Visit, asked: Slot) -> frozenset[str]:
        """A PIN code or a town is taken for the question itself."""
        return frozenset({"inform", "check_pincode"})

    def take(self, visit: Visit, asked: Slot) -> Events:
        """Six digits, however they are written."""
        digits = digits_of(visit.turn.text)
        pin = visit.turn.entities.get("pin_code") or (digits if len(digits) == _PIN_DIGITS else "")
        if not pin:
            return unclear(visit, Slot.ASKED_PIN, "pin.invalid")
        tell_area(visit, pin)
        return ended({Slot.ASKED_PIN: None})


def tell_area(visit: Visit, pin: str) -> Events:
    """Whether, how fast, and with cash on delivery or not."""
    try:
        area = find_area(visit.db, visit.merchant_id, pin)
    except BadPin:
        visit.say("pin.invalid")
        return []
    if not area.is_known:
        visit.say("pin.unknown", PERSON, pin=area.pin)  # a shop that has told no place has said no to none
    elif not area.served:
        visit.say("pin.not_served", pin=area.pin)
    else:
        _tell_days(visit, area)
    return []


def _tell_days(visit: Visit, area: Area) -> None:
    details = lines([sentence("pin.cod_yes" if area.cod else "pin.cod_no")])
    if area.days_min == area.days_max:
        visit.say(counted("pin.served_exact", area.days_max), pin=area.pin, days=area.days_max, details=details)
    else:
        visit.say("pin.served", pin=area.pin, days_min=area.days_min, days_max=area.days_max, details=details)
