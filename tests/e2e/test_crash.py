"""kill -9 in the middle of two hundred conversations: every customer gets exactly one answer to each message."""

from __future__ import annotations

import signal
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.domain.locale import CODES
from bot.locales.catalogue import sentences
from bot.running import family, ready
from tests.e2e.conftest import System, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

CUSTOMERS = 200
# One sentence each, without an order of theirs: one message is one answer.
# Said while nobody is answered, and no answer.
MOMENTS = {sentences(locale)["holding.moment"] for locale in CODES}
QUESTIONS = ("Do you take cash on delivery?", "धन्यवाद", "તમે કોણ છો?", "কত দিনে ডেলিভারি হয়?")


@pytest.mark.parametrize("victim", ["worker", "valkey", "rasa"])
def test_it_answers_each_message_once_although_a_process_is_killed(system: System, victim: str) -> None:
    start = {"worker": 0, "valkey": 1, "rasa": 2}[victim] * CUSTOMERS
    senders = [f"+9197000{start + number:05d}" for number in range(CUSTOMERS)]
    with ThreadPoolExecutor(8) as pool:
        posted = [pool.submit(system.write, sender, QUESTIONS[n % 4]) for n, sender in enumerate(senders)]
        assert until(lambda: _answered(system, senders) >= 20, 60)
        answered = _answered(system, senders)
        for process in family.members(str(system.settings.var_dir), victim):
            process.send_signal(signal.SIGKILL)
        assert [answer.result() for answer in posted] == [201] * CUSTOMERS
    assert answered < CUSTOMERS, "the process was killed too late to be in the middle"
    assert until(lambda: _answered(system, senders) == CUSTOMERS, 180)
    ready.wait(system.supervisor, lambda _line: None)
    # Nothing is still on its way that could become a second answer.
    assert until(lambda: not _open(system), 90)
    assert _counts(system, senders) == dict.fromkeys(senders, 1)
    assert set(_counts(system, senders, moments=True).values()) <= {1}
    assert not {row.key for row in system.rows()} & {"trouble.sorry", "holding.line"}


def _counts(system: System, senders: list[str], *, moments: bool = False) -> dict[str, int]:
    """How many answers (or requests for patience) each of them got, without those who got none."""
    told = (message for message in system.outbox() if (message["body"] in MOMENTS) is moments)
    got = Counter(message["to"].removeprefix("whatsapp:") for message in told)
    return {sender: got[sender] for sender in senders if got[sender]}


def _answered(system: System, senders: list[str]) -> int:
    return len(_counts(system, senders))


def _open(system: System) -> list[int]:
    return [row.id for row in system.rows() if row.state in ("queued", "sending", "unknown")]
