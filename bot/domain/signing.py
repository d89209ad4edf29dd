"""Signatures of webhooks as Shopify, WooCommerce and AfterShip make them: HMAC-SHA256 of the raw body, in base64."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Sequence


def is_signed(body: bytes, given: str, secrets: Sequence[str]) -> bool:
    """Whether `given` is the body's signature by one of the secrets; an empty secret signs nothing."""
    # A header may hold anything; what is no text of ours must be refused, not stumbled over.
    ours = [base64.b64encode(hmac.digest(_bytes(secret), body, "sha256")) for secret in secrets if secret]
    # A list: every secret is compared, whichever fits.
    return any([hmac.compare_digest(signature, _bytes(given)) for signature in ours])


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
