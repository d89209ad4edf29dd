"""The four walks of docs/architecture.md, counted: which modules run, in which rooms, from start to end.

The rule: a module counts when one of its functions runs during the walk, once, in the order of first entry; imports,
module bodies, mapped classes and the stand-ins of the tests do not. A room is a package; a change of room is two
modules in a row of different rooms. At each step one chooses among the modules of the room one stands before.
"""

from __future__ import annotations

import itertools
import statistics
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from actions.dialogue import visit
from bot import tasks
from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.migrate import upgrade
from bot.db.outgoing import OutgoingMessage
from bot.running import ROOT
from tests.actions.chat import Chat, all_actions
from tests.cast import Cast, add_cast
from tests.driver import callback, post, rows, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger, Watch, make_bot
from tests.senders import connect, raw_events, send
from tests.services import shelf

OURS = ("bot", "actions")


def main() -> None:
    """Print every walk, module by module, and its counts."""
    for name, walk in WALKS.items():
        with tempfile.TemporaryDirectory(prefix="dastak-walk-") as folder, _stage(Path(folder)) as (bot, cast):
            seen = walk(bot, cast)
        rooms = [module.rpartition("/")[0] for module in seen]
        changes = sum(before != after for before, after in itertools.pairwise(rooms))
        print(f"\n{name}")
        for module in seen:
            print(f"  {module}")
        doors = statistics.mean(len(list((ROOT / room).glob("*.py"))) for room in rooms)
        counts = f"{len(seen)} modules in {len(set(rooms))} rooms, {changes} changes of room"
        print(f"  = {counts}, {doors:.0f} modules to choose from at each step")


def message_in(bot: Bot, cast: Cast) -> list[str]:
    """Asha's message: posted, answered, sent, delivered."""
    with _watched() as seen:
        post(bot, whatsapp_form("where is my order"))
        work(bot)
        callback(bot, rows(bot, OutgoingMessage)[-1], "delivered")
    return seen


def event(bot: Bot, cast: Cast) -> list[str]:
    """A carrier's webhook: taken, applied, its notice planned."""
    shelf.stock(bot, cast)
    carrier = connect(bot, cast.shop, "shiprocket")
    body = {
        "awb": "149022", "courier_name": "Delhivery", "current_status": "UNDELIVERED", "current_status_id": 21,
        "current_timestamp": "21 11 2026 11:30:00", "order_id": "1042", "scans": [],
    }  # fmt: skip
    with _watched() as seen:
        send(bot, carrier, body)
        tasks.apply_event(bot, raw_events(bot)[-1].id)
    return seen


def notice(bot: Bot, cast: Cast) -> list[str]:
    """A planned notice: composed, decided, sent."""
    kept = shelf.stock(bot, cast)
    shelf.tell(bot, cast, kept, "parcel.shipped")
    with _watched() as seen:
        shelf.run(bot)
    return seen


def request(bot: Bot, cast: Cast) -> list[str]:
    """A customer's wish in the chat: which order, why, written down for the team (Rasa's rules played by the tests)."""
    kept = shelf.stock(bot, cast)
    post(bot, whatsapp_form("hello"))
    with bot.database.reading.begin() as db:
        person = db.get_one(Conversation, kept.conversation).public_id
    visit.database = lambda: bot.database  # type: ignore[assignment]  # the one of the settings is remembered for good
    chat = Chat(person, all_actions())
    with _watched() as seen:
        chat.says("reschedule_delivery", "please deliver it on another day")
        chat.says("inform", "tomorrow evening", date="+1d evening")
    return seen


WALKS: dict[str, Callable[[Bot, Cast], list[str]]] = {
    "message in": message_in,
    "event": event,
    "notice": notice,
    "request in the chat": request,
}


@contextmanager
def _stage(folder: Path) -> Iterator[tuple[Bot, Cast]]:
    url = f"sqlite:///{folder / 'walk.db'}"
    upgrade(url)
    bot = make_bot(url, folder, Watch(), FakeMessenger(), FakeDialogue())
    with bot.database.writing.begin() as db:
        cast = add_cast(db, bot.now())
    yield bot, cast


@contextmanager
def _watched() -> Iterator[list[str]]:
    """The modules of ours whose functions run inside, in the order of their first entry."""
    seen: dict[str, None] = {}

    def enter(frame: FrameType, event: str, _: Any) -> None:
        name = frame.f_code.co_filename
        if event == "call" and frame.f_code.co_name not in ("<module>", "<lambda>") and name.startswith(str(ROOT)):
            module = name.removeprefix(str(ROOT)).lstrip("/")
            if module.startswith(tuple(f"{folder}/" for folder in OURS)):
                seen[module] = None

    found: list[str] = []
    threading.setprofile(enter)  # actions work in threads of their own
    sys.setprofile(enter)
    try:
        yield found
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
        found += seen


if __name__ == "__main__":
    main()
