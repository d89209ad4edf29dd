"""The REST channel answers each message once, and a failed turn is an error that leaves no trace."""

import asyncio
import json
import unittest
from types import SimpleNamespace
from typing import Any, cast

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic.request import Request

from rasa_addons.channel import OnceInput, _forget
from rasa_addons.turn_failed import TurnFailed

TOKEN = "of-this-test-alone"


class FakeAgent:
    """Answers every message with its number, keeps conversations in a dict, fails when told to."""

    _tracker_store: "FakeAgent"  # as Rasa wraps it
    model_id = "m1"

    def __init__(self) -> None:
        self.lock_store = InMemoryLockStore()
        self.tracker_store = self.processor = self
        self.conversations: dict[str, DialogueStateTracker] = {}
        self.turns = 0
        self.fails: BaseException | None = None

    def is_ready(self) -> bool:
        return True

    async def parse_message(self, message: UserMessage) -> dict[str, Any]:
        return {"text": message.text, "intent": {"name": "order_status", "confidence": 0.91}, "entities": []}

    async def handle_message(self, message: UserMessage) -> None:
        if self.fails:
            raise self.fails
        self.turns += 1
        await asyncio.sleep(0)
        answer = BotUttered(f"answer {self.turns}\n\nmore", {"buttons": None})
        await message.output_channel.send_response(message.sender_id, answer.message())
        tracker = self.conversations.setdefault(message.sender_id, DialogueStateTracker(message.sender_id, []))
        said = UserUttered(message.text, message.parse_data["intent"], metadata=message.metadata)
        for event in (said, ActionExecuted("action_x"), answer, ActionExecuted("action_listen")):
            tracker.update(event)

    def forget(self, sender: str) -> None:
        if self.fails:
            raise self.fails
        self.conversations.pop(sender, None)

    async def retrieve_full_tracker(self, sender: str) -> DialogueStateTracker | None:
        return self.conversations.get(sender)


class OnceInputTest(unittest.TestCase):
    """Through `_receive`, as Sanic calls it."""

    def setUp(self) -> None:
        self.agent = FakeAgent()

    def deliver(self, body: Any, size: int | None = None) -> tuple[int, Any, dict[str, str]]:
        raw = b" " * size if size else json.dumps(body).encode()
        request = SimpleNamespace(body=raw, json=body, app=SimpleNamespace(ctx=SimpleNamespace(agent=self.agent)))
        answer = asyncio.run(OnceInput(TOKEN)._receive(cast(Request, request)))
        return answer.status, json.loads(answer.body or b""), dict(answer.headers)

    @staticmethod
    def message(text: str = "where", message_id: str = "SM1", attempt: int = 1) -> dict[str, Any]:
        return {"sender": "m1_a", "message": text, "metadata": {"message_id": message_id, "attempt": attempt}}

    def test_it_answers_with_the_list_and_names_the_intent(self) -> None:
        status, messages, headers = self.deliver(self.message())
        assert status == 200
        assert [each["text"] for each in messages] == ["answer 1", "more"]
        assert headers["X-Dastak-Intent"] == "order_status"
        assert headers["X-Dastak-Confidence"] == "0.9100"
        reading = json.loads(headers["X-Dastak-Reading"])
        assert reading == {"ranking": [], "entities": [], "actions": [], "model": "m1"}

    def test_it_gives_the_same_answer_to_a_repeated_delivery(self) -> None:
        first = self.deliver(self.message())
        self.deliver(self.message("another", "SM2"))
        again = self.deliver(self.message(attempt=2))
        assert again == first
        assert self.agent.turns == 2

    def test_it_runs_the_turn_when_the_first_delivery_never_got_through(self) -> None:
        status, messages, _ = self.deliver(self.message(attempt=3))
        assert (status, messages[0]["text"]) == (200, "answer 1")

    def test_it_says_500_when_the_turn_fails(self) -> None:
        for failure in (TurnFailed("the action server is away"), ValueError("a defect")):
            self.agent.fails = failure
            status, body, _ = self.deliver(self.message())
            assert status == 500
            assert str(failure) in body["error"]
        self.agent.fails = None
        assert self.deliver(self.message(attempt=2))[0] == 200

    def test_it_logs_the_kind_and_place_of_a_failure_and_none_of_its_words(self) -> None:
        self.agent.fails = ValueError("what Asha wrote")
        with self.assertLogs("rasa_addons.channel", "ERROR") as logged:
            self.deliver(self.message())
            asyncio.run(_forget(cast(Agent, self.agent), "m1_a"))
        assert len(logged.output) == 2
        assert all("ValueError" in line and "raise self.fails" in line for line in logged.output)
        assert "Asha" not in "".join(logged.output)

    def test_it_refuses_what_is_no_message(self) -> None:
        bodies: tuple[Any, ...] = (
            [],
            {"message": "x"},
            {"sender": "a"},
            {"sender": "a", "message": 1},
            {**self.message(), "metadata": 1},
        )
        for body in bodies:
            assert self.deliver(body)[0] == 400
        assert self.deliver(self.message(), size=70000)[0] == 413

    def test_it_knows_who_asks_by_the_token_alone(self) -> None:
        channel = OnceInput.from_credentials({"token": TOKEN})
        asked = {f"Bearer {TOKEN}": True, TOKEN: False, "": False, "Bearer ": False, "Bearer x\udcff\u0967": False}
        for header, known in asked.items():
            request = SimpleNamespace(headers={"authorization": header})
            assert channel.knows(cast(Request, request)) is known

    def test_it_knows_the_former_token_and_the_new_one_while_one_is_renewed(self) -> None:
        for known, sent in ((TOKEN, f"new-one,{TOKEN}"), (f"new-one,{TOKEN}", TOKEN), (f"new-one, {TOKEN}", "new-one")):
            request = SimpleNamespace(headers={"authorization": f"Bearer {sent}"})
            assert OnceInput.from_credentials({"token": known}).knows(cast(Request, request))
            assert not OnceInput.from_credentials({"token": "another,"}).knows(cast(Request, request))

    def test_it_does_not_start_without_a_token(self) -> None:
        for credentials in (None, {}, {"token": ""}, {"token": " , "}):
            with self.assertRaises(ValueError):  # noqa: PT027 - no pytest in Rasa's environment
                OnceInput.from_credentials(credentials)

    def test_it_forgets_one_conversation(self) -> None:
        self.deliver(self.message())
        self.deliver({**self.message(), "sender": "m1_b"})
        self.agent._tracker_store = self.agent
        for sender in ("m1_a", "m1_a", "unknown"):
            assert asyncio.run(_forget(cast(Agent, self.agent), sender)).status == 204
        assert list(self.agent.conversations) == ["m1_b"]

    def test_it_says_when_it_could_not_forget(self) -> None:
        self.agent.fails = TurnFailed("the store is away")
        assert asyncio.run(_forget(cast(Agent, self.agent), "m1_a")).status == 500
        assert asyncio.run(_forget(None, "m1_a")).status == 503


if __name__ == "__main__":
    unittest.main()
