"""PostgreSQL goes away in the middle of conversations: every message is kept, and answered once when it is back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage
from bot.db.engine import DatabaseError
from bot.ports import DialogueTurn, Said
from bot.webhooks.spooled import replay_spool
from tests.cast import add_cast
from tests.conftest import empty_postgres
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger, Watch, make_bot
from tests.line import Line, line_to

pytestmark = pytest.mark.integration
CUSTOMERS = 12


@pytest.fixture
def line(migrated_postgres: str) -> Iterator[Line]:
    """The line to PostgreSQL, which the test cuts and mends."""
    with line_to(migrated_postgres) as line:
        yield line
    empty_postgres(migrated_postgres)


@pytest.fixture
def bot_on_line(
    migrated_postgres: str, line: Line, tmp_path: Path, watch: Watch, messenger: FakeMessenger, dialogue: FakeDialogue
) -> Iterator[Bot]:
    """A built bot at the end of that line, its shop and customers stored."""
    built = make_bot(line.leads_to(migrated_postgres), tmp_path, watch, messenger, dialogue)
    with built.database.writing.begin() as db:
        add_cast(db, watch())
    yield built
    built.database.engine.dispose()


def write(bot: Bot, first: int) -> list[str]:
    """Let a third of the customers write; returns their texts."""
    numbers = range(first, CUSTOMERS, 3)
    for number in numbers:
        assert post(bot, whatsapp_form(f"question {number}?", f"+9197000000{number:02d}")).status_code == 200
    return [f"echo: question {number}?" for number in numbers]


def test_nobody_is_lost_or_apologised_to(
    bot_on_line: Bot, line: Line, watch: Watch, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    bot, echo = bot_on_line, dialogue.says

    def lose_the_database(turn: DialogueTurn) -> tuple[Said, ...]:
        line.cut()
        return echo(turn)

    expected = write(bot, 0)
    conversations = [row.id for row in rows(bot, Conversation)]
    dialogue.says = lose_the_database  # the answer is there and cannot be recorded
    with pytest.raises(DatabaseError):
        tasks.answer(bot, conversations[0])
    dialogue.says = echo
    for conversation_id in conversations:
        with pytest.raises(DatabaseError):
            tasks.answer(bot, conversation_id)
    written = write(bot, 1)
    assert bot.spool.count() == len(written)
    assert messenger.texts == []
    line.mend()
    expected += written + write(bot, 2)
    replay_spool(bot)
    work(bot)
    watch.advance(seconds=31)  # the lease of the turn that was cut short
    work(bot)
    assert sorted(messenger.texts) == sorted(expected)
    assert {row.state for row in rows(bot, InboundMessage)} == {"answered"}
