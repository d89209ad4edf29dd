"""What every form does: begin, take an answer, step aside for something else, come back, let go after two misses."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar

from rasa_sdk.events import SlotSet

from actions.dialogue.buttons import PERSON
from actions.dialogue.intents import KIND_OF
from actions.dialogue.interruptions import (
    DOUBTFUL,
    SMALL_TALK,
    answers_pin_question,
    has_no_idea,
    interrupts,
    is_only_signs,
    leaves,
)
from actions.dialogue.reading_first import Reading
from actions.dialogue.saying import Button
from actions.dialogue.slots import UNCLEAR, Events, Slot, asking, asking_again, ended, is_over
from actions.dialogue.topics import topic_of
from actions.dialogue.turn import Turn
from actions.dialogue.visit import ShopAction, Visit

MOST_UNCLEAR = 2  # misses in a row: answers that can't be one, and other things said instead
MOST_ASKED = 3  # of a question that acts, where a doubt is no answer
STUCK_BUTTONS = (Button("button.person", "talk_to_person"), Button("button.leave", "deny"))


class FormCheck(ShopAction):
    """The validate_ action of a form. It also asks the questions and says the end, so that a turn is one call.

    Rasa owns the loop: `requested_slot` is the open question, None ends the form, and returning nothing
    makes Rasa step out of the form, answer the message by its rules, and call here again.
    """

    writes = True
    questions: ClassVar[tuple[Slot, ...]]
    pin_questions: ClassVar[tuple[Slot, ...]] = ()  # those that a PIN code answers
    recalled_questions: ClassVar[tuple[Slot, ...]] = ()  # those that take the customer's memory

    def topic(self, turn: Turn) -> str:
        """What a question that no intent caught is about."""
        return topic_of(turn) if turn.intent in DOUBTFUL and "?" in turn.text and not turn.interrupted else ""

    def reading_by_words(self, turn: Turn) -> Reading | None:
        """A question that was taken for a wish begins no form; an answer to a form's question is read by the form."""
        found = super().reading_by_words(turn) if turn.asked is None and turn.intent in KIND_OF else None
        return (lambda visit: _closing(found(visit))) if found else None

    def answer(self, visit: Visit) -> Events:
        """One step of the form."""
        asked = visit.turn.asked
        if asked is None or asked not in self.questions:
            return self.begin(visit)
        return self.come_back(visit, asked) if visit.turn.interrupted else self._heard(visit, asked)

    def _heard(self, visit: Visit, asked: Slot) -> Events:
        """What the customer says to an open question."""
        if not self.takes_pin(visit, asked) and answers_pin_question(visit.turn):
            return []
        settled = self.settle(visit, asked)
        if settled is not None:
            return settled
        free_text = self.takes_any_words(visit, asked)
        if asked in self.recalled_questions and has_no_idea(visit.turn):
            visit.say("lookup.dont_know", STUCK_BUTTONS)
            return asking(asked)
        if leaves(visit.turn, free_text=free_text):
            return self.leave(visit, asked)
        if (free_text or asked in self.recalled_questions) and is_only_signs(visit.turn):
            return self.come_back(visit, asked)
        if interrupts(visit.turn, free_text=free_text, belongs=self.belonging(visit, asked), topic=visit.topic):
            return []
        return self.take(visit, asked)

    @abstractmethod
    def begin(self, visit: Visit) -> Events:
        """The form was just opened."""

    @abstractmethod
    def take(self, visit: Visit, asked: Slot) -> Events:
        """The message is an answer to `asked`, good or not. Never returns nothing."""

    @abstractmethod
    def ask(self, visit: Visit, asked: Slot) -> Events:
        """Put the question (again)."""

    def come_back(self, visit: Visit, asked: Slot) -> Events:
        """Put the question once more after something else was answered; the second time in a row let it go."""
        so_far = visit.turn.unclear + (visit.turn.intent not in SMALL_TALK)
        if so_far >= self.most_unclear(asked):
            visit.say("flow.let_go", PERSON)
            return ended()
        events = self.resume(visit, asked)
        return events if is_over(events) else [*events, SlotSet(UNCLEAR, float(so_far))]

    def after_reading(self, visit: Visit, events: Events) -> Events:
        """What was read was said beside the question: it comes back."""
        asked = visit.turn.asked
        if events or asked is None or asked not in self.questions:
            return events or ended()
        back = self.come_back(visit, asked)
        # A form that is let go without a word lets go of what was answered: here nothing has been.
        return back if visit.said else self.ask(visit, asked)

    def takes_pin(self, visit: Visit, asked: Slot) -> bool:
        """Whether a PIN code answers the question."""
        return asked in self.pin_questions

    def most_unclear(self, asked: Slot) -> int:
        """How many misses in a row the question bears."""
        return MOST_UNCLEAR

    def settle(self, visit: Visit, asked: Slot) -> Events | None:
        """What the words alone decide, whatever the message was taken for; None where they decide nothing."""
        return None

    def resume(self, visit: Visit, asked: Slot) -> Events:
        """Something came in between and was answered: back to the question."""
        visit.say("flow.back_plain")
        return self.ask(visit, asked)

    def leave(self, visit: Visit, asked: Slot) -> Events:
        """The customer doesn't want to go on."""
        visit.say("flow.cancelled")
        return ended()

    def takes_any_words(self, visit: Visit, asked: Slot) -> bool:
        """Whether any words answer the question."""
        return False

    def belonging(self, visit: Visit, asked: Slot) -> frozenset[str]:
        """Intents that an answer to this question is likely to be taken for."""
        return frozenset({"inform"})

    def after_failure(self, turn: Turn) -> Events:
        """A form that cannot go on is closed: the customer starts afresh instead of being held in it."""
        return ended()


def _closing(events: Events | None) -> Events | None:
    """The events of a reading, and with them the end of the form that had just been opened."""
    return None if events is None else [*events, *ended()]


def put_again(visit: Visit, put: Callable[[], Events]) -> Events:
    """The answer decided nothing: the question once more as `put` puts it, and after the third a person instead."""
    so_far = visit.turn.unclear + 1
    if so_far >= MOST_ASKED:
        visit.say("flow.stuck", STUCK_BUTTONS)
        return ended()
    return [*put(), SlotSet(UNCLEAR, float(so_far))]


def unclear(visit: Visit, asked: Slot, key: str, buttons: tuple[Button, ...] = ()) -> Events:
    """The answer could not be used: say so, and after the second miss offer a person instead."""
    so_far = visit.turn.unclear + 1
    if so_far >= MOST_UNCLEAR:
        visit.say("flow.stuck", STUCK_BUTTONS)
        return ended()
    visit.say(key, buttons)
    return asking_again(asked, so_far)
