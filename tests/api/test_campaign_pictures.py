"""The picture above a shop's own text: kept without what it tells besides itself, at an address nobody guesses."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from werkzeug.test import TestResponse

from bot.bootstrap import Bot
from bot.db.campaign_texts import CampaignText
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.apps import app_of
from tests.cast import Cast
from tests.domain.drawn import held, jpeg, png
from tests.driver import rows
from tests.services.broadcasts.own import add_own


@pytest.fixture
def ravi(bot: Bot, cast: Cast) -> Browser:
    """A marketer."""
    return browser_of(bot, cast.shop, StaffRole.MARKETER)


def send(browser: Browser, method: str, path: str, content: bytes) -> TestResponse:
    """Send a file as the pages do."""
    sent = {"X-CSRF-Token": browser.csrf, "Content-Type": "application/octet-stream"}
    return browser.client.open(f"/api/v1{path}", method=method, data=content, headers=sent)


def test_a_picture_is_kept_clean_and_fetched_by_its_address(bot: Bot, cast: Cast, ravi: Browser) -> None:
    key = add_own(bot, cast)
    here = f"/campaign-texts/{key.removeprefix('own.')}/picture"
    told = send(ravi, "PUT", here, png(exif=held(6))).get_json()
    assert (told["key"] != key, told["picture"]["type"]) == (True, "image/png")
    got = app_of(bot).test_client().get(told["picture"]["url"].removeprefix(bot.settings.public_url))
    assert (got.status_code, got.headers["X-Content-Type-Options"], b"Asha" in got.data) == (200, "nosniff", False)
    assert Image.open(BytesIO(got.data)).size == (32, 48)
    assert send(ravi, "PUT", here, png()).status_code == 409
    newer = f"/campaign-texts/{told['id']}/picture"
    other = send(ravi, "PUT", newer, jpeg()).get_json()
    assert (other["id"], other["picture"]["type"]) == (told["id"], "image/jpeg")
    assert app_of(bot).test_client().get(got.request.path).status_code == 404
    assert ravi.call("DELETE", newer).get_json()["picture"] is None
    assert [row.picture_path for row in rows(bot, CampaignText)] == [None, None]
    assert not list(bot.settings.media_dir.glob("*"))


def test_what_is_no_picture_is_refused(bot: Bot, cast: Cast, ravi: Browser) -> None:
    here = f"/campaign-texts/{add_own(bot, cast).removeprefix('own.')}/picture"
    for content in (b"", b"%PDF-1.7", b"<svg/>", png()[:60]):
        assert send(ravi, "PUT", here, content).status_code == 415
    other = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert send(other, "PUT", here, png()).status_code == 404
