"""Whoever stands in the demo's inbox can be answered: the simulator knows that they wrote."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.config import Settings
from bot.db.conversations import Conversation
from bot.db.engine import open_engine, sessions
from bot.db.migrate import upgrade
from bot.demo.seed import seed
from bot.simulator.world import phones
from bot.simulator.world.world import World

SHUT = timedelta(days=4)


def test_the_simulators_phones_have_the_window_that_the_inbox_shows(tmp_path: Path) -> None:
    settings = Settings.from_env({"VAR_DIR": str(tmp_path)})
    upgrade(settings.database_url)
    seed(settings)
    world = World.open(settings)
    engine = open_engine(settings.database_url)
    with sessions(engine).reading.begin() as db:
        rows = db.query(Conversation).filter_by(channel="whatsapp").all()
        # Whose window was shut days ago needs no phone.
        wrote = {row.address: at for row in rows if (at := row.last_inbound_at) and at > datetime.now(UTC) - SHUT}
    engine.dispose()
    assert len(wrote) > 8
    for address, at in wrote.items():
        phone = phones.find(world.store, address)
        assert phone is not None, address
        assert phone.address("whatsapp") == f"whatsapp:{address}"
        assert phone.last_inbound == at.timestamp()
    assert World.open(settings).store.rows("SELECT count(*) AS n FROM phones")[0]["n"] == 7 + len(wrote)
