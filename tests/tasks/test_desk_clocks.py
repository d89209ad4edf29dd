"""The clocks of a stretch: by business time, paused where nobody of the shop is waited for, run out once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.clocks import AnswerClock
from bot.db.conversations import Conversation
from bot.db.desk import Stretch, TimelineEvent
from bot.db.staff import StaffMember
from bot.domain.access import StaffRole, Viewer
from bot.domain.answer_clocks import ClockKind, ClockState
from bot.domain.conversations import PersonWhy
from bot.services.desk import handoff
from bot.services.desk.clocks_told import find_clocks, has_run_out
from bot.services.desk.inbox_settings import change_settings
from bot.services.desk.labels import add_label, change_labels
from bot.tasks.desk_clocks import keep_clocks, tell_away
from tests.api.inbox import add, mine
from tests.api.people import browser_of
from tests.cast import Cast
from tests.driver import rows, send_all
from tests.fakes import FakeMessenger, Watch
from tests.services.shelf import change

FRIDAY = datetime(2026, 11, 27, 13, 20, tzinfo=UTC)  # 18:50 at the shop, which closes at 19:00
FIRST, NEXT, WINDOW = ClockKind.FIRST, ClockKind.NEXT, ClockKind.WINDOW


@pytest.fixture
def asked(bot: Bot, cast: Cast, watch: Watch) -> int:
    """A conversation in which a person is asked for ten minutes before closing time."""
    watch.move_to(FRIDAY)
    one = add(bot, cast, waiting_since=FRIDAY)
    with bot.database.writing.begin() as db:
        handoff.ask_for_person(db, one, PersonWhy.ASKED, FRIDAY)
    keep_clocks(bot)
    return one


def clock(bot: Bot, conversation_id: int) -> tuple[str, str, datetime | None]:
    """Kind, state and end of the clock that is shown."""
    with bot.database.reading.begin() as db:
        shown = find_clocks(db, [db.get_one(Conversation, conversation_id)], bot.now())[conversation_id]
        return shown.kind, shown.state, shown.due_at


def breached(bot: Bot, cast: Cast) -> list[int]:
    """Conversations in which a clock has run out."""
    with bot.database.reading.begin() as db:
        return [row.id for row in db.query(Conversation).where(has_run_out(cast.shop))]


def test_the_first_answer_is_due_by_business_time_and_breached_once(
    bot: Bot, cast: Cast, asked: int, watch: Watch
) -> None:
    due = datetime(2026, 11, 28, 4, 35, tzinfo=UTC)  # five minutes after Saturday's opening
    assert clock(bot, asked) == (FIRST, ClockState.FINE, due)
    watch.move_to(due - timedelta(minutes=1))
    keep_clocks(bot)
    assert clock(bot, asked) == (FIRST, ClockState.WARNING, due)
    assert breached(bot, cast) == []
    watch.move_to(due)
    assert [keep_clocks(bot), keep_clocks(bot)] == [1, 0]
    assert clock(bot, asked) == (FIRST, ClockState.BREACHED, due)
    assert breached(bot, cast) == [asked]
    assert [event.values["clock"] for event in rows(bot, TimelineEvent) if event.kind == "breached"] == [FIRST]


def test_an_answer_ends_it_and_the_next_message_begins_another(bot: Bot, cast: Cast, asked: int, watch: Watch) -> None:
    watch.advance(minutes=2)
    change(bot, Conversation, asked, waiting_since=None)
    change(bot, Stretch, 1, first_answer_at=bot.now())
    assert clock(bot, asked)[0] == ClockKind.RESOLUTION  # at once, before the clocks are set
    keep_clocks(bot)
    watch.advance(minutes=3)
    change(bot, Conversation, asked, waiting_since=bot.now())
    keep_clocks(bot)
    kind, state, due = clock(bot, asked)
    assert (kind, state, due) == (NEXT, ClockState.FINE, datetime(2026, 11, 28, 4, 55, tzinfo=UTC))  # 5 of 30 today
    change(bot, Stretch, 1, resolved_at=bot.now())
    keep_clocks(bot)
    assert [row for row in rows(bot, AnswerClock) if row.ended_at is None] == []


@pytest.mark.parametrize(
    "paused", [{"status": "snoozed"}, {"needs_person_since": None, "owner": "assistant"}, {"status": "resolved"}]
)
def test_it_stands_still_while_nobody_is_waited_for(
    bot: Bot, cast: Cast, asked: int, watch: Watch, paused: dict[str, Any]
) -> None:
    watch.advance(minutes=4)
    change(bot, Conversation, asked, **paused)
    keep_clocks(bot)
    assert clock(bot, asked)[1:] == (ClockState.PAUSED, None)
    watch.advance(hours=20)
    assert keep_clocks(bot) == 0
    change(bot, Conversation, asked, status="open", owner="agent")
    keep_clocks(bot)
    assert clock(bot, asked)[2] == bot.now() + timedelta(minutes=11)  # Saturday afternoon


def test_a_window_runs_day_and_night_and_anew_with_each_message(bot: Bot, cast: Cast, asked: int) -> None:
    def window() -> AnswerClock:
        return next(row for row in rows(bot, AnswerClock) if row.kind == WINDOW)

    assert window().due_at == FRIDAY + timedelta(hours=24)
    change(bot, Conversation, asked, last_inbound_at=FRIDAY + timedelta(hours=2))
    keep_clocks(bot)
    assert window().due_at == FRIDAY + timedelta(hours=26)


def test_other_goals_count_at_once(bot: Bot, cast: Cast, asked: int) -> None:
    with bot.database.writing.begin() as db:
        assert change_settings(db, cast.shop, 1, {"first_minutes": 5, "resolution_minutes": 0}, bot.now())
    keep_clocks(bot)
    assert clock(bot, asked)[2] == FRIDAY + timedelta(minutes=5)
    assert {row.kind for row in rows(bot, AnswerClock) if row.ended_at is None} == {FIRST, WINDOW}


def test_who_waits_outside_hours_is_told_once(
    bot: Bot, cast: Cast, asked: int, watch: Watch, messenger: FakeMessenger
) -> None:
    assert tell_away(bot) == 0  # it is open
    watch.advance(minutes=11)
    assert [tell_away(bot), tell_away(bot)] == [1, 0]
    send_all(bot)
    assert "10:00" in messenger.texts[0]


def test_nothing_is_said_over_somebody_who_works_late(bot: Bot, cast: Cast, asked: int, watch: Watch) -> None:
    late = mine(browser_of(bot, cast.shop, StaffRole.AGENT))
    change(bot, Conversation, asked, owner="agent", assignee_id=late)
    watch.advance(minutes=11)
    assert tell_away(bot) == 0
    change(bot, StaffMember, late, availability="away")
    assert tell_away(bot) == 1


def test_a_labels_own_goal_counts_for_the_first_answer(bot: Bot, cast: Cast, asked: int) -> None:
    with bot.database.writing.begin() as db:
        viewer = Viewer(cast.shop, None)
        label, _ = add_label(db, cast.shop, "damage", "#8a1f4b", 5, bot.now())
        change_labels(db, viewer, asked, [label.id], db.get_one(Conversation, asked).version, bot.now())
    keep_clocks(bot)
    assert clock(bot, asked)[2] == FRIDAY + timedelta(minutes=5)
