"""A list that is uploaded, read and accepted, as by the worker."""

from __future__ import annotations

from typing import Any

from bot import tasks
from bot.bootstrap import Bot
from bot.db.lists import AudienceFile
from bot.db.shop import Merchant
from bot.domain.lists.opening import open_list
from bot.services.broadcasts.lists import accepting, keeping
from bot.services.broadcasts.lists.keeping import ListConsented
from tests.cast import Cast


def upload(bot: Bot, cast: Cast, text: str, **said: Any) -> int:
    """Take a file, its rows not read yet; gives its id."""
    content = text.encode()
    with bot.database.writing.begin() as db:
        shop = db.get_one(Merchant, cast.shop)
        opened = open_list(content, shop.country)
        consented = ListConsented(**({"source": "paper"} | said))
        return keeping.add_list(db, shop, "people.csv", content, opened, consented, None, bot.now()).id


def accepted(bot: Bot, cast: Cast, text: str, **said: Any) -> int:
    """Take a file, read it and accept what is right; gives its id."""
    file_id = upload(bot, cast, text, **said)
    tasks.read_list(bot, file_id)
    with bot.database.writing.begin() as db:
        accepting.accept_list(db, db.get_one(AudienceFile, file_id), bot.now())
    tasks.read_list(bot, file_id)
    return file_id


def look(bot: Bot, cast: Cast, file_id: int) -> AudienceFile:
    """The list as it is."""
    with bot.database.reading.begin() as db:
        found = keeping.find_list(db, cast.shop, file_id)
    assert found is not None
    return found
