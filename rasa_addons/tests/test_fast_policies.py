"""The repairs of how Rasa decides: what it decides stays the same, and less is done for it."""

import copy
import unittest
from types import SimpleNamespace
from typing import Any
from unittest import mock

from rasa.core.policies.memoization import MemoizationPolicy
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected, Event, SlotSet, UserUttered
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker

from rasa_addons import fast_policies

PREDICT = "predict_action_probabilities"


class StoriesTest(unittest.TestCase):
    """Rules and stories are asked about one tracker; what either says is played."""

    def setUp(self) -> None:
        self.asked = 0
        self.sure = 1.0
        for policy, say in ((RulePolicy, self.rule), (MemoizationPolicy, self.tell)):
            patch = mock.patch.object(policy, PREDICT, say)
            patch.start()
            self.addCleanup(patch.stop)
        fast_policies.ask_stories_where_no_rule_is_sure()

    def rule(self, *_: object) -> PolicyPrediction:
        return PolicyPrediction([0.0, self.sure], "rules")

    def tell(self, *_: object) -> str:
        self.asked += 1
        return "what the stories say"

    def predict(self, events: list[Event], *, between: Event | None = None, priority: int = 6) -> Any:
        tracker = DialogueStateTracker.from_events("c_1", events)
        getattr(RulePolicy, PREDICT)(SimpleNamespace(priority=priority), tracker)
        if between is not None:
            tracker.update(between)
        stories = SimpleNamespace(priority=3, _default_predictions=lambda _: [0.0], _prediction=lambda said: said)
        return getattr(MemoizationPolicy, PREDICT)(stories, tracker, None)

    def test_a_sure_rule_spares_the_stories(self) -> None:
        assert self.predict([ActionExecuted("action_listen")]) == [0.0]
        assert self.asked == 0

    def test_they_are_asked_where_the_rule_is_not_what_will_be_done(self) -> None:
        rejected = [ActionExecuted("action_listen"), ActionExecutionRejected("request_form")]
        assert self.predict(rejected) == "what the stories say"
        assert self.predict([], between=ActionExecuted("action_listen")) == "what the stories say"
        assert self.predict([], priority=3) == "what the stories say"
        self.sure = 0.9
        assert self.predict([]) == "what the stories say"
        assert self.asked == 4


class StatesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.domain = Domain.from_dict({"intents": ["greet", "deny"], "actions": ["action_greet"]})
        self.plain = DialogueStateTracker.past_states
        patch = mock.patch.object(DialogueStateTracker, "past_states", self.plain)
        patch.start()
        self.addCleanup(patch.stop)
        fast_policies.remember_states()

    def test_what_was_before_is_told_anew_once_something_happens(self) -> None:
        tracker = DialogueStateTracker("c_1", [])
        events = (
            ActionExecuted("action_listen"),
            UserUttered("hello", {"name": "greet"}),
            ActionExecuted("action_greet"),
        )
        for event in (*events, UserUttered("no", {"name": "deny"})):
            tracker.update(event)
            for ignored in (True, False):
                told = tracker.past_states(self.domain, ignore_rule_only_turns=ignored, rule_only_data={})
                before = self.plain(tracker, self.domain, ignore_rule_only_turns=ignored, rule_only_data={})
                assert told == before

    def test_whoever_changes_what_was_told_changes_it_for_nobody_else(self) -> None:
        tracker = DialogueStateTracker.from_events("c_1", [UserUttered("hello", {"name": "greet"})])
        first = tracker.past_states(self.domain)
        del first[-1]["user"]["intent"]
        assert tracker.past_states(self.domain) == self.plain(tracker, self.domain)


class SlotTest(unittest.TestCase):
    def test_a_copy_of_a_slot_is_like_it_and_its_own(self) -> None:
        fast_policies.copy_slots_plainly()
        slot = TextSlot("pin", [])
        slot.value = "380015"
        other = copy.copy(slot)
        assert (type(other), other.name, other.value) == (TextSlot, "pin", "380015")
        other.value = None
        assert slot.value == "380015"

    def test_events_are_found_by_their_names_as_before(self) -> None:
        fast_policies.find_kinds_of_events_once()
        for _ in range(2):
            assert Event.resolve_by_type("slot") is SlotSet
            with self.assertRaises(ValueError):  # noqa: PT027  (pytest is not in this environment)
                Event.resolve_by_type("nonsense")


if __name__ == "__main__":
    unittest.main()
