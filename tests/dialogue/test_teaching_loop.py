"""The teaching loop with a real Rasa: misunderstood in Gujarati, taught, trained, compared, switched, understood; a
harmful lesson is caught and nothing is switched; and back to the former model.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from bot.bootstrap import Bot, build
from bot.commands.opening import Office
from bot.commands.training import work
from bot.db.conversations import Conversation
from bot.db.orders import Order
from bot.db.outgoing import OutgoingMessage
from bot.db.requests import Request
from bot.db.teaching import KeptTest, ModelTraining
from bot.dialogue import RasaDialogue
from bot.domain.access import StaffRole
from bot.domain.teaching.judging import TrainingState
from bot.ports import DialogueTurn
from bot.running import ROOT, training
from bot.services.teaching import serving
from bot.tasks.models import BASE, keep_models
from tests.api.people import browser_of
from tests.driver import rows
from tests.fakes import PUBLIC_URL
from tests.servers import Dialogue

# Two trainings, behind everything else: beside the other tests they would wait for each other (`make test-teaching`).
ASKED_FOR = pytest.mark.skipif(not os.environ.get("TEACHING"), reason="TEACHING asks for it")
pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(900), ASKED_FOR]
SHOP = 1
TAUGHT = ("શું સાડી સાથે ફૉલ બીડિંગ કરી આપો છો?", "ફૉલ પીકો કરાવીને મોકલશો?")
ASKED = "સાડીમાં ફૉલ બીડિંગ થઈ જશે?"  # words that nobody taught
GREETINGS = (
    ("hello", "en"),
    ("hi", "en"),
    ("good morning", "en"),
    ("नमस्ते", "hi"),
    ("નમસ્તે", "gu"),
    ("kem cho", "gu-Latn"),
)


@pytest.fixture
def bot(rasa_server: Dialogue) -> Iterator[Bot]:
    """The app beside that Rasa, which has its own model again afterwards."""
    settings = rasa_server.settings
    settings.run_dir.mkdir(parents=True, exist_ok=True)
    (settings.run_dir / BASE).write_text(str(training.archive(ROOT)))
    bot = build(settings.model_copy(update={"public_url": PUBLIC_URL}))
    yield bot
    bot.models.put(rasa_server.url, training.archive(ROOT).read_bytes())


def keep(bot: Bot) -> None:
    """Two conversations kept as tests: one that begins with a greeting, and one that does not."""
    talks = {"greeted": [["hello", "en", "greet"], ["do you take cash?", "en", "ask_cod"]]}
    talks["asked"] = [["do you take cash?", "en", "ask_cod"], ["and how do returns work?", "en", "ask_return_policy"]]
    for talk, (name, steps) in zip(rows(bot, Conversation), talks.items(), strict=False):
        with bot.database.writing.begin() as db:
            of = {"merchant_id": SHOP, "conversation_id": talk.id, "at": bot.now()}
            db.add(KeptTest(name=name, steps={"steps": steps}, **of))


def count(bot: Bot) -> tuple[list[str], int, int]:
    """How the orders stand, and how much was said and asked for."""
    return [one.status for one in rows(bot, Order)], len(rows(bot, OutgoingMessage)), len(rows(bot, Request))


def test_it_learns_what_is_taught_and_nothing_that_harms(bot: Bot, rasa_server: Dialogue) -> None:
    rasa = RasaDialogue(rasa_server.url, bot.settings.rasa_token)
    owner, agent = (browser_of(bot, SHOP, role) for role in (StaffRole.OWNER, StaffRole.AGENT))

    taken: list[str] = []

    def taken_for(text: str) -> str:
        metadata = {"locale": "gu", "channel": "whatsapp", "message_id": text, "attempt": 1}
        return rasa.ask(DialogueTurn(f"taught_{len(taken)}", text, metadata)).intent or ""

    def train() -> tuple[TrainingState | None, str]:
        made = owner.call("POST", "/teaching/trainings")
        assert made.status_code == 202, made.text
        state = work(Office(bot.settings), made.get_json()["id"], lambda line: None)
        keep_models(bot)
        return state, bot.models.name_at(rasa_server.url)

    def teach(text: str, locale: str, intent: str) -> None:
        lesson = {"text": text, "locale": locale, "intent": intent, "anyway": True}
        assert agent.call("POST", "/teaching/examples", lesson).status_code == 201

    taken.append(taken_for(ASKED))
    own = bot.models.name_at(rasa_server.url)
    for text in TAUGHT:
        teach(text, "gu", "ask_product")
    state, learned = train()
    [done] = rows(bot, ModelTraining)
    assert (state, learned) == (TrainingState.SWITCHED, done.model), done.why
    shown = owner.call("GET", f"/teaching/trainings/{done.id}").get_json()
    assert set(TAUGHT) <= {one["text"] for one in shown["changed"] if one["gained"]}
    taken.append(taken_for(ASKED))

    keep(bot)
    before = count(bot)
    for text, locale in GREETINGS:
        teach(text, locale, "cancel_order")
    state, name = train()
    harmful = rows(bot, ModelTraining)[-1]
    played = owner.call("GET", f"/teaching/trainings/{harmful.id}").get_json()["dialogues"]
    assert (played["kept"], played["played"], [one["test"] for one in played["changed"]]) == (2, 2, ["greeted"])
    turn = played["changed"][0]["turns"][0]
    assert (turn["place"], turn["before"]["intent"], turn["after"]["intent"]) == (1, "greet", "cancel_order")
    assert turn["before"]["said"] != turn["after"]["said"]
    assert before == (
        [one.status for one in rows(bot, Order)],
        len(rows(bot, OutgoingMessage)),
        len(rows(bot, Request)),
    )
    assert (state, name) == (TrainingState.HELD, learned), harmful.found["acting"]
    assert {"acting", "contradicted"} <= set(owner.call("GET", f"/teaching/trainings/{harmful.id}").get_json()["worse"])

    assert owner.call("POST", "/teaching/rollback", {"in_force": learned}).get_json() == {"in_force": ""}
    keep_models(bot)
    taken.append(taken_for(ASKED))
    assert bot.models.name_at(rasa_server.url) == own
    assert taken[1] == "ask_product"
    assert taken[0] == taken[2] != "ask_product"
    with bot.database.reading.begin() as db:
        assert serving.find_served(db) is not None
