"""What a customer wrote is gone from Rasa's store when they are forgotten."""

from __future__ import annotations

import pytest
import redis

from bot.dialogue import RasaDialogue
from bot.ports import DialogueTurn
from tests.servers import Dialogue

pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]


def test_it_keeps_nothing_of_a_forgotten_conversation(rasa_server: Dialogue) -> None:
    rasa = RasaDialogue(rasa_server.url, rasa_server.settings.rasa_token)
    store = redis.Redis.from_url(rasa_server.settings.redis_url)

    def stored(sender: str) -> list[bytes]:
        return [
            line
            for key in store.scan_iter(f"*{sender}*")
            for line in store.lrange(key, 0, -1)
            if isinstance(line, bytes)
        ]

    for sender in ("c_forgotten", "c_kept"):
        rasa.ask(DialogueTurn(sender, "where is my secret parcel", {"message_id": sender, "attempt": 1}))
        assert b"secret" in b"".join(stored(sender))
    for _ in range(2):
        rasa.forget("c_forgotten")
    assert stored("c_forgotten") == []
    assert b"secret" in b"".join(stored("c_kept"))
    assert rasa.ask(DialogueTurn("c_forgotten", "hello", {"message_id": "again", "attempt": 1})).said
