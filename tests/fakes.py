"""Fakes for what is outside (Twilio, Rasa, the clock) and helpers that drive the lanes without a queue."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from bot.bootstrap import Bot, build
from bot.clock import Moving
from bot.config import Settings
from bot.db.engine import sessions
from bot.locales.guess import LanguageGuesser
from bot.ports import Accepted, Answered, DialogueAway, DialogueDown, DialogueTurn, Letter, Logged, Said, SendError
from bot.ports.models import ModelRefused
from bot.tasks import QUEUES
from tests.engines import engine_at

TOKEN = "0123456789abcdef0123456789abcdef"
ACCOUNT = "AC" + "a" * 32
PUBLIC_URL = "https://shop.example.com"
START = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)


class Watch:
    """A clock that moves when told."""

    def __init__(self, start: datetime = START) -> None:
        self.time = start
        self._held = threading.Lock()

    def __call__(self) -> datetime:
        return self.time

    def advance(self, **amount: float) -> None:
        self.time += timedelta(**amount)

    def move_to(self, moment: datetime) -> None:
        self.time = max(self.time, moment)

    @contextmanager
    def hold(self) -> Iterator[None]:
        if not self._held.acquire(blocking=False):
            raise Moving
        try:
            yield
        finally:
            self._held.release()


def clock_of(bot: Bot) -> Watch:
    """The clock of a test's bot, to be moved on."""
    assert isinstance(bot.now, Watch)
    return bot.now


class FakeMessenger:
    """Twilio at our port: keeps letters, fails when told (an exception is raised after `then`).

    Sids count from `first`.
    """

    def __init__(self, first: int = 1) -> None:
        self.letters: list[Letter] = []
        self.log: list[Logged] = []
        self.failures: list[tuple[SendError, bool]] = []  # (error, whether the message was taken all the same)
        self.typing: list[str] = []
        self.contents: list[Letter] = []
        self.during_send: Callable[[Letter, str], None] = lambda letter, sid: None
        self._numbers = itertools.count(first)
        self._lock = threading.Lock()

    def send(self, letter: Letter) -> Accepted:
        with self._lock:
            error, taken = self.failures.pop(0) if self.failures else (None, True)
            sid = f"SM{next(self._numbers):032x}"
            if taken:
                self.letters.append(letter)
                self.log.append(Logged(sid, "sent", letter.text, None, None))
        self.during_send(letter, sid)
        if error:
            raise error
        return Accepted(sid, "queued")

    def sent_to(self, receiver: str, channel: str, sender: str, since: datetime) -> list[Logged]:
        return list(self.log)

    def make_content(self, letter: Letter) -> str:
        self.contents.append(letter)
        return f"HX{len(self.contents):032x}"

    def show_typing(self, inbound_sid: str) -> None:
        self.typing.append(inbound_sid)

    @property
    def texts(self) -> list[str]:
        return [letter.text for letter in self.letters]


class FakeDialogue:
    """Rasa at our port: says the message back, or what `says` returns; fails `down` times first, and answers nobody
    while it is `away`."""

    def __init__(self) -> None:
        self.turns: list[DialogueTurn] = []
        self.forgotten: list[str] = []
        self.down = 0
        self.away = False
        self.reading: dict[str, Any] = {}
        self.says: Callable[[DialogueTurn], tuple[Said, ...]] = lambda turn: (
            Said(None, {}, text=f"echo: {turn.message}"),
        )

    def ask(self, turn: DialogueTurn) -> Answered:
        if self.away:
            raise DialogueAway("told to be away")
        self.turns.append(turn)
        if self.down:
            self.down -= 1
            raise DialogueDown("told to be down")
        return Answered(self.says(turn), "echo", 0.99, self.reading)

    def answers(self) -> bool:
        return not self.down and not self.away

    def forget(self, sender: str) -> None:
        if self.down:
            self.down -= 1
            raise DialogueDown("told to be down")
        self.forgotten.append(sender)


class FakeServers:
    """Rasa servers at our port; a model's archive is its name."""

    def __init__(self) -> None:
        self.has = {"http://one": "base", "http://two": "base"}
        self.away: set[str] = set()

    @property
    def addresses(self) -> tuple[str, ...]:
        return tuple(self.has)

    def name_at(self, address: str) -> str:
        if address in self.away:
            raise ModelRefused("told to be away")
        return self.has[address]

    def put(self, address: str, archive: bytes) -> str:
        self.has[address] = archive.decode()
        return self.name_at(address)


def make_bot(
    database_url: str, folder: Path, watch: Callable[[], datetime], messenger: FakeMessenger, dialogue: FakeDialogue
) -> Bot:
    """A bot whose bells are all lost: nothing listens at its REDIS_URL."""
    settings = Settings.from_env(
        {
            "DATABASE_URL": database_url,
            "VAR_DIR": str(folder / "var"),
            "PUBLIC_URL": PUBLIC_URL,
            "REDIS_URL": "redis://127.0.0.1:1/0",
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_WHATSAPP_FROM": "+917900000000",
        }
    )
    guesser = LanguageGuesser({"en": ["where is my order"] * 3, "hi-Latn": ["mera order kahan hai"] * 3})
    database = sessions(engine_at(database_url))
    built = build(settings, database=database, messenger=messenger, dialogue=dialogue, guesser=guesser, now=watch)
    built.bells.know(QUEUES)
    return built


def signed(path: str, form: dict[str, str], token: str = TOKEN) -> dict[str, str]:
    """Headers of a request as Twilio would send it, made with the official SDK."""
    signature = RequestValidator(token).compute_signature(PUBLIC_URL + path, MultiDict(form))
    return {"X-Twilio-Signature": signature}
