"""A device that keeps passkeys, as WebAuthn has it: makes keys, signs challenges, and can be told to misbehave."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, NEW_KEY = 0x01, 0x04, 0x40
Json = dict[str, Any]


@dataclass
class Authenticator:
    """One device, in a browser that shows the page of `origin`."""

    origin: str
    flags: int = PRESENT | VERIFIED
    count: int = 0
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    handle: str = ""

    def create(self, options: Json) -> Json:
        """Answer navigator.credentials.create."""
        self.handle = options["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        made = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + cbor2.dumps(cose)
        shown = self._shown(options["rp"]["id"], self.flags | NEW_KEY) + made
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": shown})
        said = self._said("webauthn.create", options["challenge"])
        return self._answer(clientDataJSON=said, attestationObject=attested)

    def get(self, options: Json) -> Json:
        """Answer navigator.credentials.get."""
        self.count += 1
        said, shown = self._said("webauthn.get", options["challenge"]), self._shown(options["rpId"], self.flags)
        signature = self.key.sign(shown + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        handle = {"userHandle": base64url_to_bytes(self.handle)} if self.handle else {}
        return self._answer(clientDataJSON=said, authenticatorData=shown, signature=signature, **handle)

    def _said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _shown(self, site: str, flags: int) -> bytes:
        return hashlib.sha256(site.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _answer(self, **parts: bytes) -> Json:
        name = bytes_to_base64url(self.credential)
        response = {part: bytes_to_base64url(value) for part, value in parts.items()}
        more = {"clientExtensionResults": {}, "authenticatorAttachment": "platform"}
        return {"id": name, "rawId": name, "type": "public-key", "response": response, **more}
