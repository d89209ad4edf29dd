"""Every Rasa server has the model that is in force: also one that was away, or has started again with its own."""

from __future__ import annotations

from pathlib import Path

from bot.bootstrap import Bot
from bot.logs import get_logger
from bot.ports.models import ModelRefused
from bot.services.teaching import serving

log = get_logger(__name__)
# Written at the start of the system (bot/running/start.py): the archive that the sources alone make.
BASE = "model"


def find_base(run_dir: Path) -> Path | None:
    """Return the archive that the sources alone make; None on a machine that has started none."""
    file = run_dir / BASE
    path = Path(file.read_text(encoding="utf-8").strip()) if file.exists() else None
    return path if path and path.exists() else None


def keep_models(bot: Bot) -> int:
    """Give the model in force to each server that has another; returns how many took it.

    One that was made of other sources stays where it is: after an upgrade the new sources' model answers until
    somebody trains again.
    """
    with bot.database.reading.begin() as db:
        served = serving.find_served(db)
        wanted = (served.model, served.archive, served.sources) if served else None
    if wanted is None:
        return 0
    base = find_base(bot.settings.run_dir)
    name, archive, sources = wanted
    path = Path(archive) if archive else base
    if path is None or not path.exists() or (base and sources and base.name.partition(".")[0] != sources):
        return 0
    return sum(_put(bot, address, name, path) for address in bot.models.addresses)


def _put(bot: Bot, address: str, name: str, path: Path) -> bool:
    try:
        there = bot.models.name_at(address)
        # The sources' own has a name that nobody wrote down: it is there where no taught one is.
        if there == name or (not name and not there.startswith("taught-")):
            return False
        now = bot.models.put(address, path.read_bytes())
    except (ModelRefused, OSError) as error:
        log.warning("a Rasa server keeps its model", address=address, error=str(error))
        return False
    log.info("a Rasa server has another model", address=address, model=now)
    return True
