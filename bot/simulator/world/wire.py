"""HTTP from Twilio to the shop: signed, with Twilio's time limits and its one retry."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urldefrag, urlencode

import urllib3
from twilio.request_validator import RequestValidator

CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0
ANSWER_LIMIT = 64 * 1024
UNREACHABLE = "cannot connect"


@dataclass(frozen=True, slots=True)
class ShopAnswer:
    """What the shop said; status 0 means that it could not be reached."""

    status: int
    content_type: str
    body: bytes
    problem: str = ""

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300


class Wire:
    """Posts forms as Twilio does. urllib3 itself, since requests costs three times as much a call."""

    def __init__(self) -> None:
        self._pool = urllib3.PoolManager(
            maxsize=16,
            block=False,
            retries=False,
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
        )

    def post(self, url: str, form: dict[str, str], token: str, key: str) -> ShopAnswer:
        """Post a form, signed with the key of its account; a failed connection is tried once more (FACTS 1.2), a slow
        answer is not.
        """
        target = urldefrag(url).url
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
            "User-Agent": "TwilioProxy/1.1",
            "Accept": "*/*",
            "X-Twilio-Signature": str(RequestValidator(key).compute_signature(target, form)),
            "I-Twilio-Idempotency-Token": token,
        }
        body = urlencode(form)
        answer = self._once("POST", target, headers, body)
        if answer.status == 0 and answer.problem.startswith(UNREACHABLE):
            answer = self._once("POST", target, headers, body)
        return answer

    def fetch(self, url: str, limit: int) -> ShopAnswer:
        """Download a media file, redirects included; status 0 when it cannot be had or is too big."""
        try:
            response = self._pool.request("GET", url, preload_content=False, redirect=True, retries=3)
            body = response.read(limit + 1)
            response.release_conn()
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            return ShopAnswer(0, "", b"", str(error))
        if len(body) > limit:
            return ShopAnswer(0, "", b"", "too big")
        return ShopAnswer(response.status, response.headers.get("Content-Type", ""), body)

    def _once(self, method: str, url: str, headers: dict[str, str], body: str) -> ShopAnswer:
        try:
            response = self._pool.request(method, url, headers=headers, body=body, redirect=False)
        except urllib3.exceptions.ReadTimeoutError:
            return ShopAnswer(0, "", b"", f"no answer in {READ_SECONDS:.0f} seconds")
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            return ShopAnswer(0, "", b"", f"{UNREACHABLE}: {type(error).__name__}")
        return ShopAnswer(response.status, response.headers.get("Content-Type", ""), response.data[:ANSWER_LIMIT])
