"""Each part says whether it does its work; what hangs is told as well, and nobody waits for it."""

from __future__ import annotations

import os
import threading
import time

import pytest

from bot import health, tasks
from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.health import FRESH, Health
from bot.scheduler import give_signs
from tests.apps import app_of
from tests.cast import JOHN, Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import FakeDialogue, Watch
from tests.tables import away


def whys(bot: Bot) -> dict[str, str]:
    """What is wrong with each part that does not work, read afresh."""
    return {part.name: part.why for part in Health(bot).read() if not part.works}


@pytest.fixture(autouse=True)
def at_work(bot: Bot) -> None:
    """The worker and the scheduler have just given their signs; no other process is there."""
    tasks.all_tasks(bot)[tasks.SIGN].run(0)
    give_signs(bot)


def test_what_works_is_not_complained_of(bot: Bot) -> None:
    assert whys(bot).keys() == {"redis", "actions", "live"}


@pytest.mark.parametrize("name", ["worker", "scheduler"])
def test_a_process_that_gives_no_sign_does_not_work(bot: Bot, watch: Watch, name: str) -> None:
    watch.advance(seconds=70)
    assert name not in whys(bot)
    watch.advance(seconds=10)
    assert whys(bot)[name] == "no sign of life for 80 s"


def test_a_process_of_this_machine_that_stands_still_is_seen_at_once(bot: Bot) -> None:
    beat = bot.settings.run_dir / "worker.beat"
    beat.parent.mkdir(parents=True)
    beat.touch()
    assert "worker" not in whys(bot)
    an_age_ago = time.time() - 30
    os.utime(beat, (an_age_ago, an_age_ago))
    assert whys(bot)["worker"] == "has stood still for 30 s"


def test_messages_that_nobody_takes_are_a_backlog(bot: Bot, cast: Cast, watch: Watch) -> None:
    post(bot, whatsapp_form("where is it?", JOHN))
    watch.advance(seconds=100)
    assert "backlog" not in whys(bot)
    watch.advance(seconds=30)
    assert whys(bot)["backlog"] == "answers have waited for 130 s"
    work(bot)
    assert "backlog" not in whys(bot)


def test_messages_that_are_put_off_are_rasas_fault_alone(
    bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue
) -> None:
    dialogue.away = True
    for text in ("where is it?", "and when?"):
        post(bot, whatsapp_form(text, JOHN))
    for _ in range(50):
        watch.advance(seconds=4)
        work(bot)
    wrong = whys(bot)
    assert wrong["rasa"] == "a turn does not go through"
    assert "backlog" not in wrong


def test_what_an_agent_leaves_is_no_backlog(bot: Bot, cast: Cast, watch: Watch) -> None:
    post(bot, whatsapp_form("where is it?", JOHN))
    with bot.database.writing.begin() as db:
        db.get_one(Conversation, rows(bot, Conversation)[0].id).owner = "agent"
    watch.advance(seconds=600)
    assert "backlog" not in whys(bot)


def test_a_database_that_cannot_be_written_does_not_work(bot: Bot) -> None:
    with away(bot, "sign"):
        wrong = whys(bot)
    assert {"database", "worker", "scheduler"} <= wrong.keys()
    assert wrong["database"].endswith("Error")


def test_a_full_disk_does_not_work(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE", 10**18)
    assert whys(bot)["disk"].endswith("1000000000000 are needed")


def test_what_hangs_is_told_in_time_and_not_begun_twice(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, over = threading.Semaphore(0), threading.Event()

    def hang(_bot: Bot) -> str:
        begun.release()
        return "" if over.wait(30) else "never"

    monkeypatch.setattr(health, "CHECKS", {"stuck": hang, "other": lambda _bot: ""})
    monkeypatch.setattr(health, "DEADLINE", 0.05)
    clock = [0.0]
    read = Health(bot, lambda: clock[0]).read
    for _ in range(3):
        clock[0] += FRESH
        assert [(part.name, part.works) for part in read()] == [("stuck", False), ("other", True)]
    assert begun.acquire(blocking=False)
    assert not begun.acquire(blocking=False)
    over.set()


def test_a_readout_serves_whoever_asks_soon(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Bot] = []

    def count(asking: Bot) -> str:
        asked.append(asking)
        return ""

    monkeypatch.setattr(health, "CHECKS", {"counted": count})
    clock = [0.0]
    read = Health(bot, lambda: clock[0]).read
    for moment in (0.0, FRESH / 2, FRESH, FRESH * 1.5):
        clock[0] = moment
        read()
    assert len(asked) == 2


def test_the_pages_say_it(bot: Bot, cast: Cast) -> None:
    client = app_of(bot).test_client()
    ready = client.get("/readyz")
    assert ready.status_code == 503
    parts = ready.get_json()["parts"]
    assert parts["database"] == {"works": True, "why": ""}
    assert parts["redis"] == {"works": False, "why": "no answer"}
    assert client.get("/readyz/web").status_code == 200, "messages are taken all the same"
    metrics = client.get("/metrics").text
    assert 'dastak_part_works{part="database"} 1.0' in metrics
    assert 'dastak_part_works{part="redis"} 0.0' in metrics
