"""Files from customers: fetched from allowed hosts, within limits, with credentials for Twilio alone."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from werkzeug import Response
from werkzeug.datastructures import Headers

from bot.media import MAX_BYTES, FileNotYet, FileRefused, MediaStore
from tests.fakes import ACCOUNT
from tests.http_server import HangUp, serving

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

PATH = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/MM1/Media/ME1"
PICTURE = Response(b"\xff\xd8 picture", 200, {"Content-Type": "image/jpeg"})


class LedTo(Response):
    """A redirect to what stands there, letter by letter: werkzeug itself would refuse to write it."""

    def __init__(self, location: str) -> None:
        super().__init__(status=302)
        self.location_as_it_is = location

    def get_wsgi_headers(self, environ: WSGIEnvironment) -> Headers:
        """The headers, and the address."""
        return Headers([*super().get_wsgi_headers(environ), ("Location", self.location_as_it_is)])


def test_it_keeps_a_picture(tmp_path: Path) -> None:
    with serving(lambda asked: PICTURE) as twilio:
        kept = _store(tmp_path, twilio.netloc).fetch(twilio.url + PATH, (ACCOUNT, "secret"))
        assert twilio.asked[0].headers["authorization"] == _basic()
    assert (kept.size, kept.content_type) == (10, "image/jpeg")
    assert (tmp_path / kept.path).read_bytes() == b"\xff\xd8 picture"


def test_it_follows_to_the_storage_without_credentials(tmp_path: Path) -> None:
    with serving(lambda asked: PICTURE) as storage:
        redirect = Response(status=307, headers={"Location": f"{storage.url}/bucket/ME1?sig=x"})
        with serving(lambda asked: redirect) as twilio:
            store = MediaStore(tmp_path, (storage.netloc,), twilio.netloc)
            store.fetch(twilio.url + PATH, (ACCOUNT, "secret"))
            assert "authorization" in twilio.asked[0].headers
        assert "authorization" not in storage.asked[0].headers


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/Accounts/{account}/latest/meta-data",
        "https://evil.example.com/2010-04-01/Accounts/{account}/Messages/MM1/Media/ME1",
        "https://api.twilio.com@evil.example.com/Accounts/{account}/x",
        "http://api.twilio.com/2010-04-01/Accounts/{account}/Messages/MM1/Media/ME1",
        "file:///etc/Accounts/{account}/passwd",
        "https://api.twilio.com/2010-04-01/Accounts/ACanother/Messages/MM1/Media/ME1",
    ],
)
def test_it_refuses_other_places_before_connecting(tmp_path: Path, url: str) -> None:
    with pytest.raises(FileRefused):
        _store(tmp_path, "127.0.0.1:1").fetch(url.format(account=ACCOUNT), (ACCOUNT, "secret"))


# Addresses that no parser takes, or that one takes and another does not.
NO_ADDRESSES = [
    "http://[::1/Accounts/{account}/x",
    "https://[/Accounts/{account}/x",
    "https://[::g]/Accounts/{account}/x",
    "https://{host}:port/Accounts/{account}/x",
    "https://{host}:99999/Accounts/{account}/x",
    "https://a\uff0fb/Accounts/{account}/x",
    "//{host}/Accounts/{account}/x",
    "",
]


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_it_refuses_for_good_what_is_no_address(tmp_path: Path, url: str) -> None:
    with pytest.raises(FileRefused):
        _store(tmp_path, "api.twilio.com").fetch(
            url.format(account=ACCOUNT, host="api.twilio.com"), (ACCOUNT, "secret")
        )


@pytest.mark.parametrize("host", ["x" * 70, "a..b"])
def test_it_refuses_a_host_that_cannot_be_one(tmp_path: Path, host: str) -> None:
    with pytest.raises(FileRefused, match="not an address"):
        _store(tmp_path, host).fetch(f"https://{host}{PATH}", (ACCOUNT, "secret"))


@pytest.mark.parametrize("location", ["http://[::1/x", "https://[/", "//[", "https://x:port/"])
def test_it_refuses_to_be_led_to_what_is_no_address(tmp_path: Path, location: str) -> None:
    with serving(lambda asked: LedTo(location)) as twilio, pytest.raises(FileRefused):
        _store(tmp_path, twilio.netloc).fetch(twilio.url + PATH, (ACCOUNT, "secret"))


def test_it_refuses_a_redirect_to_another_place(tmp_path: Path) -> None:
    inside = Response(status=302, headers={"Location": "http://127.0.0.1:22/"})
    with serving(lambda asked: inside) as twilio, pytest.raises(FileRefused):
        _store(tmp_path, twilio.netloc).fetch(twilio.url + PATH, (ACCOUNT, "secret"))


def test_it_does_not_follow_for_ever(tmp_path: Path) -> None:
    with serving(lambda asked: Response(status=302, headers={"Location": asked.path})) as twilio:
        with pytest.raises(FileRefused, match="redirects"):
            _store(tmp_path, twilio.netloc).fetch(twilio.url + PATH, (ACCOUNT, "secret"))
        assert len(twilio.asked) < 10


@pytest.mark.parametrize("content_type", ["text/html", "application/x-msdownload", "image/svg+xml", ""])
def test_it_refuses_other_types(tmp_path: Path, content_type: str) -> None:
    reply = Response(b"<script>", 200, {"Content-Type": content_type})
    with serving(lambda asked: reply) as twilio, pytest.raises(FileRefused, match="type"):
        _store(tmp_path, twilio.netloc).fetch(twilio.url + PATH, (ACCOUNT, "secret"))
    assert list(tmp_path.iterdir()) == []


def test_it_refuses_what_is_too_large_and_leaves_nothing(tmp_path: Path) -> None:
    reply = Response(b"x" * (MAX_BYTES + 1), 200, {"Content-Type": "video/mp4"})
    with serving(lambda asked: reply) as twilio, pytest.raises(FileRefused, match="16 MB"):
        _store(tmp_path, twilio.netloc).fetch(twilio.url + PATH, (ACCOUNT, "secret"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("reply", [Response(status=404), Response(status=500), HangUp()])
def test_it_may_be_tried_again_when_it_is_not_there_yet(tmp_path: Path, reply: Response) -> None:
    with serving(lambda asked: reply) as twilio, pytest.raises(FileNotYet):
        _store(tmp_path, twilio.netloc).fetch(twilio.url + PATH, (ACCOUNT, "secret"))


def _store(folder: Path, host: str) -> MediaStore:
    return MediaStore(folder, ("media.twiliocdn.com",), host)


def _basic() -> str:
    return "Basic " + base64.b64encode(f"{ACCOUNT}:secret".encode()).decode()
