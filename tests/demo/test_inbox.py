"""The demo's inbox in the first second: conversations in every state and language, with what belongs to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import Bot, build
from bot.config import Settings
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.demo.seed import seed
from bot.domain.delivery import DeliveryState
from tests.api.people import Browser
from tests.driver import rows
from tests.fakes import PUBLIC_URL


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Of a simulated system."""
    return Settings.from_env({"DATABASE_URL": database_url, "VAR_DIR": str(tmp_path), "PUBLIC_URL": PUBLIC_URL})


@pytest.fixture
def browser(bot: Bot, settings: Settings) -> Browser:
    """The browser of its owner, who sees all, by one click."""
    seed(settings)
    opened = Browser(build(settings, database=bot.database, guesser=bot.guesser), "")
    opened.csrf = opened.call("POST", "/session/demo", {"who": "owner"}).get_json()["csrf"]
    return opened


def _folder(browser: Browser, folder: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = browser.call("GET", f"/conversations?folder={folder}").get_json()["conversations"]
    return listed


def test_there_is_something_in_every_folder(browser: Browser) -> None:
    sizes = {name: len(_folder(browser, name)) for name in ("mine", "waiting", "assistant", "snoozed", "resolved")}
    assert sizes == {"mine": 1, "waiting": 6, "assistant": 3, "snoozed": 1, "resolved": 7}
    everything = _folder(browser, "all")
    assert len(everything) == 18
    assert {one["locale"] for one in everything} == {"en", "hi", "gu", "bn", "hi-Latn", "gu-Latn", "bn-Latn"}
    assert {one["channel"] for one in everything} == {"whatsapp", "sms"}
    flags = {flag for one in everything for flag in one["flags"]}
    assert {"late", "cod", "low_rating", "withheld"} >= flags >= {"late", "cod", "low_rating"}
    assert {one["has_phone"] for one in everything} == {True, False}
    assert sum(bool(one["labels"]) for one in everything) == 5
    assert any(one["unread"] for one in everything)
    assert not all(one["unread"] for one in everything)


def test_who_waits_is_summed_up(browser: Browser) -> None:
    [late] = [one for one in _folder(browser, "waiting") if one["name"] == "Nirav Shah"]
    whole = browser.call("GET", f"/conversations/{late['id']}").get_json()
    found = {line["kind"]: line for line in whole["handoff"]["summary"]}
    assert found["found"]["values"]["order"] == "1021"
    assert found["found"]["values"]["late_days"] == 4
    assert {"asked", "tried", "locale"} <= set(found)


def test_a_voice_note_can_be_heard_and_a_note_read(browser: Browser) -> None:
    kinds, files = set[str](), []
    for one in _folder(browser, "all"):
        items = browser.call("GET", f"/conversations/{one['id']}/timeline").get_json()["items"]
        kinds |= {item.get("kind") or item["what"] for item in items if item["what"] != "message"}
        kinds |= {"withheld message" for item in items if item.get("withheld")}
        files += [file for item in items for file in item.get("media", [])]
    assert {"note", "withheld message", "needs_person", "taken", "withheld", "snoozed", "resolved", "rated"} <= kinds
    [voice] = files
    heard = browser.client.get(voice["url"])
    assert (heard.status_code, heard.data[:4], heard.mimetype) == (200, b"OggS", "audio/ogg")


def test_it_is_there_once_and_nobody_is_written_to(bot: Bot, browser: Browser, settings: Settings) -> None:
    before = len(rows(bot, Conversation))
    seed(settings)
    assert len(rows(bot, Conversation)) == before
    left = [row.state for row in rows(bot, OutgoingMessage) if row.broadcast_id is None]
    assert set(left) == {DeliveryState.READ, DeliveryState.CANCELED}
