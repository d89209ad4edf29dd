"""A stand-in for Twilio that leaves us in doubt: answers lost, its list late, without bodies, by a slow clock."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

from bench.wire import Ledger, Pool, form_request, response

# Of the sends: taken but not answered; answered with 500, or with 429, and not taken.
LOST, BROKEN, THROTTLED = 0.10, 0.05, 0.05
LIST_LATE, CLOCK_BEHIND = timedelta(seconds=45), timedelta(seconds=10)
# Of the callbacks of a message: those that come at all, that come twice, that come in the wrong order.
COME, TWICE, SWAPPED = 0.8, 0.1, 0.1
STATUSES, BETWEEN = ("sent", "delivered"), 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Taken:
    """A message as the list shows it."""

    sid: str
    sender: str
    receiver: str
    at: datetime


class Doubtful(Ledger):
    """Takes messages, and calls back through `pool`, signed with the account's token."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self.pool: Pool | None = None
        self._token, self._chance = token, random.Random(7)
        self._taken: dict[str, list[Taken]] = {}
        self._calling: set[asyncio.Task[None]] = set()

    def _respond(self, head: str, body: str) -> bytes:
        date = f"Date: {format_datetime(datetime.now(UTC) - CLOCK_BEHIND, usegmt=True)}"
        method, path = head.split(" ", 2)[:2]
        if "/Messages" not in path:
            return response(self._answer(head, body), "201 Created", date)
        if method == "GET":
            return response({"messages": self._list(path), "next_page_uri": None}, "200 OK", date)
        chance = self._chance.random()
        if chance < BROKEN:
            return response({"code": 20500, "message": "server error"}, "500 Internal Server Error", date)
        if chance < BROKEN + THROTTLED:
            return response({"code": 20429, "message": "too many requests"}, "429 Too Many Requests", date)
        answer = self._take(head, body)
        if chance < BROKEN + THROTTLED + LOST:
            raise ConnectionResetError
        return response(answer, "201 Created", date)

    def _take(self, head: str, body: str) -> dict[str, object]:
        form = parse_qs(body)
        answer = self._answer(head, body)
        receiver, sender = form["To"][0], form.get("From", [""])[0]
        taken = Taken(str(answer["sid"]), sender, receiver, datetime.now(UTC))
        self._taken.setdefault(receiver, []).append(taken)
        if self._chance.random() < COME:
            told = list(STATUSES[::-1] if self._chance.random() < SWAPPED else STATUSES)
            told *= 2 if self._chance.random() < TWICE else 1
            calling = asyncio.ensure_future(self._call_back(taken.sid, form["StatusCallback"][0], told))
            self._calling.add(calling)
            calling.add_done_callback(self._calling.discard)
        return answer

    def _list(self, path: str) -> list[dict[str, object]]:
        receiver = parse_qs(urlsplit(path).query)["To"][0]
        shown = [one for one in self._taken.get(receiver, []) if one.at < datetime.now(UTC) - LIST_LATE]
        return [
            {
                **{"sid": one.sid, "status": "sent", "body": None, "direction": "outbound-api", "error_code": None},
                **{"from": one.sender, "to": one.receiver},
                "date_created": format_datetime(one.at - CLOCK_BEHIND),
            }
            for one in reversed(shown)
        ]

    async def _call_back(self, sid: str, address: str, told: Sequence[str]) -> None:
        assert self.pool is not None
        for status in told:
            await asyncio.sleep(BETWEEN)
            await self.pool.post(form_request(address, {"MessageSid": sid, "MessageStatus": status}, self._token))

    async def hang_up(self) -> None:
        """Wait until every callback has been made."""
        await asyncio.gather(*self._calling)


class Watched:
    """How long each row was seen in doubt, in seconds; `look` returns the ids of those that are now."""

    def __init__(self, look: Callable[[], set[int]], every: float = 0.5) -> None:
        self._look, self._every = look, every
        self._since: dict[int, float] = {}
        self.lasted: list[float] = []

    async def watch(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            now, unknown = asyncio.get_running_loop().time(), await asyncio.to_thread(self._look)
            for row_id in unknown - self._since.keys():
                self._since[row_id] = now
            for row_id in self._since.keys() - unknown:
                self.lasted.append(now - self._since.pop(row_id))
            await asyncio.sleep(self._every)
