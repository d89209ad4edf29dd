"""The search by the API: marked in any script, paged without a gap, for whoever may, whatever is typed."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest

from bot.bootstrap import Bot
from bot.db.orders import Order
from bot.db.shop import Merchant
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole
from bot.services.search import finding
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch
from tests.services.search.seek import add_talk
from tests.services.shelf import change

HOSTILE = [
    "' OR 1=1; DROP TABLE conversation; --",
    '"unclosed phrase',
    "NEAR(a b, 2) AND NOT {words}: c* ^d",
    "a & b | !c <-> :* \\ ''",
    'from: in:x is:% -- -"" -:',
    "before:99999-01-01 after:0001-01-01 waiting>9999d",
    "\x00\x01\ufffe👍\u200d",
    "%00%FF",
    "phone:" + "9" * 5000,
    "(" * 10_000,
    "क" * 10_000,
    "order " * 1_700,
]


def find(browser: Browser, typed: str, more: str = "") -> Any:
    """What a search answers."""
    answer = browser.call("GET", f"/search?q={quote(typed)}{more}")
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def marked(hit: Any) -> list[str]:
    """The marked words of a hit."""
    return [hit["message"]["text"][begin:end] for begin, end in hit["message"]["marks"]]


def test_any_script_finds_any_script_and_its_own_comes_first(bot: Bot, cast: Cast, watch: Watch) -> None:
    talk = add_talk(bot, cast.shop, cast.asha)
    for text in ("मेरा ऑर्डर 👍🏽 कहाँ है?", "my order?", "মোর অর্ডারটা কই", "ઓર્ડર ક્યાં", "all the others"):
        watch.advance(seconds=1)
        add_talk(bot, cast.shop, cast.john, [text], address=text)
    agent = browser_of(bot, cast.shop, StaffRole.AGENT)
    hits = find(agent, "ऑर्डर")["hits"]
    assert [marked(hit) for hit in hits] == [["ऑर्डर"], ["ઓર્ડર"], ["অর্ডারটা"], ["order"]]
    assert hits[0]["message"]["author"] == "customer"
    assert hits[0]["conversation"]["customer_id"] == cast.john
    [conversation] = find(agent, "from:આશા")["hits"]
    assert (conversation["conversation"]["id"], conversation["message"]) == (talk, None)


def test_a_long_text_is_shown_around_what_was_found(bot: Bot, cast: Cast) -> None:
    add_talk(bot, cast.shop, cast.asha, ["कुछ और बात। " * 60 + "Here it is: ऑर्डर नहीं आया। " + "और बात। " * 60])
    [hit] = find(browser_of(bot, cast.shop, StaffRole.OWNER), "order")["hits"]
    assert marked(hit) == ["ऑर्डर"]
    assert hit["message"]["text"].startswith("…Here it is: ")
    assert len(hit["message"]["text"]) <= 250


def test_pages_leave_out_nothing_and_repeat_nothing(bot: Bot, cast: Cast) -> None:
    add_talk(bot, cast.shop, cast.asha, ["ऑर्डर", "order", "orders", "ઓર્ડર", "order order", "অর্ডার"])
    owner, seen, after = browser_of(bot, cast.shop, StaffRole.OWNER), list[str](), ""
    while True:
        page = find(owner, "order", f"&limit=2{after}")
        seen += [hit["message"]["text"] for hit in page["hits"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert seen == ["order order", "order", "orders", "অর্ডার", "ઓર્ડર", "ऑर्डर"]


def test_it_tells_what_it_understood(bot: Bot, cast: Cast) -> None:
    page = find(browser_of(bot, cast.shop, StaffRole.OWNER), 'order in:resolved -label:"x y" nonsense:1')
    assert [(one["operator"], one["text"]) for one in page["understood"]] == [
        ("word", "order"),
        ("in", "in:resolved"),
        ("-label", '-label:"x y"'),
        ("word", "nonsense:1"),
    ]
    assert (page["hits"], page["next"], page["narrow"]) == ([], None, False)


@pytest.mark.parametrize("path", ["/search", "/palette", "/search/export.csv"])
def test_whatever_is_typed_is_answered(bot: Bot, cast: Cast, path: str) -> None:
    add_talk(bot, cast.shop, cast.asha, ["order"])
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    for typed in HOSTILE:
        assert owner.call("GET", f"{path}?q={quote(typed)}").status_code == 200, typed[:40]


def test_what_takes_too_long_is_ended_and_says_so(bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    add_talk(bot, cast.shop, cast.asha, ["order"])
    monkeypatch.setattr(finding.find_page, "__defaults__", (0.0,))
    page = find(browser_of(bot, cast.shop, StaffRole.OWNER), "order")
    assert (page["hits"], page["narrow"], page["next"]) == ([], True, None)


def test_an_owner_takes_what_was_found_along(bot: Bot, cast: Cast, watch: Watch) -> None:
    talk = add_talk(bot, cast.shop, cast.asha, ['=HYPERLINK("x") order, "quoted"\nline'])
    for role in (StaffRole.AGENT, StaffRole.MARKETER):
        assert browser_of(bot, cast.shop, role).call("GET", "/search/export.csv?q=order").status_code == 403
    answer = browser_of(bot, cast.shop, StaffRole.OWNER).call("GET", "/search/export.csv?q=order")
    [_, row] = csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"), newline=""))
    assert row[:3] == [str(talk), "Asha Patel", f"'+9198000{cast.asha:05}"]
    assert row[4:] == ["customer", '\'=HYPERLINK("x") order, "quoted"\nline']
    assert "search.exported" in [entry.action for entry in rows(bot, AuditEntry)]


def test_the_palette_finds_by_name_order_and_phone(bot: Bot, cast: Cast) -> None:
    talk = add_talk(bot, cast.shop, cast.asha)
    with bot.database.writing.begin() as db:
        of = {"merchant_id": cast.shop, "customer_id": cast.asha, "payment": "cod", "total": 1}
        db.add(Order(number="#1042", placed_at=bot.now() - timedelta(days=1), **of))
    agent, owner = (browser_of(bot, cast.shop, role) for role in (StaffRole.AGENT, StaffRole.OWNER))
    for typed, number in (("પટે", None), ("ash pat", None), ("104", "#1042"), ("IN-1042", "#1042"), ("00001", None)):
        found = agent.call("GET", f"/palette?q={quote(typed)}").get_json()["found"]
        told = [(one["customer_id"], one["conversation_id"], one["order_number"]) for one in found]
        assert told == [(cast.asha, talk, number)], typed
    assert [one["name"] for one in owner.call("GET", "/palette?q=john").get_json()["found"]] == ["John D'Souza"]
    change(bot, Merchant, cast.shop, agents_see_numbers=False)
    masked = agent.call("GET", "/palette?q=9800000001")
    assert masked.get_json()["found"][0]["address"] == "+91 ••••• 00001"
    assert agent.call("GET", "/palette?q=98000").get_json()["found"] == []
    change(bot, Merchant, cast.shop, agents_see_all=False)
    assert agent.call("GET", "/palette?q=john").get_json()["found"] == []  # nothing of his is to be seen
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    for typed in ("asha", "1042", "00001"):
        assert stranger.call("GET", f"/palette?q={typed}").get_json()["found"] == []
