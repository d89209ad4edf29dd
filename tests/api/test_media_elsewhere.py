"""A picture that another host has, or had: this one fetches it from Twilio for itself, or says what is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from werkzeug import Request, Response

from bot.bootstrap import Bot
from bot.db.conversations import Media
from bot.domain.access import StaffRole
from bot.media import MediaStore
from bot.tasks.media import bring_here, fetch_media
from tests.api.people import browser_of
from tests.api.test_enclosing import JPEG, attach
from tests.api.test_thread import written
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form
from tests.fakes import ACCOUNT
from tests.http_server import Server, serving


class Storage:
    """Where Twilio keeps what customers send."""

    def __init__(self) -> None:
        self.answer = Response(JPEG, 200, {"Content-Type": "image/jpeg"})

    def __call__(self, _asked: Request) -> Response:
        return self.answer


def on_a_host(bot: Bot, folder: Path, twilio: Server) -> Bot:
    """The same system on another machine, with a disk of its own."""
    settings = bot.settings.model_copy(update={"var_dir": folder})
    return replace(bot, settings=settings, media=MediaStore(settings.media_dir, (), twilio.netloc))


def send_picture(bot: Bot, twilio: Server) -> int:
    """Have a customer send one, and fetch it; returns its id."""
    url = f"{twilio.url}/2010-04-01/Accounts/{ACCOUNT}/Messages/MM1/Media/ME1"
    post(bot, whatsapp_form(NumMedia="1", MediaUrl0=url, MediaContentType0="image/jpeg"))
    [file] = rows(bot, Media)
    fetch_media(bot, file.id)
    return file.id


def test_a_picture_of_another_host_is_fetched_once_more_and_then_here(bot: Bot, cast: Cast, tmp_path: Path) -> None:
    with serving(Storage()) as twilio:
        one, two = (on_a_host(bot, tmp_path / name, twilio) for name in ("one", "two"))
        media_id = send_picture(one, twilio)
        before = rows(bot, Media)[0]
        agent = browser_of(two, cast.shop, StaffRole.AGENT)
        for _ in range(2):
            shown = agent.call("GET", f"/media/{media_id}")
            assert (shown.status_code, shown.data, shown.mimetype) == (200, JPEG, "image/jpeg")
        assert len(twilio.asked) == 2
    [after] = rows(bot, Media)
    assert (after.state, after.path, after.attempts) == (before.state, before.path, before.attempts)
    assert [file.name for file in two.settings.media_dir.iterdir()] == [before.path]


def test_a_picture_that_twilio_does_not_give_again_says_so(bot: Bot, cast: Cast, tmp_path: Path) -> None:
    storage = Storage()
    with serving(storage) as twilio:
        one, two = (on_a_host(bot, tmp_path / name, twilio) for name in ("one", "two"))
        media_id = send_picture(one, twilio)
        storage.answer = Response(status=404)
        told = browser_of(two, cast.shop, StaffRole.AGENT).call("GET", f"/media/{media_id}")
        assert (told.status_code, told.get_json()["title"]) == (404, "Not on this machine")
        assert "HTTP 404" in told.get_json()["detail"]
        assert not two.settings.media_dir.exists()
        assert browser_of(one, cast.shop, StaffRole.AGENT).call("GET", f"/media/{media_id}").data == JPEG


def test_it_is_fetched_for_nobody_who_may_not_see_it(bot: Bot, cast: Cast, tmp_path: Path) -> None:
    with serving(Storage()) as twilio:
        one, two = (on_a_host(bot, tmp_path / name, twilio) for name in ("one", "two"))
        media_id = send_picture(one, twilio)
        stranger = browser_of(two, cast.other_shop, StaffRole.OWNER)
        assert stranger.call("GET", f"/media/{media_id}").status_code == 404
        with bot.database.writing.begin() as db:
            db.get_one(Media, media_id).state = "erased"
        assert bring_here(two, media_id)
        assert len(twilio.asked) == 1


def test_a_file_of_the_shops_own_that_is_on_another_disk_says_so(bot: Bot, cast: Cast, tmp_path: Path) -> None:
    path, agent = written(bot), browser_of(bot, cast.shop, StaffRole.AGENT)
    attachment_id = attach(agent, path, JPEG).get_json()["id"]
    with serving(Storage()) as twilio:
        two = on_a_host(bot, tmp_path / "two", twilio)
        told = browser_of(two, cast.shop, StaffRole.AGENT).call("GET", f"/attachments/{attachment_id}")
    assert (told.status_code, told.get_json()["title"]) == (404, "Not on this machine")
