"""What happens by the clock: sweeps for rows nobody rang for, notices that fall due, lateness, pulls, templates."""

from __future__ import annotations

import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from bot import health, signs, tasks
from bot.alarms import Alarms
from bot.bootstrap import Bot, build, log_to_stderr
from bot.config import Settings
from bot.db.engine import DatabaseError
from bot.logs import get_logger
from bot.services import sweeping
from bot.services.desk import alerts
from bot.tasks.assignment import assign_waiting, note_idle
from bot.tasks.bills import fetch_bills
from bot.tasks.broadcasts import keep_broadcasts
from bot.tasks.bulk import ring_stalled
from bot.tasks.by_clock import (
    keep_anniversaries,
    list_due_notices,
    notice_lateness,
    release_held,
    return_idle,
    ring_for_notices,
    wake_snoozed,
)
from bot.tasks.desk_clocks import keep_clocks, tell_away
from bot.tasks.forgetting import forget, forget_changes, forget_dialogues, prune
from bot.tasks.hooks import forget_deliveries as forget_hook_deliveries
from bot.tasks.hooks import keep_hooks
from bot.tasks.indexing import keep_index
from bot.tasks.lists import ring_lists
from bot.tasks.models import keep_models
from bot.tasks.owners import tell_owners
from bot.tasks.pulls import list_due_pulls, ring_for_pulls
from bot.tasks.receipts import tell_receipts
from bot.tasks.senders import fetch_senders
from bot.tasks.templates import ensure_pushed, templates_follow
from bot.tasks.training import begin_trainings
from bot.webhooks.spooled import replay_spool

log = get_logger(__name__)
EVERY = 2.0  # seconds
INDEXED_EVERY = 1.0  # seconds: how long after it came a message may be looked for in vain
ALARMS_EVERY, TOLD_EVERY = 30.0, 10.0  # seconds; each look at the parts sends a turn through Rasa
# Bells that still wait will find these rows themselves.
BUSY = 1000
# Above the bells that are worked off in the time a bell hangs: a second one for each event would double the backlog.
CROWDED = {tasks.QUEUES[tasks.APPLY]: 200}
NEARLY_FULL = 0.8
REDIS_FULL = "redis_full"  # the cause of the alert


@dataclass(frozen=True, slots=True)
class Step:
    """Something done again and again, at least `every` seconds apart."""

    run: Callable[[Bot], object]
    every: float = EVERY


def main(settings: Settings) -> None:
    """Go on until told to stop."""
    log_to_stderr(settings)
    bot = build(settings)
    bot.bells.know(tasks.QUEUES)
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    log.info("sweeping", every_seconds=EVERY)
    # What waits for Twilio or Rasa must not keep the sweeps waiting.
    asking = threading.Thread(target=_go_round, args=(bot, ASKING, stop), name="asking", daemon=True)
    asking.start()
    signs.start_beating(settings.run_dir, health.SCHEDULER)
    sound = Alarms(health.Health(bot).read, settings.run_dir, name_host(settings)).sound
    watch = (Step(sound, every=ALARMS_EVERY), Step(tell_owners, every=TOLD_EVERY))
    threading.Thread(target=_go_round, args=(bot, watch, stop), name="watching", daemon=True).start()
    index = (Step(keep_index, every=0),)
    threading.Thread(target=_go_round, args=(bot, index, stop, INDEXED_EVERY), name="indexing", daemon=True).start()
    _go_round(bot, SWEEPS, stop)
    asking.join(timeout=EVERY)


def name_host(settings: Settings) -> str:
    """The name of this host among those of one database; "" where there can be no others: SQLite is a file."""
    return "" if settings.database_url.startswith("sqlite") else socket.gethostname()


def _go_round(bot: Bot, steps: tuple[Step, ...], stop: threading.Event, pause: float = EVERY) -> None:
    due = dict.fromkeys(steps, 0.0)
    while not stop.wait(pause):
        for step in steps:
            if time.monotonic() < due[step]:
                continue
            due[step] = time.monotonic() + step.every
            name = getattr(step.run, "__name__", "step")
            try:
                step.run(bot)
            except DatabaseError as error:
                log.warning("a sweep is left out: the database does not answer", sweep=name, error=type(error).__name__)
            except Exception:  # one bad row or file must not end the round for everybody
                log.exception("a sweep failed", sweep=name)


def sweep(bot: Bot) -> int:
    """Do one round; returns how many rows were rung for."""
    with bot.database.reading.begin() as db:
        if not sweeping.has_work(db, bot.now()):
            return 0
    with bot.database.writing.begin() as db:
        late = sweeping.sweep(db, bot.now())
    found = {
        tasks.ANSWER: late.conversations,
        tasks.SEND: late.sends,
        tasks.SEND_NOTICE: late.notices,
        tasks.SEND_BROADCAST: late.broadcasts,
        tasks.SETTLE: late.doubts,
        tasks.REACT: late.failures,
        tasks.FETCH: late.media,
        tasks.APPLY: late.events,
    }
    rings = {task: ids for task, ids in found.items() if ids}
    # A flood of events must not keep a lost reply waiting: each queue is looked at by itself.
    waiting = bot.bells.waiting() if rings else {}
    crowded = {queue for queue, bells in waiting.items() if bells > CROWDED.get(queue, BUSY)}
    rings = {task: ids for task, ids in rings.items() if tasks.QUEUES[task] not in crowded}
    for task, ids in rings.items():
        for row_id in ids:
            bot.bells.ring(task, row_id)
    rung = sum(len(ids) for ids in rings.values())
    if rung:
        log.info("rang for rows that waited too long", count=rung)
    return rung


def give_signs(bot: Bot) -> None:
    """Write that the sweeps go round, and ring for a worker to write that it works."""
    health.write_sign(bot, health.SCHEDULER)
    bot.bells.ring(tasks.SIGN, 0)


def notify_due(bot: Bot) -> int:
    """Ring for notices that are due; returns how many. Those whose bells still wait are not rung for again."""
    ids = list_due_notices(bot)
    if not ids or bot.bells.waiting().get(tasks.QUEUES[tasks.NOTIFY], 0) > BUSY:
        return 0
    return ring_for_notices(bot, ids)


def pull(bot: Bot) -> int:
    """Ring for what is to be asked of shops, carriers and Twilio; returns how many. Never while workers are behind."""
    ids = list_due_pulls(bot)
    if not ids or sum(bot.bells.waiting().values()) > BUSY:
        return 0
    return ring_for_pulls(bot, ids)


def watch_memory(bot: Bot) -> None:
    """Tell the desks when Redis is nearly full: full, it takes no bells and no turns."""
    fullness = bot.bells.fullness()
    with bot.database.writing.begin() as db:
        if fullness > NEARLY_FULL:
            log.error("Redis is nearly full", percent=int(fullness * 100))
            alerts.raise_everywhere(db, REDIS_FULL, f"Redis is {fullness:.0%} full: give it more memory", bot.now())
        else:
            alerts.clear_everywhere(db, REDIS_FULL)


SWEEPS = (
    Step(replay_spool),
    Step(sweep),
    Step(give_signs, every=health.SIGN_EVERY),
    Step(notify_due),
    Step(release_held),
    Step(keep_broadcasts),
    Step(tell_receipts),
    Step(pull, every=10),
    Step(keep_clocks, every=5),
    Step(return_idle, every=20),
    Step(wake_snoozed, every=5),
    Step(tell_away, every=10),
    Step(assign_waiting, every=5),
    Step(note_idle, every=60),
    Step(ring_stalled, every=10),
    Step(ring_lists, every=10),
    Step(keep_hooks),
    Step(forget_hook_deliveries, every=600),
    Step(notice_lateness, every=600),  # every order of two weeks is looked at
    Step(keep_anniversaries, every=300),
    Step(forget, every=60),
    Step(forget_changes, every=600),
)
ASKING = (
    Step(ensure_pushed, every=3600),
    Step(templates_follow, every=10),
    Step(forget_dialogues, every=60),
    Step(prune, every=600),
    Step(begin_trainings),
    Step(keep_models, every=5),
    Step(fetch_bills, every=600),
    Step(fetch_senders, every=30),
    Step(watch_memory, every=60),
)
