"""What the inbox asks of the database: as much for a page as for one conversation, and nothing that reads a table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from bot.bootstrap import Bot
from bot.domain.access import StaffRole
from bot.services.desk.folders import Folder
from bot.services.desk.inbox import Sort
from tests.api.inbox import ALL, add, write
from tests.api.people import browser_of
from tests.cast import Cast

MANY = 12


@contextmanager
def statements(bot: Bot) -> Iterator[list[tuple[str, Any]]]:
    """What is asked of the database inside the block, with its values."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        asked.append((statement, values))

    event.listen(bot.database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(bot.database.engine, "before_cursor_execute", note)


def test_a_page_takes_no_more_questions_than_a_row(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    taken = list[int]()
    for number in range(1, MANY + 1):
        write(bot, cast, add(bot, cast, number))
        if number in (1, MANY):
            owner.call("GET", ALL)  # the session is noted as seen
            with statements(bot) as asked:
                assert len(owner.call("GET", ALL).get_json()["conversations"]) == number
            taken.append(len(asked))
    assert taken[0] == taken[1]


@pytest.mark.parametrize("role", [StaffRole.OWNER, StaffRole.AGENT])
def test_no_folder_is_read_whole(bot: Bot, cast: Cast, role: StaffRole) -> None:
    if bot.database.engine.dialect.name != "sqlite":
        pytest.skip("a small table is always read whole there; bench inbox has a large one")
    browser, plans = browser_of(bot, cast.shop, role), list[str]()
    with statements(bot) as asked:
        browser.call("GET", f"{ALL}/counts")
        for folder in Folder:
            for sort in Sort:
                browser.call("GET", f"{ALL}?folder={folder}&sort={sort}")
    of_inbox = [one for one in asked if "FROM conversation" in one[0]]
    with bot.database.engine.connect() as connection:
        for statement, values in of_inbox:
            found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            plans += [f"{row[3]} <- {statement}" for row in found]
    assert len(of_inbox) > len(Folder) * len(Sort)
    whole = [plan for plan in plans if plan.startswith("SCAN conversation") and "INDEX" not in plan.split(" <-")[0]]
    assert whole == []
