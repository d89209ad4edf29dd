"""The migrations make exactly the tables of the mapping, up and down, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.bootstrap import Bot
from bot.config import Settings
from bot.db.engine import open_engine
from bot.db.migrate import alembic_config
from bot.db.outgoing import OutgoingMessage
from bot.db.tables import metadata, tell_ours
from bot.demo.seed import seed
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.services.shelf import change


def test_it_has_one_head_and_numbers_in_order() -> None:
    scripts = ScriptDirectory.from_config(alembic_config("sqlite://"))
    assert len(scripts.get_heads()) == 1
    names = [Path(script.path).name for script in reversed(list(scripts.walk_revisions()))]
    assert [name[:4] for name in names] == [f"{number:04d}" for number in range(1, len(names) + 1)]


def test_it_makes_the_tables_of_the_mapping(database_url: str) -> None:
    engine = open_engine(database_url)
    with engine.connect() as connection:
        options = {"compare_type": True, "include_object": tell_ours(engine.dialect.name)}
        context = MigrationContext.configure(connection, opts=options)
        differing = compare_metadata(context, metadata)
        assert not differing, "no migration makes this of the tables: make migration NAME=what_it_is_about"
    engine.dispose()


@pytest.mark.filterwarnings("ignore:.*foreign key.*")
def test_it_goes_down_and_up_again(database_url: str) -> None:
    config = alembic_config(database_url)
    command.downgrade(config, "base")
    command.upgrade(config, "head")


def test_the_newest_go_down_and_up_with_a_shop_in_it(database_url: str, tmp_path: Path) -> None:
    seed(Settings.from_env({"DATABASE_URL": database_url, "VAR_DIR": str(tmp_path)}))
    config = alembic_config(database_url)
    command.downgrade(config, "-3")
    command.upgrade(config, "head")


ENDED = (
    ("canceled", "cart_changed", "ended_because"),
    ("expired", "opted_out", "ended_because"),
    ("held", "cap", "held_because"),
)


def test_it_keeps_why_a_message_ended_on_the_way_down_and_up(bot: Bot, cast: Cast, database_url: str) -> None:
    for number, (state, reason, column) in enumerate(ENDED, 1):
        post(bot, whatsapp_form())
        work(bot)
        change(bot, OutgoingMessage, number, state=state, **{column: reason})
    query = text("SELECT held_because FROM outgoing_message ORDER BY id")
    command.downgrade(alembic_config(database_url), "0002")
    with bot.database.reading.begin() as db:
        assert db.scalars(query).all() == [reason for _, reason, _ in ENDED]
    command.upgrade(alembic_config(database_url), "head")
    for row, (_, reason, column) in zip(rows(bot, OutgoingMessage), ENDED, strict=True):
        reasons = {"held_because": row.held_because, "ended_because": row.ended_because}
        assert reasons == dict.fromkeys(reasons) | {column: reason}
