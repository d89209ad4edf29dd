"""Web push: encrypted for one browser, signed by our own key, taken by the push service of the browser's maker."""

from __future__ import annotations

import base64
import json
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.outside import Outside
from bot.ports import ApiError
from bot.ports.telling import PushTarget

PURPOSE = b"dastak web push, 1"
_CURVE, _ORDER = ec.SECP256R1(), 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_WORTH_SHOWING = 3600  # seconds: who was out for longer sees it in the console


class WebPush:
    """Sends by a key that follows from a secret of this deployment, so that every process has the same (VAPID)."""

    def __init__(self, outside: Outside, secret: str, contact: str) -> None:
        self._outside, self._contact = outside, contact
        derived = HKDF(algorithm=SHA256(), length=48, salt=None, info=PURPOSE).derive(secret.encode())
        self._private = int.from_bytes(derived) % (_ORDER - 1) + 1

    @property
    def key(self) -> str:
        """By which browsers know us: the public point, base64url."""
        public = ec.derive_private_key(self._private, _CURVE).public_key()
        return _base64(public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    def push(self, target: PushTarget, body: bytes, topic: str) -> None:
        """Show a browser something; a later one of the topic takes its place.

        Raises:
            ApiError: 404 or 410 as `status` when the browser wants no more.
        """
        # Both take long to import, and few processes push.
        from py_vapid import Vapid02
        from pywebpush import WebPusher

        keys = {"p256dh": target.p256dh, "auth": target.auth}
        try:
            sealed = WebPusher({"endpoint": target.endpoint, "keys": keys}).encode(body, "aes128gcm")
        except Exception as error:  # the library raises what its own libraries raise: the keys are none
            raise ApiError("the browser's keys are not usable", "broken", status=410) from error
        parts = urlsplit(target.endpoint)
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "sub": self._contact}
        signed = Vapid02.from_raw(_base64(self._private.to_bytes(32)).encode()).sign(claims)
        headers = {"TTL": str(_WORTH_SHOWING), "Topic": topic, "Urgency": "high", "Content-Encoding": "aes128gcm"}
        self._outside.request("POST", target.endpoint, data=sealed["body"], headers=headers | signed)


def is_key(p256dh: str, auth: str) -> bool:
    """Whether these are keys that a browser can have."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, _bytes(p256dh))
        return len(_bytes(auth)) == 16
    except ValueError:
        return False


def write_body(title: str, text: str, address: str) -> bytes:
    """Return what a browser shows, and which address of ours it opens when it is tapped."""
    return json.dumps({"title": title, "body": text, "url": address}).encode()


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
