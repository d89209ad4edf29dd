"""Repairs to Rasa 3.6.21 of how it decides what comes next, which it does two or three times a turn.

Applied together with those of fast_actions.py, and by the same condition. What is decided stays what it was.
"""

from functools import lru_cache
from typing import Any

from rasa.core.policies.memoization import MemoizationPolicy
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected, Event
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

SURE = 1.0


def find_kinds_of_events_once() -> None:
    """For each event that an action answers with, Rasa looks through all classes of events for the one of its name."""
    Event.resolve_by_type = staticmethod(lru_cache(maxsize=128)(Event.resolve_by_type))  # type: ignore[method-assign]


def copy_slots_plainly() -> None:
    """Each copy of a tracker copies all slots, and Python's own way to copy a thing it does not know is long."""

    def copied(self: Slot) -> Slot:
        one = self.__class__.__new__(self.__class__)
        one.__dict__.update(self.__dict__)
        return one

    Slot.__copy__ = copied  # type: ignore[attr-defined]  # the repair


def remember_states() -> None:
    """The rules are asked twice about one message, by its text and by its intent: what was before is told once."""
    past_states = DialogueStateTracker.past_states

    def past_states_once(self: DialogueStateTracker, domain: Any, *args: Any, **options: Any) -> list[Any]:
        asked = (id(domain), len(self.events), id(self.events[-1]) if self.events else 0, repr((args, options)))
        known = self.__dict__.get("told")  # ours, on Rasa's own object
        if known is None or known[0] != asked:
            known = self.__dict__["told"] = (asked, past_states(self, domain, *args, **options))
        # Whoever gets them changes them.
        return [{part: _copied(told) for part, told in state.items()} for state in known[1]]

    DialogueStateTracker.past_states = past_states_once  # type: ignore[method-assign]  # the repair


def _copied(told: Any) -> Any:
    return dict(told) if isinstance(told, dict) else told


def ask_stories_where_no_rule_is_sure() -> None:
    """A rule that is sure goes before every story that is, so what the stories would say is not looked for then.

    Not sure is who says what has just been rejected: Rasa takes that for nothing.
    """
    by_rules, by_stories = RulePolicy.predict_action_probabilities, MemoizationPolicy.predict_action_probabilities

    def predict_by_rules(self: RulePolicy, tracker: DialogueStateTracker, *args: Any, **given: Any) -> PolicyPrediction:
        found = by_rules(self, tracker, *args, **given)
        sure = found.max_confidence >= SURE and not _was_rejected(tracker)
        # ours, on Rasa's own object: at which event, and how much the rules count
        tracker.__dict__["ruled"] = (len(tracker.events), self.priority) if sure else None
        return found

    def predict_by_stories(
        self: MemoizationPolicy, tracker: DialogueStateTracker, domain: Any, *args: Any, **given: Any
    ) -> PolicyPrediction:
        events, priority = tracker.__dict__.get("ruled") or (None, 0)
        if events == len(tracker.events) and priority > self.priority:
            return self._prediction(self._default_predictions(domain))
        return by_stories(self, tracker, domain, *args, **given)

    RulePolicy.predict_action_probabilities = predict_by_rules  # type: ignore[method-assign]  # the repair
    MemoizationPolicy.predict_action_probabilities = predict_by_stories  # type: ignore[method-assign]  # the repair


def _was_rejected(tracker: DialogueStateTracker) -> bool:
    """Whether the last action is one that was rejected."""
    ended = (each for each in reversed(tracker.events) if isinstance(each, ActionExecuted | ActionExecutionRejected))
    return isinstance(next(ended, None), ActionExecutionRejected)
