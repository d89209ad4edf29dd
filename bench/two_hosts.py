"""Two hosts over one PostgreSQL and one Valkey, one of them struck again and again while customers and shops write.

Each has all processes of its own, two of everything together, and its own disk. What befalls them is in
bench/strikes.py; Twilio and the shop post to either, as a load balancer lets them (bench/balancer.py).
"""

from __future__ import annotations

import asyncio
import functools
import itertools
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from bench import postgres, told
from bench.balancer import Balancer
from bench.exchange import Exchange
from bench.hosts import Host
from bench.messages import phone, whatsapp_form
from bench.posts import Post, stream
from bench.strikes import KINDS, LASTING, LOST, Strike, Strikes
from bench.table import quantile
from bench.two_hosts_stage import Stage, started
from bench.two_hosts_sums import Sums, add_up, find_answers
from bench.wire import at_rate, form_request
from bot.db.engine import Database

# One sentence each, without an order of theirs: one message is one answer.
QUESTIONS = ("Do you take cash on delivery?", "धन्यवाद", "તમે કોણ છો?", "কত দিনে ডেলিভারি হয়?")
RATE, GAP = 2.0, 10.0  # messages a second; seconds between two strikes on an average
# Seconds: for a webhook to be taken, and for what is still owed when nobody writes any more. Twilio's list is asked for
# messages that are two minutes old; a quarter of an hour later in earnest, here as often as it may be.
TAKING, PATIENCE, ASKED_EVERY = 240.0, 420.0, 15.0
LASTED = timedelta(minutes=12)


@dataclass(frozen=True, slots=True)
class Trial:
    """`rate`: messages a second, and as many webhooks of a shop; what befalls
    the hosts, for how long and how often."""

    seconds: float
    seed: int = 1
    rate: float = RATE
    kinds: Sequence[str] = KINDS
    lasting: tuple[float, float] = LASTING
    gap: float = GAP


@dataclass(slots=True)
class Diary:
    """When (time.perf_counter) each message and event was posted, and when it was taken, by whom."""

    posted: dict[int, float] = field(default_factory=dict)
    taken: dict[int, tuple[float, Host]] = field(default_factory=dict)
    events: list[tuple[Post, float, Host]] = field(default_factory=list)
    refused: int = 0  # by both hosts, to the end of the sender's patience


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went. `waits`: seconds from each message to its answer; `gap`: the longest time without any answer."""

    sums: Sums
    diary: Diary
    strikes: Sequence[Strike]
    waits: Sequence[float]
    gap: float
    taken_up: Mapping[int, float]  # by the number of a strike: until the last message it had in hand was answered
    turned_away: int


async def main(seconds: float, seed_: int, rate: float) -> None:
    """Run one trial and print its table."""
    print(describe(await put_to_trial(Trial(seconds, seed_, rate)), seed_))


def describe(outcome: Outcome, seed_: int) -> str:
    """Return the table of a trial."""
    sums, diary, waits = outcome.sums, outcome.diary, outcome.waits
    began = min(diary.posted.values())
    lines = [
        f"seed {seed_}: {len(diary.taken)} messages and {len(diary.events)} events taken by two hosts, {diary.refused} "
        f"by neither; {outcome.turned_away} times one host refused and the other was asked",
        f"  answered {sums.answered}, lost {sums.lost}, twice {sums.twice}, told to wait {sums.sorry}; notices "
        f"{sums.notices}, twice {sums.notices_twice}; events unheard {sums.untold}; sent twice {sums.doubled}, "
        f"called sent and not sent {sums.vanished}",
        f"  message to answer: p50 {quantile(waits, 0.5):.1f}, p95 {quantile(waits, 0.95):.1f}, max "
        f"{max(waits, default=0):.1f} s; longest without any answer {outcome.gap:.1f} s",
        f"  alerts: {', '.join(sums.alerts) or 'none'}",
    ]
    for number, one in enumerate(outcome.strikes):
        lost = f", {one.lost} requests on its disk" if one.kind == LOST else ""
        up = outcome.taken_up.get(number)
        until = f"what it had in hand answered {up:.1f} s later" if up is not None else "it had nothing in hand"
        lines.append(
            f"  {one.began - began:4.0f} s: {one.host.name} {one.kind} for {one.ended - one.began:.0f} s{lost}; {until}"
        )
    return "\n".join(lines)


async def put_to_trial(trial: Trial) -> Outcome:
    """Let two hosts go through all of it, and count what each customer got."""
    exchange = Exchange()
    await exchange.start()
    with postgres.server() as server, postgres.database(server, "two_hosts") as url, _folder() as folder:
        async with started(url, folder, exchange) as stage:
            return await _run(stage, trial)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="dastak-two-hosts-") as folder:
        yield Path(folder)


async def _run(stage: Stage, trial: Trial) -> Outcome:
    """Load, strikes, and the time until nothing is owed any more."""
    balancer, strikes = Balancer(stage.hosts, trial.seed), Strikes(stage.hosts, trial.seed, trial.kinds, trial.lasting)
    diary = Diary()
    count = int(trial.rate * trial.seconds)
    posts = stream(count, stage.doors, datetime.now(UTC) - LASTED, trial.seed)
    telling = asyncio.ensure_future(_tell(stage, balancer))
    began = time.perf_counter()
    striking = asyncio.ensure_future(strikes.go_on(began + trial.seconds, trial.gap))
    await asyncio.gather(
        at_rate([functools.partial(_write, stage, balancer, diary, n) for n in range(count)], trial.rate),
        at_rate([functools.partial(_happen, balancer, diary, one) for one in posts], trial.rate),
    )
    await striking
    await _await_rest(stage, diary, strikes.done)
    telling.cancel()
    said = {one for post, at, host in diary.events for one in post.says if not _is_lost(at, host, strikes.done)}
    customers = {phone(number) for number in diary.posted}
    sums = add_up(stage.database, stage.exchange, customers, said)
    answers = find_answers(stage.database, stage.exchange)
    return _conclude(sums, diary, strikes.done, answers, balancer.turned_away)


async def _write(stage: Stage, balancer: Balancer, diary: Diary, number: int) -> None:
    """A customer's first message. Twilio lists it, also where its webhook is taken by nobody."""
    form = whatsapp_form(number, QUESTIONS[number % len(QUESTIONS)], stage.settings.twilio_account_sid)
    stage.exchange.hear(form)
    request = form_request(f"{stage.settings.public_url}/twilio/messages", form, stage.settings.twilio_auth_token)
    diary.posted[number] = time.perf_counter()
    taken = await balancer.post(request, time.perf_counter() + TAKING)
    if taken is None:
        diary.refused += 1
    else:
        diary.taken[number] = taken


async def _happen(balancer: Balancer, diary: Diary, post: Post) -> None:
    taken = await balancer.post(post.request, time.perf_counter() + TAKING)
    if taken is None:
        diary.refused += 1
    else:
        diary.events.append((post, *taken))


async def _tell(stage: Stage, balancer: Balancer) -> None:
    """Twilio's news of what was sent, one after the other."""
    while True:
        address, form = await stage.exchange.news.get()
        signed = form | {"AccountSid": stage.settings.twilio_account_sid}
        await balancer.post(form_request(address, signed, stage.settings.twilio_auth_token), time.perf_counter() + 30)


async def _await_rest(stage: Stage, diary: Diary, strikes: Sequence[Strike]) -> None:
    """Wait until everybody is answered and everything told, and a little longer for what would be too much."""
    end, asked = time.perf_counter() + PATIENCE, 0.0
    while time.perf_counter() < end:
        if any(one.lost for one in strikes) and time.perf_counter() - asked > ASKED_EVERY:
            asked = time.perf_counter()
            await asyncio.to_thread(_ask_twilio, stage.database)
        answered = await asyncio.to_thread(find_answers, stage.database, stage.exchange)
        quiet = await asyncio.to_thread(told.is_done, stage.database)
        if quiet and all(phone(number) in answered for number in diary.posted):
            break
        await asyncio.sleep(1)
    await asyncio.sleep(5)


def _ask_twilio(database: Database) -> None:
    """Make the pull of Twilio's list due."""
    with database.writing.begin() as db:
        db.execute(text("UPDATE pull SET next_at = now() WHERE connection_id IS NULL AND lease_until IS NULL"))


def _is_lost(at: float, host: Host, strikes: Sequence[Strike]) -> bool:
    """Whether an event was taken onto a disk that was lost then: what its shop's own pull brings, and none here."""
    return any(one.host is host and one.lost and one.began - 60 < at < one.began for one in strikes)


def _conclude(
    sums: Sums, diary: Diary, strikes: Sequence[Strike], answers: Mapping[str, float], turned_away: int
) -> Outcome:
    answered = {number: answers[phone(number)] for number in diary.posted if phone(number) in answers}
    last = max(diary.posted.values())
    times = [min(diary.posted.values()), *sorted(at for at in answered.values() if at < last), last]
    in_hand = {
        number: [
            answered[one] - strike.began
            for one, (at, _) in diary.taken.items()
            if one in answered and at < strike.began < answered[one]
        ]
        for number, strike in enumerate(strikes)
    }
    return Outcome(
        sums,
        diary,
        strikes,
        [at - diary.posted[number] for number, at in answered.items()],
        max(later - earlier for earlier, later in itertools.pairwise(times)),
        {number: max(seconds) for number, seconds in in_hand.items() if seconds},
        turned_away,
    )
