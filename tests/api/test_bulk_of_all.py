"""All that a folder or a query has: every one of them, or told that they are too many for a job."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.domain.access import StaffRole
from bot.services.desk import bulk as jobs
from tests.api.inbox import add
from tests.api.people import browser_of
from tests.api.test_bulk import begin
from tests.cast import Cast


@pytest.mark.parametrize("which", [{"folder": "all"}, {"query": "in:open"}, {"folder": "all", "query": "in:open"}])
def test_all_is_all_or_refused(bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch, which: dict[str, Any]) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    monkeypatch.setattr(jobs, "MOST", 2)
    for number in (1, 2):
        add(bot, cast, number)
    assert begin(owner, "answered", **which)["total"] == 2
    add(bot, cast, 3)
    body = {"action": "answered"} | which
    assert owner.call("POST", "/bulk", body, Idempotency_Key="more").status_code == 422
