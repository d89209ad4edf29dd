"""Web push: what a browser gets it alone can read, and the push service sees who sent it."""

from __future__ import annotations

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from http_ece import decrypt
from werkzeug import Response

from bot.domain.push_services import is_push_service
from bot.outside import Outside
from bot.ports import ApiError
from bot.ports.telling import PushTarget
from bot.push import WebPush, write_body
from tests.http_server import serving

AUTH = b"0123456789abcdef"


def base64url(raw: bytes) -> str:
    """Without the padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def test_the_browser_alone_reads_it() -> None:
    mine = ec.generate_private_key(ec.SECP256R1())
    public = mine.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    with serving(lambda _: Response(status=201)) as server:
        push = WebPush(Outside(frozenset({server.netloc})), "a secret of ours", "mailto:a@shop.example")
        target = PushTarget(f"{server.url}/send/1", base64url(public), base64url(AUTH))
        push.push(target, write_body("Late", "A customer waits", "https://shop.example/1"), "late-1")
        [asked] = server.asked
    told = json.loads(decrypt(asked.get_data(), private_key=mine, auth_secret=AUTH, version="aes128gcm"))
    assert told == {"title": "Late", "body": "A customer waits", "url": "https://shop.example/1"}
    assert asked.headers["Topic"] == "late-1"
    scheme, _, signed = asked.headers["Authorization"].partition(" ")
    assert scheme == "vapid"
    assert signed.rpartition("k=")[2] == push.key
    claims = json.loads(base64.urlsafe_b64decode(signed.split(".")[1] + "=="))
    assert (claims["aud"], claims["sub"]) == (server.url, "mailto:a@shop.example")


def test_every_process_has_the_same_key_by_the_secret_alone() -> None:
    keys = [WebPush(Outside(), secret, "mailto:a@b.example").key for secret in ("one", "one", "two")]
    assert keys[0] == keys[1] != keys[2]


def test_a_host_of_our_own_network_is_not_asked() -> None:
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    key = base64url(public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
    push = WebPush(Outside(), "a secret of ours", "mailto:a@shop.example")
    with pytest.raises(ApiError, match="not a public address"):
        push.push(PushTarget("https://127.0.0.1/x", key, base64url(AUTH)), b"{}", "late-1")


@pytest.mark.parametrize(
    ("endpoint", "known"),
    [
        ("https://fcm.googleapis.com/fcm/send/x", True),
        ("https://updates.push.services.mozilla.com/wpush/v2/x", True),
        ("https://sg2p.notify.windows.com/w/?token=x", True),
        ("https://web.push.apple.com/x", True),
        ("https://notify.windows.com.example/x", False),
        ("https://evilnotify.windows.com/x", False),
        ("https://[::1/x", False),
        ("ftp://web.push.apple.com/x", False),
    ],
)
def test_it_knows_push_services(endpoint: str, known: bool) -> None:
    assert is_push_service(endpoint) == known
