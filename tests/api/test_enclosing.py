"""Files and templates of the shop's people: looked at by what stands in them, sent by an address nobody can guess."""

from __future__ import annotations

import io
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.attachments import Attachment
from bot.db.templates import Template
from bot.domain.access import StaffRole
from bot.domain.consent import ConsentSource, Purpose
from bot.services.people import consent
from bot.tasks.forgetting import forget
from tests.api.people import Browser, browser_of
from tests.api.test_replies import leave, write
from tests.api.test_thread import written
from tests.apps import app_of
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import ACCOUNT, PUBLIC_URL, FakeMessenger, Watch

JPEG, PDF, OGG = b"\xff\xd8\xff\xe0 picture", b"%PDF-1.7", b"OggS sound"


def attach(browser: Browser, path: str, content: bytes, named: str = "") -> Any:
    """Attach a file, as a form where it is named."""
    data = {"file": (io.BytesIO(content), named)} if named else content
    headers = {"X-CSRF-Token": browser.csrf}
    return browser.client.post(f"/api/v1{path}/attachments", data=data, headers=headers)


def test_a_picture_goes_with_a_message_and_is_fetched_by_its_address(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    path, agent = written(bot), browser_of(bot, cast.shop, StaffRole.AGENT)
    told = attach(agent, path, JPEG, "../../evil.html").get_json()
    assert (told["type"], told["size"]) == ("image/jpeg", len(JPEG))
    [kept] = rows(bot, Attachment)
    client = app_of(bot).test_client()
    assert client.get(f"/a/{kept.token}").status_code == 404  # it went with nothing yet
    message = write(agent, path, "Here", attachments=[told["id"]]).get_json()
    assert [file["url"] for file in message["media"]] == [f"/api/v1/attachments/{told['id']}"]
    assert write(agent, path, "Again", attachments=[told["id"]]).status_code == 422
    leave(bot, watch)
    letter = messenger.letters[-1]
    assert (letter.text, letter.picture_url) == ("Here", f"{PUBLIC_URL}/a/{kept.token}")
    assert kept.token.endswith(".jpg")
    fetched = client.get(f"/a/{kept.token}")
    assert (fetched.data, fetched.mimetype, fetched.headers["X-Content-Type-Options"]) == (
        JPEG,
        "image/jpeg",
        "nosniff",
    )
    assert agent.call("GET", f"/attachments/{told['id']}").data == JPEG


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"<html><script>", 415),
        (b"MZ\x90", 415),
        (b"<svg", 415),
        (b"", 415),
        (PDF, 201),
        (JPEG + b"x" * 3_000_000, 413),
    ],
)
def test_what_stands_in_a_file_counts_and_not_its_name(bot: Bot, cast: Cast, content: bytes, status: int) -> None:
    path, agent = written(bot), browser_of(bot, cast.shop, StaffRole.AGENT)
    assert attach(agent, path, content, "photo.jpg" if content else "").status_code == status
    assert len(rows(bot, Attachment)) == (status == 201)


def test_a_recording_goes_without_words_and_a_file_that_nobody_sent_is_let_go(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    path, agent = written(bot), browser_of(bot, cast.shop, StaffRole.AGENT)
    sent, unsent = (attach(agent, path, OGG).get_json()["id"] for _ in range(2))
    assert write(agent, path, "Listen", attachments=[sent]).status_code == 422
    assert write(agent, path, "", attachments=[sent]).status_code == 201
    leave(bot, watch)
    assert (messenger.letters[-1].text, messenger.letters[-1].picture_url[-4:]) == ("", ".ogg")
    watch.advance(days=2)
    forget(bot)
    assert [(file.id, file.path is None) for file in rows(bot, Attachment)] == [(sent, False), (unsent, True)]
    assert agent.call("GET", f"/attachments/{unsent}").status_code == 404


def test_templates_are_offered_with_their_price_and_leave_when_words_cannot(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    path, agent = written(bot), browser_of(bot, cast.shop, StaffRole.AGENT)
    with bot.database.writing.begin() as db:
        for key, category in (("notice.packed", "UTILITY"), ("notice.follow", "MARKETING")):
            made = dict.fromkeys(("fingerprint", "name", "sid", "key"), key)
            kind = {"asked_category": category, "category": category}
            body = {"body": "Order {{1}} ({{2}}): {{3}}.", "fields": ["number", "items", "shop"], "status": "approved"}
            of = {"merchant_id": cast.shop, "account": ACCOUNT, "locale": "gu", "created_at": watch()}
            db.add(Template(**made, **kind, **body, **of))
        consent.withdraw(db, int(path.split("/")[2]), Purpose.MARKETING, ConsentSource.KEYWORD, "no offers", watch())
    watch.advance(hours=25)
    offered = agent.call("GET", f"/templates/offered?conversation={path.split('/')[2]}").get_json()["templates"]
    named = {one["name"]: one for one in offered}
    assert named["notice.packed"]["price_micros"] == 115_000
    assert named["notice.packed"]["fields"] == ["number", "items"]
    assert named["notice.packed"]["body"] == "Order {number} ({items}): Rangoli Handlooms."
    assert named["notice.follow"]["why_not"] == "opted_out"
    chosen: dict[str, Any] = {"name": "notice.packed", "locale": "gu", "values": {"number": "1042", "items": "Saree"}}
    assert write(agent, path, "", template=chosen | {"values": {"number": "1"}}).status_code == 422
    assert write(agent, path, "", template=chosen | {"name": "notice.follow"}).status_code == 422
    assert write(agent, path, "", template=chosen).status_code == 201
    leave(bot, watch)
    assert messenger.letters[-1].text == "Order 1042 (Saree): Rangoli Handlooms."
