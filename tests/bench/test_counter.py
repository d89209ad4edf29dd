"""The stand-in counts what the SDK sends, and lists it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bench import counter
from bench.counter import CountingTwilio, count_twice
from bot.channels.twilio.client import TwilioMessenger
from bot.ports import Letter
from tests.fakes import ACCOUNT, TOKEN

LETTER = Letter("t", "whatsapp", "+917900000000", "+919000000001", None, "hello", "text")


def test_it_counts_and_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counter, "TAKES", 0.0)

    async def go() -> CountingTwilio:
        twilio = CountingTwilio()
        await twilio.start()
        messenger = TwilioMessenger(ACCOUNT, TOKEN, f"http://127.0.0.1:{twilio.port}", "http://here/status")
        taken = [await asyncio.to_thread(messenger.send, LETTER) for _ in range(2)]
        since = datetime.now(UTC) - timedelta(minutes=1)
        listed = await asyncio.to_thread(messenger.sent_to, LETTER.receiver, "whatsapp", LETTER.sender, since)
        assert [one.sid for one in listed] == [one.sid for one in reversed(taken)]
        return twilio

    twilio = asyncio.run(go())
    assert twilio.sent == {"whatsapp:+919000000001": 2}
    assert count_twice(twilio.sent) == 1
