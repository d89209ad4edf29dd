"""Browsers that want to be told: at push services alone, as long as somebody is logged in with them."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.staff_notices import PushSubscription
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import rows

P256DH = "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM"
KEYS = {"p256dh": P256DH, "auth": "tBHItJI5svbpez7KI4CCXg"}
PHONE = "https://fcm.googleapis.com/fcm/send/phone"


def subscribe(browser: Browser, endpoint: str = PHONE, **keys: str) -> int:
    """Have a browser told; the status."""
    return browser.call("POST", "/push-subscriptions", {"endpoint": endpoint, "keys": KEYS | keys}).status_code


REFUSED: list[tuple[str, dict[str, str], str]] = [
    ("https://127.0.0.1/fcm/send/x", {}, "/endpoint"),
    ("https://fcm.googleapis.com.evil.example/x", {}, "/endpoint"),
    ("https://fcm.googleapis.com@evil.example/x", {}, "/endpoint"),
    ("https://fcm.googleapis.com:8443/x", {}, "/endpoint"),
    ("http://fcm.googleapis.com/fcm/send/x", {}, "/endpoint"),
    (PHONE, {"auth": "short"}, "/keys"),
    (PHONE, {"p256dh": P256DH[:-4]}, "/keys"),
]


def test_no_other_host_is_ever_asked(bot: Bot, cast: Cast) -> None:
    anjali = browser_of(bot, cast.shop, StaffRole.AGENT)
    for endpoint, keys, pointer in REFUSED:
        answer = anjali.call("POST", "/push-subscriptions", {"endpoint": endpoint, "keys": KEYS | keys})
        assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, pointer), endpoint


def test_logging_out_and_saying_so_ends_it(bot: Bot, cast: Cast) -> None:
    anjali, ravi = (browser_of(bot, cast.shop, StaffRole.AGENT) for _ in range(2))
    assert [subscribe(anjali), subscribe(ravi, f"{PHONE}2")] == [204, 204]
    assert anjali.call("DELETE", "/push-subscriptions", {"endpoint": f"{PHONE}2"}).status_code == 204
    assert len(rows(bot, PushSubscription)) == 2  # another's is not theirs to end
    anjali.call("DELETE", "/session")
    ravi.call("DELETE", "/push-subscriptions", {"endpoint": f"{PHONE}2"})
    assert rows(bot, PushSubscription) == []
    assert anjali.call("GET", "/push-key").status_code == 401
