"""A stand-in for Twilio that keeps its own list, as Twilio does: what came in, what was sent, and news of each."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

from bench.wire import Ledger, response

LAST = 60  # entries that the list shows of one number


class Exchange(Ledger):
    """Takes messages and lists them.

    `sids`: of each message that left, by the token in its callback's address; `news`: callbacks that are due, as
    (address, form).
    """

    def __init__(self) -> None:
        super().__init__()
        self.sids: dict[str, list[str]] = {}
        self.news: asyncio.Queue[tuple[str, dict[str, str]]] = asyncio.Queue()
        self._listed: dict[str, list[dict[str, object]]] = {}
        self._numbers = itertools.count(1)

    def hear(self, form: Mapping[str, str]) -> None:
        """Put a customer's message, as its webhook names it, into the list, whoever takes the webhook."""
        self._list(form["To"], form["MessageSid"], form["From"], form["Body"], "inbound")

    def _respond(self, head: str, body: str) -> bytes:
        return response(self._answer(head, body), "200 OK" if head.startswith("GET") else "201 Created")

    def _answer(self, head: str, body: str) -> dict[str, object]:
        method, target = head.split(" ", 2)[:2]
        asked = urlsplit(target)
        if not asked.path.endswith("/Messages.json"):
            return super()._answer(head, body)
        if method == "GET":
            return {"messages": self._listed.get(parse_qs(asked.query)["To"][0], [])[: -LAST - 1 : -1]}
        return self._take({name: values[0] for name, values in parse_qs(body).items()})

    def _take(self, form: dict[str, str]) -> dict[str, object]:
        self.note({name: [value] for name, value in form.items()})
        sid, address = f"SM{next(self._numbers):032x}", form["StatusCallback"]
        self.sids.setdefault(parse_qs(urlsplit(address).query)["m"][0], []).append(sid)
        self._list(form["To"], sid, form["From"], form.get("Body", ""), "outbound-api")
        self.news.put_nowait((address, {"MessageSid": sid, "MessageStatus": "delivered", "To": form["To"]}))
        return {"sid": sid, "status": "queued"}

    def _list(self, to: str, sid: str, sender: str, text: str, direction: str) -> None:
        at = format_datetime(datetime.now(UTC))
        entry = {"sid": sid, "to": to, "from": sender, "body": text, "direction": direction, "num_media": "0"}
        status = "received" if direction == "inbound" else "delivered"
        self._listed.setdefault(to, []).append({**entry, "status": status, "date_created": at, "date_sent": at})
