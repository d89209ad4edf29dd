"""What the pages for staff cost: counted once in a few seconds, never beyond a bound, each count by an index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, text

from bot.bootstrap import Bot
from bot.db import counting
from bot.services.insights import counts
from tests.apps import app_of
from tests.cast import Cast
from tests.driver import post, whatsapp_form
from tests.fakes import Watch


@contextmanager
def _statements(bot: Bot) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    event.listen(bot.database.engine, "before_cursor_execute", note)
    yield said
    event.remove(bot.database.engine, "before_cursor_execute", note)


def test_it_counts_once_for_all_who_ask_within_some_seconds(bot: Bot, cast: Cast, watch: Watch) -> None:
    client = app_of(bot).test_client()
    with _statements(bot) as said:
        client.get("/metrics")
        once = len(said)
        for page in ("/metrics", "/console/health") * 20:
            assert client.get(page).status_code == 200
        assert len(said) == once > 0
        post(bot, whatsapp_form("hello"))
        watch.advance(seconds=6)
        assert 'dastak_inbound_messages{state="waiting"} 1.0' in client.get("/metrics").text


def test_it_counts_no_further_than_its_bound(bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST", 3)
    for _ in range(5):
        post(bot, whatsapp_form("hello"))
    with bot.database.reading.begin() as db:
        received = counts.count_by_state(db)[0]
    assert received.numbers == {"waiting": 3}


def test_it_reads_no_table_of_messages_whole(bot: Bot, cast: Cast) -> None:
    if bot.database.engine.dialect.name != "sqlite":
        pytest.skip("a small table is always read whole there")
    with _statements(bot) as said, bot.database.reading.begin() as db:
        counts.count_by_state(db)
        asked = [each for each in said if "_message" in each]
        plans = [
            str(row[3])
            for each in asked
            for row in db.execute(text("EXPLAIN QUERY PLAN " + each.replace("?", "1")))
            if "_message" in str(row[3])
        ]
    assert len(plans) > 10
    assert [plan for plan in plans if "INDEX" not in plan] == []
