"""WooCommerce's REST API (wc/v3), with the key of one shop."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from bot.domain.news import Delivery
from bot.outside import Answer, Outside
from bot.ports import ApiError, Page
from bot.ports.platforms import Account
from bot.shops.woocommerce.source import TOPIC

# What we have a use for. product.published is younger than many shops, and product.updated comes with it.
TOPICS = tuple(
    f"{resource}.{event}"
    for resource, events in (
        ("order", ("created", "updated", "deleted", "restored")),
        ("customer", ("created", "updated", "deleted")),
        ("product", ("created", "updated", "deleted", "restored")),
        ("coupon", ("created", "updated", "deleted", "restored")),
    )
    for event in events
)
PER_PAGE = 100  # the most the API gives
# Descriptions are long, and an answer has 20 MB.
PRODUCTS_A_PAGE = 50
_MOST_PAGES = 20  # of webhooks
Row = dict[str, Any]


class WooCommerceApi:
    """Implements bot.ports.ShopApi for one shop. `site_url` is the address of its WordPress, https://…"""

    def __init__(
        self, outside: Outside, site_url: str, consumer_key: str, consumer_secret: str, signing_secret: str = ""
    ) -> None:
        self._outside, self._root = outside, site_url.rstrip("/") + "/wp-json"
        self._auth, self._signing_secret = (consumer_key, consumer_secret), signing_secret

    def check(self) -> str:
        """Read an order with the key; the shop's name, or its host where the shop keeps its name to itself.

        Raises:
            ApiError: the key is refused ("credentials"), or this is no WooCommerce ("broken").
        """
        self._rows("orders", per_page=1)
        try:
            index = _json(self._outside.request("GET", f"{self._root}/", params={"_fields": "name"}))
        except ApiError:
            index = {}  # security plugins like to close the index, and the key has been tried
        name = index.get("name") if isinstance(index, dict) else None
        return html.unescape(name).strip() if isinstance(name, str) and name.strip() else self._host()

    def register(self, address: str) -> list[str]:
        """Make the webhooks to this address that are missing, and wake those WooCommerce has put to sleep.

        WooCommerce disables a webhook after a few failures and leaves it so (FACTS, trap 18). One that somebody paused
        by hand stays paused. May be repeated: what is there is left alone.

        Raises:
            ApiError: "credentials" when the key may only read.
        """
        if not self._signing_secret:
            raise ApiError("a webhook without a signing secret is never made: anybody could call it", "broken")
        there: dict[str, Row] = {}
        for webhook in self._webhooks():
            if str(webhook.get("delivery_url")).rstrip("/") == address.rstrip("/"):
                topic = str(webhook.get("topic"))
                # Of two for the same topic, the one that works counts.
                if there.get(topic, {}).get("status") != "active":
                    there[topic] = webhook
        made = [topic for topic in TOPICS if there.get(topic, {"status": "disabled"}).get("status") == "disabled"]
        for topic in made:
            self._set(there.get(topic), topic, address)
        return made

    def changed_since(self, since: datetime, cursor: str | None) -> Page:
        """A page of the orders changed after `since`, newest change first; `cursor` is the number of the next page.

        An order that changes while pages are read moves to the front and pushes the others back by one: one of them is
        seen twice, none is missed, and the changed one is in the next window. Orders in the bin are not told.

        Raises:
            ApiError.
        """
        page = int(cursor or 1)
        answer = self._get(
            "orders",
            modified_after=_moment(since),
            dates_are_gmt="true",
            orderby="modified",
            order="desc",
            per_page=PER_PAGE,
            page=page,
        )
        rows = _rows(answer)
        return Page(tuple(_as_delivery(row) for row in rows), str(page + 1) if _has_more(answer, page, rows) else None)

    def products(self, since: datetime | None, cursor: str | None) -> Page:
        """A page of the products changed after `since`, of all without it; by id, so that new ones come at the end.

        Raises:
            ApiError.
        """
        page = int(cursor or 1)
        asked = {"orderby": "id", "order": "asc", "per_page": PRODUCTS_A_PAGE, "page": page}
        if since is not None:
            asked |= {"modified_after": _moment(since), "dates_are_gmt": "true"}
        answer = self._get("products", **asked)
        rows, total = _rows(answer), answer.headers.get("X-WP-Total", "")
        return Page(
            tuple(_as_delivery(row, "product.updated") for row in rows),
            str(page + 1) if _has_more(answer, page, rows, PRODUCTS_A_PAGE) else None,
            total=int(total) if total.isascii() and total.isdigit() and len(total) < 10 else None,
        )

    def _webhooks(self) -> Iterator[Row]:
        for page in range(1, _MOST_PAGES + 1):
            answer = self._get("webhooks", per_page=PER_PAGE, page=page)
            rows = _rows(answer)
            yield from rows
            if not _has_more(answer, page, rows):
                return

    def _set(self, webhook: Row | None, topic: str, address: str) -> None:
        wanted = {"status": "active", "secret": self._signing_secret}
        if webhook is None:
            self._post("webhooks", {"name": f"Dastak {topic}", "topic": topic, "delivery_url": address} | wanted)
        else:
            # An update may be a POST as well as a PUT, and many hosts turn PUT away. The secret goes along: a wrong one
            # may be why the webhook was disabled.
            self._post(f"webhooks/{webhook.get('id')}", wanted)

    def _rows(self, what: str, **params: Any) -> list[Row]:
        return _rows(self._get(what, **params))

    def _get(self, what: str, **params: Any) -> Answer:
        return self._outside.request("GET", f"{self._root}/wc/v3/{what}", params=params, auth=self._auth)

    def _post(self, what: str, body: Row) -> None:
        self._outside.request("POST", f"{self._root}/wc/v3/{what}", json=body, auth=self._auth)

    def _host(self) -> str:
        return urlsplit(self._root).hostname or ""


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _as_delivery(row: Row, topic: str = "order.updated") -> Delivery:
    """What a webhook of the topic would have brought; not signed, for it was asked for."""
    row.pop("_links", None)
    return Delivery(topic, json.dumps(row).encode(), {TOPIC: topic})


def _has_more(answer: Answer, page: int, rows: list[Row], full: int = PER_PAGE) -> bool:
    """Whether a further page is there: by the header, or by a full page where a proxy has cut it off."""
    pages = answer.headers.get("X-WP-TotalPages", "")
    return page < int(pages) if pages.isascii() and pages.isdigit() else len(rows) == full


def _rows(answer: Answer) -> list[Row]:
    read = _json(answer)
    if not isinstance(read, list) or not all(isinstance(row, dict) for row in read):
        raise ApiError("the shop did not answer with a list: is WooCommerce at this address?", "broken")
    return read


def _json(answer: Answer) -> Any:
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise ApiError("the shop did not answer with JSON: is WooCommerce at this address?", "broken") from error


def connected(outside: Outside, account: Account) -> WooCommerceApi:
    """The API of a connected shop; raises KeyError without its keys."""
    given = account.credentials
    return WooCommerceApi(outside, account.name, given["key"], given["secret"], account.secret)
