"""kill -9 in the middle of conversations: every customer gets exactly one answer to each message."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
import redis
import requests

from bot.domain.locale import CODES
from bot.locales.catalogue import sentences
from bot.running import family, ready
from tests.e2e.conftest import System, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

DATA = "valkey's data"  # all of it deleted, the bells and what Rasa remembers
# How many conversations each is killed in the middle of.
VICTIMS = {"worker": 200, "valkey": 200, "rasa": 200, "web": 60, "actions": 60, "scheduler": 60, DATA: 60}
ROLLED = ("web", "actions", "rasa", "worker")  # what a message passes; a kill of the others is tried above
PACE = 0.5  # seconds between two messages meanwhile
MOST = max(VICTIMS.values())
# Said while nobody is answered, and no answer.
MOMENTS = {sentences(locale)["holding.moment"] for locale in CODES}
# One sentence each, without an order of theirs: one message is one answer.
QUESTIONS = ("Do you take cash on delivery?", "धन्यवाद", "તમે કોણ છો?", "কত দিনে ডেলিভারি হয়?")


@pytest.mark.parametrize("victim", VICTIMS)
def test_it_answers_each_message_once_although_a_process_is_killed(system: System, victim: str) -> None:
    start = list(VICTIMS).index(victim) * MOST
    senders = [f"+9197000{start + number:05d}" for number in range(VICTIMS[victim])]
    write = _insist if victim == "web" else _write
    with ThreadPoolExecutor(8) as pool:
        posted = [pool.submit(write, system, sender, QUESTIONS[n % 4]) for n, sender in enumerate(senders)]
        assert until(lambda: _answered(system, senders) >= 20)
        answered = _answered(system, senders)
        _kill(system, victim)
        assert all(answer.result() for answer in posted)
    assert answered < len(senders), "the process was killed too late to be in the middle"
    assert until(lambda: _answered(system, senders) == len(senders), 180)
    _await_rest(system)
    assert _counts(system, senders) == dict.fromkeys(senders, 1)
    assert set(_counts(system, senders, moments=True).values()) <= {1}
    assert not {row.key for row in system.rows()} & {"trouble.sorry", "holding.line"}


def test_a_conversation_goes_on_although_nobody_remembers_it(system: System) -> None:
    sender = "+919700099999"
    for number, question in enumerate(QUESTIONS, 1):
        assert _write(system, sender, question)
        assert until(partial(_has, system, sender, number))
        _kill(system, DATA)
    _await_rest(system)
    assert _counts(system, [sender]) == {sender: len(QUESTIONS)}


@pytest.mark.long
def test_it_answers_everybody_once_while_each_process_is_replaced(system: System) -> None:
    senders: list[str] = []
    with ThreadPoolExecutor(8) as pool:
        replacing, posted = pool.submit(_replace_all, system), []
        while not replacing.done():
            senders.append(f"+91970008{len(senders):04d}")
            posted.append(pool.submit(_insist, system, senders[-1], QUESTIONS[len(senders) % 4]))
            time.sleep(PACE)
        replacing.result()
        assert all(answer.result() for answer in posted)
    assert until(lambda: _answered(system, senders) == len(senders), 180)
    _await_rest(system)
    assert _counts(system, senders) == dict.fromkeys(senders, 1)


def _replace_all(system: System) -> None:
    """As a roll-out does it: each process is told to stop, and the next one only when all are well again."""
    for name in ROLLED:
        former = system.supervisor.states()[name].pid
        os.kill(former, signal.SIGTERM)
        assert until(lambda: system.supervisor.states()[name].pid not in (0, former)), name  # noqa: B023
        ready.wait(system.supervisor, lambda _line: None)


def _write(system: System, sender: str, text: str) -> bool:
    return system.write(sender, text) == 201


def _insist(system: System, sender: str, text: str) -> bool:
    """Post an SMS of one and the same sid until it is taken, as Twilio does where it is asked to try again."""
    sms = {"MessageSid": f"SM{sender[1:]:0>32}", "From": sender, "To": system.settings.twilio_sms_from}

    def is_taken() -> bool:
        try:
            return system.receive(sender, text, **sms) == 200
        except requests.RequestException:
            return False

    return until(is_taken, 120)


def _kill(system: System, victim: str) -> None:
    if victim == DATA:
        with redis.Redis.from_url(system.settings.redis_url) as valkey:
            valkey.flushall()
    for process in family.members(str(system.settings.var_dir), victim):
        process.send_signal(signal.SIGKILL)


def _await_rest(system: System) -> None:
    """Wait until all is well and nothing is on its way any more that could become a second answer."""
    ready.wait(system.supervisor, lambda _line: None)
    assert until(lambda: not _open(system), 90)


def _counts(system: System, senders: list[str], *, moments: bool = False) -> dict[str, int]:
    """How many answers (or requests for patience) each of them got, without those who got none."""
    told = (message for message in system.outbox() if (message["body"] in MOMENTS) is moments)
    got = Counter(message["to"].removeprefix("whatsapp:") for message in told)
    return {sender: got[sender] for sender in senders if got[sender]}


def _has(system: System, sender: str, answers: int) -> bool:
    return _counts(system, [sender]) == {sender: answers}


def _answered(system: System, senders: list[str]) -> int:
    return len(_counts(system, senders))


def _open(system: System) -> list[int]:
    return [row.id for row in system.rows() if row.state in ("queued", "sending", "unknown")]
