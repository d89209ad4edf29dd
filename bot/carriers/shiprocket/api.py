"""Shiprocket's API, for what a webhook missed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TypeVar

from bot.carriers.body import Fields, opened
from bot.domain.news import Delivery, Unreadable
from bot.outside import Answer, Outside
from bot.ports import ApiError
from bot.ports.platforms import Account

T = TypeVar("T")
BASE = "https://apiv2.shiprocket.in"
_LOGIN, _TRACK = "/v1/external/auth/login", "/v1/external/courier/track/awb/"
_TOKEN_SECONDS = 9.5 * 24 * 3600  # it holds for ten days; half a day early, so that none dies on its way
_NUMBER = re.compile(r"[A-Za-z0-9_-]{1,100}")


class ShiprocketApi:
    """The API with one account's credentials, those of an "API user"; `clock` returns seconds that only grow."""

    def __init__(
        self,
        outside: Outside,
        email: str,
        password: str,
        base: str = BASE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._outside, self._base, self._clock = outside, base.rstrip("/"), clock
        self._credentials = {"email": email, "password": password}
        self._token, self._until = "", 0.0

    def check(self) -> str:
        """Log in; the company's number at Shiprocket. Raises ApiError."""
        company = self._log_in()
        return f"company {company}" if company else self._credentials["email"]

    def track(self, tracking_number: str) -> Delivery | None:
        """What Shiprocket knows of a parcel, as ShiprocketSource reads it; None when nothing. Raises ApiError."""
        if not _NUMBER.fullmatch(tracking_number):
            return None  # no AWB of theirs, and nothing to put into an address
        answer = self._ask(_TRACK + tracking_number)
        return Delivery("pull", answer.body) if _read(answer, _knows_a_parcel) else None

    def _ask(self, path: str) -> Answer:
        """One GET with the token; with a new token once more when it is refused before its time."""
        fresh = self._clock() >= self._until
        if fresh:
            self._log_in()
        try:
            return self._get(path)
        except ApiError as error:
            if error.kind != "credentials" or fresh:
                raise
        self._log_in()
        return self._get(path)

    def _get(self, path: str) -> Answer:
        return self._outside.request("GET", self._base + path, headers={"Authorization": f"Bearer {self._token}"})

    def _log_in(self) -> str:
        """A new token; the company's number."""
        self._token, self._until = "", 0.0
        try:
            answer = self._outside.request("POST", self._base + _LOGIN, json=self._credentials)
        except ApiError as error:
            # How a wrong password is said is not documented. No status: it says nothing of a parcel.
            kind = "credentials" if error.status in (400, 422) else error.kind
            raise ApiError(error.reason, kind, error.wait) from error
        token, company = _read(answer, lambda account: (account.text("token"), account.text("company_id")))
        if not token:
            raise ApiError("Shiprocket's login gave no token: check the API user's e-mail and password", "credentials")
        self._token, self._until = token, self._clock() + _TOKEN_SECONDS
        return company


def _knows_a_parcel(answer: Fields) -> bool:
    data = answer.part("tracking_data")
    return data.number("track_status") != 0 and bool(data.parts("shipment_track"))


def _read(answer: Answer, pick: Callable[[Fields], T]) -> T:
    """What `pick` takes from the answer; raises ApiError when it is not what was promised."""
    try:
        return pick(opened(answer.body))
    except Unreadable as error:
        raise ApiError(f"Shiprocket's answer is not as promised: {error}", "broken") from error


def connected(outside: Outside, account: Account) -> ShiprocketApi:
    """The API of a connected account; raises KeyError without its e-mail address and password."""
    return ShiprocketApi(outside, account.credentials["email"], account.credentials["password"])
