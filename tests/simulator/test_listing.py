"""GET Messages: filters, pages and dates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from twilio.base.exceptions import TwilioRestException

from tests.simulator.conftest import ASHA, RAHUL, Simulator


def test_it_filters_by_both_ends(simulator: Simulator) -> None:
    asha, _ = simulator.send(ASHA).sid, simulator.send(RAHUL).sid
    inbound = simulator.write(ASHA, channel="sms")
    simulator.settle()
    ours = simulator.settings.twilio_sms_from
    assert [found.sid for found in simulator.client.messages.list(to=ASHA, from_=ours)] == [asha]
    found = simulator.client.messages.list(from_=ASHA)
    assert [(one.sid, one.direction, one.status) for one in found] == [(inbound, "inbound", "received")]


def test_it_turns_pages_and_misses_none_that_come_in_between(simulator: Simulator) -> None:
    sent = [simulator.send(ASHA, body=f"number {number}").sid for number in range(7)]
    pages = simulator.client.messages.stream(to=ASHA, page_size=3)
    seen = [next(pages).sid]
    late = simulator.send(ASHA, body="late").sid
    seen += [message.sid for message in pages]
    assert seen == sent[::-1]
    assert late not in seen


def test_it_filters_by_date_sent(simulator: Simulator) -> None:
    early = simulator.send(ASHA).sid
    simulator.settle()
    simulator.sim("POST", "/clock", {"advance_seconds": 2 * 24 * 3600})
    late = simulator.send(ASHA).sid
    simulator.settle()
    middle = datetime.now(UTC) + timedelta(days=1)
    messages = simulator.client.messages
    assert [found.sid for found in messages.list(date_sent_after=middle)] == [late]
    assert [found.sid for found in messages.list(date_sent_before=middle)] == [early]
    assert [found.sid for found in messages.list(date_sent=datetime.now(UTC).date())] == [early]


@pytest.mark.parametrize("sid", ["SM' OR 1=1 --", "SM%00", "../../etc"])
def test_it_finds_nothing_for_a_crooked_sid(simulator: Simulator, sid: str) -> None:
    simulator.send(ASHA)
    # One that climbs out of the list names another account, which these credentials are not of.
    with pytest.raises(TwilioRestException, match="401" if ".." in sid else "404"):
        simulator.client.messages(sid).fetch()
