"""Tables as the pages send them."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from bot.bootstrap import Bot
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.cast import Cast


@pytest.fixture
def maya(bot: Bot, cast: Cast) -> Browser:
    """A marketer."""
    return browser_of(bot, cast.shop, StaffRole.MARKETER)


def upload(browser: Browser, path: str, table: bytes | str) -> TestResponse:
    """Send a table as the body of a request."""
    content = table.encode() if isinstance(table, str) else table
    headers = {"X-CSRF-Token": browser.csrf}
    return browser.client.open(f"/api/v1{path}", method="POST", data=content, headers=headers)
