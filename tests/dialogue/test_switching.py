"""Another model for a running Rasa: by its token alone, never one that cannot be loaded, and answers go on."""

from __future__ import annotations

import pytest

from bot.dialogue import RasaDialogue
from bot.model_servers import RasaServers
from bot.ports import DialogueTurn
from bot.ports.models import ModelRefused
from bot.running import ROOT, training
from tests.servers import Dialogue

pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]


def test_a_model_is_taken_whole_or_not_at_all(rasa_server: Dialogue) -> None:
    servers = RasaServers((rasa_server.url,), rasa_server.settings.rasa_token)
    rasa = RasaDialogue(rasa_server.url, rasa_server.settings.rasa_token)
    own = servers.name_at(rasa_server.url)
    stranger = RasaServers((rasa_server.url,), "of-nobody-at-all-0000")
    with pytest.raises(ModelRefused):
        stranger.name_at(rasa_server.url)
    with pytest.raises(ModelRefused):
        stranger.put(rasa_server.url, b"")
    for broken in (b"", b"no archive", training.archive(ROOT).read_bytes()[:4000]):
        with pytest.raises(ModelRefused):
            servers.put(rasa_server.url, broken)
    assert servers.name_at(rasa_server.url) == own
    assert servers.put(rasa_server.url, training.archive(ROOT).read_bytes()) == own
    answered = rasa.ask(DialogueTurn("switched", "where is my order", {"message_id": "switched", "attempt": 1}))
    assert (answered.intent, answered.reading["model"]) == ("order_status", own)
    assert answered.reading["ranking"][0][0] == "order_status"
    assert "action_order_status" in answered.reading["actions"]
