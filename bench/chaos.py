"""A broadcast while everything around it breaks: one message each, nobody forgotten, a receipt that is true.

PostgreSQL, two workers and the simulator as Twilio; what goes wrong is in bench/havoc.py.
"""

from __future__ import annotations

import sqlite3
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import requests
from sqlalchemy import make_url

from bench import postgres
from bench.chaos_shop import BLOCKING, KEY, VALUES, WITHOUT, Bazaar, open_bazaar
from bench.chaos_sums import Sums, compare, count_wordless, list_forgotten
from bench.havoc import FAULTS, TIMEOUT, WORKERS, Havoc, Steering
from bench.systems import Running, free_ports, supervised
from bot.bootstrap import Bot, build
from bot.clock import StoredClock
from bot.config import Settings
from bot.db.broadcasts import Broadcast
from bot.db.engine import open_engine, sessions
from bot.db.migrate import upgrade
from bot.db.shop import Merchant
from bot.domain.broadcasts import OVER, BroadcastState
from bot.running import ROOT, processes
from bot.services.templates.choosing import find_ready

PARTS = ("valkey", "simulator", "web", "worker", "scheduler")
LEAP, EVERY = timedelta(seconds=20), 1.0
# Between two steps of a message at Twilio: what is in doubt is asked about before a callback could tell.
STEP_SECONDS, WORDS_WITHIN = 4.0, 120.0
PAGE = 1000


@dataclass(frozen=True, slots=True)
class Trial:
    """How many people, and what happens meanwhile.

    `gap`: seconds between two misfortunes on an average, `turns`: how often each kind comes at most, `frozen`: seconds
    without the database, `slow`: seconds that Twilio takes for each message. `hurried`: after the misfortunes the clock
    of all processes leaps, so that what waits for its time is due.
    """

    people: int
    seed: int = 1
    gap: float = 20.0
    turns: int = 1000
    frozen: float = 30.0
    slow: float = 0.0
    hurried: bool = False
    patience: float = 3600.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went."""

    sums: Sums
    done: Counter[str]
    state: str  # of the broadcast
    seconds: float  # from its start to its end


async def main(people: int, seed: int) -> None:
    """Run one trial and print its table: in this very thread, so that being told to stop leaves no process behind."""
    print(describe(put_to_trial(Trial(people, seed)), seed))


def describe(outcome: Outcome, seed: int) -> str:
    """Return the table of a trial."""
    sums = outcome.sums
    kills = ", ".join(f"{what} {count}" for what, count in sorted(outcome.done.items()))
    parts = ", ".join(f"{name} {count}" for name, count in sums.parts.items() if count)
    return (
        f"seed {seed}: {sums.sent} messages at Twilio to {sums.parts['audience']} people, {outcome.state} after "
        f"{outcome.seconds / 60:.1f} minutes\n"
        f"  doubled {sums.doubled}, lost {sums.lost}, unasked {sums.unasked}, forgotten {sums.forgotten}, "
        f"sums {'hold' if not sums.faults else '; '.join(sums.faults)}\n"
        f"  receipt: {parts}\n  misfortunes: {kills}"
    )


def put_to_trial(trial: Trial) -> Outcome:
    """Let a broadcast to so many people go through all of it, and compare its receipt with Twilio's log."""
    with postgres.server() as server, postgres.database(server, "chaos") as url, _started(url, trial.people) as stage:
        running, bot, bazaar = stage
        _meet(running, bazaar)
        steering = _start(bot, running, bazaar, trial.slow)
        havoc = Havoc(running, steering, trial.seed, trial.gap, trial.people)
        began = time.monotonic()
        _disturb(running, havoc, trial, make_url(url).port)
        state = _await_end(bot, running, steering, trial)
        seconds = time.monotonic() - began
        log = read_log(running.settings)
        with bot.database.reading.begin() as db:
            sums = compare(db, steering, bazaar.phones, log)
        return Outcome(sums, havoc.done, state, seconds)


@contextmanager
def _started(database_url: str, people: int) -> Iterator[tuple[Running, Bot, Bazaar]]:
    """The shop, and all that its broadcast needs, with two workers."""
    with tempfile.TemporaryDirectory(prefix="dastak-chaos-") as folder:
        environ = {"PORT": str(free_ports()), "VAR_DIR": folder, "DATABASE_URL": database_url}
        settings = Settings.from_env(environ)
        upgrade(settings.database_url)
        bot = build(settings, database=sessions(open_engine(settings.database_url, pool_size=2)))
        try:
            bazaar = open_bazaar(bot, people)
            table = [each for each in processes.table(settings, Path(), ROOT) if each.name in PARTS]
            table += [replace(each, name=WORKERS[1]) for each in table if each.name == WORKERS[0]]
            with supervised(settings, table, {**environ, "REDIS_URL": "", "TWILIO_API_URL": ""}) as running:
                yield running, bot, bazaar
        finally:
            bot.database.engine.dispose()


def _meet(running: Running, bazaar: Bazaar) -> None:
    """Tell the simulator who is not on WhatsApp, and who has blocked the shop."""
    odd = {phone: {"on_whatsapp": False} for phone in bazaar.list_kind(WITHOUT)}
    odd |= {phone: {"blocked": True} for phone in bazaar.list_kind(BLOCKING)}
    for phone, settings in odd.items():
        _steer(running, "phones", {"number": phone, "name": "-"})
        _steer(running, f"phones/{phone}", settings)


def _start(bot: Bot, running: Running, bazaar: Bazaar, slow: float) -> Steering:
    """Start the broadcast to everybody as soon as its template is approved, by a Twilio that is not well."""
    _await_template(bot, bazaar)
    _steer(running, "clock", {"pace_seconds": STEP_SECONDS})
    for fault in (*FAULTS, *([{"kind": "delay", "seconds": slow}] if slow else [])):
        _steer(running, "faults", fault)
    steering = Steering(f"{running.settings.public_url}/api/v1", bazaar.key)
    draft = {
        "name": "Chaos",
        "key": KEY,
        "values": VALUES,
        "audience": {"segment": bazaar.segment_id},
        "pilot_percent": 0,
    }
    made = steering.call("POST", "/broadcasts", draft).json()
    steering = replace(steering, broadcast_id=made["id"])
    steering.step("start", {"expected": len(bazaar.phones)})
    return steering


def _await_template(bot: Bot, bazaar: Bazaar) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        with bot.database.reading.begin() as db:
            shop = db.get_one(Merchant, bazaar.merchant_id)
            if find_ready(db, shop, bot.settings.twilio_account_sid, KEY, "en") is not None:
                return
        time.sleep(0.2)
    raise TimeoutError(f"nobody has approved {KEY}")


def _disturb(running: Running, havoc: Havoc, trial: Trial, port: int | None) -> None:
    """Let things go wrong from the first message to the last but a few; the database once, in the middle."""
    _await_share(running, trial, 0.02)
    freezing = threading.Thread(target=_freeze, args=(running, havoc, trial, port))
    freezing.start()
    havoc.wreak(lambda: _count_sent(running) < trial.people * 0.9, trial.turns)
    freezing.join()


def _freeze(running: Running, havoc: Havoc, trial: Trial, port: int | None) -> None:
    _await_share(running, trial, 0.4)
    havoc.freeze_postgres(port, trial.frozen)


def _await_share(running: Running, trial: Trial, share: float) -> None:
    end = time.monotonic() + trial.patience
    while _count_sent(running) < trial.people * share:
        if time.monotonic() > end:
            raise TimeoutError(f"{share:.0%} of the messages have not left")
        time.sleep(0.2)


def _await_end(bot: Bot, running: Running, steering: Steering, trial: Trial) -> str:
    """Wait until it has ended, and nobody of it waits for anything; returns its last state, with the reason."""
    clock, end = StoredClock(running.settings.demo_clock), time.monotonic() + trial.patience
    state = ""
    while time.monotonic() < end:
        time.sleep(EVERY)
        with bot.database.reading.begin() as db:
            row = db.get_one(Broadcast, steering.broadcast_id)
            state = " ".join(filter(None, (row.state, row.reason)))
            waiting = list_forgotten(db, steering.broadcast_id)
        if row.state == BroadcastState.PAUSED:
            steering.step("resume")  # it was killed between the two
        if row.state in OVER and not waiting:
            _await_words(bot, steering.broadcast_id)
            break
        if trial.hurried and row.state not in OVER:
            clock.move_to(clock() + LEAP)
    return state


def _await_words(bot: Bot, broadcast_id: int) -> None:
    """Wait until Twilio has said its last word of each message, so that the receipt stands still while it is read."""
    end = time.monotonic() + WORDS_WITHIN
    while time.monotonic() < end:
        with bot.database.reading.begin() as db:
            if not count_wordless(db, broadcast_id):
                return
        time.sleep(EVERY)


def read_log(settings: Settings) -> list[str]:
    """The numbers of Twilio's own list of what left, one for each message, without the channel."""
    receivers: list[str] = []
    path = f"/2010-04-01/Accounts/{settings.twilio_account_sid}/Messages.json?PageSize={PAGE}"
    auth = (settings.twilio_account_sid, settings.twilio_auth_token)
    while path:
        page = requests.get(f"{settings.simulator_url}{path}", auth=auth, timeout=60).json()
        outbound = (one for one in page["messages"] if one["direction"].startswith("outbound"))
        receivers += [one["to"].removeprefix("whatsapp:") for one in outbound]
        path = page["next_page_uri"]
    return receivers


def _count_sent(running: Running) -> int:
    """How many messages Twilio has taken so far, read beside it."""
    with closing(sqlite3.connect(f"file:{running.settings.var_dir}/simulator.db?mode=ro", uri=True)) as file:
        return int(file.execute("SELECT count(*) FROM messages WHERE direction <> 'inbound'").fetchone()[0])


def _steer(running: Running, path: str, body: object) -> None:
    requests.post(f"{running.settings.simulator_url}/sim/{path}", json=body, timeout=TIMEOUT).raise_for_status()
