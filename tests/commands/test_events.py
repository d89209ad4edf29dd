"""`dastak events`: a list without personal data, one event whole, and replay."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.bootstrap import Bot
from bot.commands.events import events as command
from bot.services.events import store
from tests.cast import Cast
from tests.senders import connect, raw_events, send


@pytest.fixture
def ids(bot: Bot, cast: Cast) -> list[int]:
    """Two events set aside, and one that waits."""
    connection = connect(bot, cast.shop, "shopify")
    for name in ("Asha", "Ravi", "Meera"):
        send(bot, connection, {"id": 1, "name": name}, "orders/create")
    found = [event.id for event in raw_events(bot)]
    with bot.database.writing.begin() as db:
        for event_id in found[:2]:
            store.keep(db, event_id, "id: must be a number")
    return found


def _run(bot: Bot, *words: str) -> Result:
    settings = bot.settings
    environment = {
        "DATABASE_URL": settings.database_url,
        "VAR_DIR": str(settings.var_dir),
        "REDIS_URL": settings.redis_url,
        "PUBLIC_URL": settings.public_url,
    }
    return CliRunner().invoke(command, words, env=environment)


def test_it_lists_the_newest_first_and_no_personal_data(bot: Bot, ids: list[int]) -> None:
    lines = _run(bot, "list").output.splitlines()
    assert [int(line.split()[0]) for line in lines] == ids[::-1]
    assert "orders/create" in lines[0]
    assert "Asha" not in "".join(lines)
    kept = _run(bot, "list", "--state", "kept", "--limit", "1").output.splitlines()
    assert len(kept) == 1
    assert kept[0].endswith("kept     id: must be a number")


def test_it_shows_one_whole(bot: Bot, ids: list[int]) -> None:
    output = _run(bot, "show", str(ids[0])).output
    assert output.startswith("orders/create (kept: id: must be a number)")
    assert '"name": "Asha"' in output
    assert "x-shopify-topic: orders/create" in output
    assert "hmac" not in output


def test_it_says_that_there_is_no_such_event(bot: Bot, ids: list[int]) -> None:
    result = _run(bot, "show", "999999")
    assert result.exit_code == 1
    assert "there is no event 999999" in result.output


def test_it_replays_by_id_and_names_what_it_does_not(bot: Bot, ids: list[int]) -> None:
    output = _run(bot, "replay", str(ids[0]), str(ids[2]), "999999").output
    assert "1 waiting to be applied again" in output
    assert f"{ids[2]}, 999999" in output
    assert [event.state for event in raw_events(bot)] == ["waiting", "kept", "waiting"]


def test_it_replays_all_that_was_set_aside(bot: Bot, ids: list[int]) -> None:
    assert "2 waiting" in _run(bot, "replay", "--all-kept").output
    assert {event.state for event in raw_events(bot)} == {"waiting"}


@pytest.mark.parametrize(
    "words", [["replay"], ["replay", "--all-kept", "1"], ["replay", "one"], ["list", "--state", "x"]]
)
def test_it_wants_to_know_which(bot: Bot, ids: list[int], words: list[str]) -> None:
    assert _run(bot, *words).exit_code == 2
    assert raw_events(bot)[0].state == "kept"


def test_it_says_one_sentence_about_what_is_in_the_way(tmp_path: Path) -> None:
    runner = CliRunner()
    bad = runner.invoke(command, ["list"], env={"VAR_DIR": str(tmp_path), "PORT": "eighty"})
    assert (bad.exit_code, bad.output.count("\n")) == (2, 1)
    empty = runner.invoke(command, ["list"], env={"VAR_DIR": str(tmp_path)})
    assert (empty.exit_code, empty.output.count("\n")) == (1, 1)
