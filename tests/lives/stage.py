"""The whole system on one stage with one clock: web server and simulated Twilio over HTTP; the stage is the worker."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import requests
from sqlalchemy import select

from bot import scheduler
from bot.bootstrap import Bot
from bot.db.notices import Notice
from bot.db.outgoing import OutgoingMessage
from bot.queue import Bells
from bot.services.chat.bursts import QUIET
from bot.simulator.world.world import World
from bot.tasks import all_tasks
from tests.fakes import Watch
from tests.patience import PATIENCE

INDIA = ZoneInfo("Asia/Kolkata")
# Between two looks of the scheduler, on the hour in India; a look every two seconds would take a day and find the same.
HOUR = timedelta(hours=1)
# Nothing is pulled: no shop and no carrier answers there.
SWEEPS = [step.run for step in scheduler.SWEEPS if step.run is not scheduler.pull]


def india(text: str) -> datetime:
    """A time in India: "24 Nov 10:05"."""
    return datetime.strptime(f"2026 {text}", "%Y %d %b %H:%M").replace(tzinfo=INDIA)


class HeardBells(Bells):
    """Keeps what was rung for, in this process."""

    def __init__(self, watch: Callable[[], datetime]) -> None:
        super().__init__("redis://127.0.0.1:1/0")
        self.watch = watch
        self.rung: list[tuple[datetime, str, int]] = []

    def ring(self, task: str, row_id: int, after: timedelta = timedelta()) -> None:
        self.rung.append((self.watch() + after, task, row_id))

    def waiting(self) -> dict[str, int]:
        return {}

    def answer(self) -> list[tuple[str, int]]:
        """Task and row of what is due now, taken off."""
        due = [bell for bell in self.rung if bell[0] <= self.watch()]
        for bell in due:
            self.rung.remove(bell)
        return [(task, row_id) for _, task, row_id in due]


@dataclass
class Stage:
    """What runs, and its clock. `held`: why the messages of (customer, rule) were held, in the order of the reasons."""

    bot: Bot
    watch: Watch
    bells: HeardBells
    world: World
    held: dict[tuple[int, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def until(self, text: str) -> None:
        """Let time go by until then ("24 Nov 10:05"), with the scheduler looking every hour."""
        end = india(text)
        while self.watch() < end:
            looks_next = self.watch().astimezone(INDIA).replace(minute=0) + HOUR
            self.watch.time = min(looks_next, end)
            self.world.advance(self.watch().timestamp() - self.world.now())
            for sweep in SWEEPS:
                sweep(self.bot)
            self.work()

    def rest(self) -> None:
        """Let the quiet time go by that a message waits which looks unfinished."""
        self.watch.time += QUIET
        self.world.advance(self.watch().timestamp() - self.world.now())
        self.work()

    def work(self) -> None:
        """Do what workers would, until nothing is due and nothing is on its way between us and Twilio."""
        tasks = all_tasks(self.bot)
        self._settle()
        while bells := self.bells.answer():
            for task, row_id in bells:
                tasks[task].run(row_id)
            self._settle()
        self._note_held()

    def _settle(self) -> None:
        assert self.world.webhooks.drain(PATIENCE)
        assert self.world.callbacks.drain(PATIENCE)

    def _note_held(self) -> None:
        query = select(Notice, OutgoingMessage.held_because).join(Notice, Notice.id == OutgoingMessage.notice_id)
        with self.bot.database.reading.begin() as db:
            found = db.execute(query.where(OutgoingMessage.state == "held")).all()
        for notice, reason in found:
            reasons = self.held[notice.customer_id, notice.rule]
            if reasons[-1:] != [reason]:
                reasons.append(str(reason))

    def sim(self, path: str, body: Any = None) -> Any:
        """Ask the simulator's control API: GET, or POST when there is a body."""
        url, headers = f"{self.bot.settings.twilio_api_url}/sim{path}", {"Content-Type": "application/json"}
        how, content = ("GET", None) if body is None else ("POST", json.dumps(body))
        answer = requests.request(how, url, data=content, headers=headers, timeout=PATIENCE)
        assert answer.ok, answer.text
        return answer.json()
