"""Counted links: to the merchant's own hosts alone, people counted apart from previews."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db.connections import Connection
from bot.db.links import Link
from bot.db.shop import Merchant
from bot.services.storefront import links
from bot.services.storefront.links import NotOurs
from tests.fakes import clock_of
from tests.storefront.conftest import Front

SITE = "https://rangolihandlooms.example"
TOKEN = "link-token-1"
EVIL = [
    "https://evil.example/",
    "https://shop@mail.example/",
    "https://mail.example/",
    "https://www.instagram.com/evil",
    "",
]
PREVIEWS = [
    "WhatsApp/2.23.20.0 A",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Twitterbot/1.0",
    "TelegramBot (like TwitterBot)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "curl/8.5.0",
    "python-requests/2.32",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0)",
    "",
]
PEOPLE = [
    "Mozilla/5.0 (Linux; Android 10; CUBOT P40) Chrome/120 Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 [FBAN/FBIOS;FBAV/440.0]",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148 Twitter for iPhone/10.0",
]


@pytest.fixture
def made(front: Front) -> Link:
    """A link to the shop, its hosts known."""
    front.change(link_hosts=["rangoli.example", "com", "", "*"])
    with front.bot.database.writing.begin() as db:
        mine = {"merchant_id": front.shop, "created_at": front.bot.now()}
        db.add(Connection(**mine, kind="shopify", account="rangoli.myshopify.com", token="t1"))
        db.add(Connection(**mine, kind="shiprocket", account="shop@mail.example", token="t2"))
        db.flush()
        links.make(db, db.get_one(Merchant, front.shop), f"{SITE}/cart/1", TOKEN, front.bot.now(), customer_id=None)
        return db.scalars(select(Link)).one()


def counts(front: Front) -> tuple[int, int]:
    """(people, previews)."""
    with front.bot.database.reading.begin() as db:
        link = db.scalars(select(Link)).one()
        return link.clicks, link.previews


def test_it_goes_to_the_merchants_own_hosts_alone(front: Front, made: Link) -> None:
    with front.bot.database.writing.begin() as db:
        merchant = db.get_one(Merchant, front.shop)
        for url in (SITE, "https://blog.rangoli.example/a", "https://rangoli.myshopify.com/checkouts/1"):
            assert links.make(db, merchant, url, f"token{len(url)}", front.bot.now(), customer_id=None)
        for url in EVIL:
            with pytest.raises(NotOurs):
                links.make(db, merchant, url, "another-token", front.bot.now(), customer_id=None)


def test_it_may_lead_to_the_shops_page_elsewhere_to_the_letter(front: Front, made: Link) -> None:
    with front.bot.database.reading.begin() as db:
        merchant = db.get_one(Merchant, front.shop)
        assert all(links.is_ours(db, merchant, url) for url in merchant.socials.values())


def test_it_redirects_and_counts_a_person(front: Front, made: Link) -> None:
    answer = front.get(f"/l/{TOKEN}")
    assert (answer.status_code, answer.location) == (302, f"{SITE}/cart/1")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    front.get(f"/l/{TOKEN}")
    assert counts(front) == (2, 0)
    with front.bot.database.reading.begin() as db:
        link = db.scalars(select(Link)).one()
        assert link.first_clicked_at == link.last_clicked_at == front.bot.now()


@pytest.mark.parametrize("agent", PREVIEWS)
def test_it_lets_previews_pass_without_counting_them_as_people(front: Front, made: Link, agent: str) -> None:
    assert front.get(f"/l/{TOKEN}", User_Agent=agent).location == f"{SITE}/cart/1"
    assert counts(front) == (0, 1)


@pytest.mark.parametrize("agent", PEOPLE)
def test_it_takes_no_person_for_a_program(front: Front, made: Link, agent: str) -> None:
    front.get(f"/l/{TOKEN}", User_Agent=agent)
    assert counts(front) == (1, 0)


@pytest.mark.parametrize("header", ["Purpose", "Sec_Purpose", "X_Moz"])
def test_it_counts_no_browser_that_looks_ahead(front: Front, made: Link, header: str) -> None:
    front.get(f"/l/{TOKEN}", **{header: "prefetch;prerender"})
    front.client.head(f"/l/{TOKEN}", headers={"User-Agent": PEOPLE[0]})
    assert counts(front) == (0, 2)


def test_it_ends(front: Front, made: Link) -> None:
    clock_of(front.bot).advance(days=30)
    assert front.get(f"/l/{TOKEN}").status_code == 404


def test_it_ends_where_the_merchant_no_longer_is(front: Front, made: Link) -> None:
    front.change(site_url="https://elsewhere.example")
    answer = front.get(f"/l/{TOKEN}")
    assert answer.status_code == 404
    assert "Location" not in answer.headers


def test_it_redirects_though_it_cannot_be_counted(front: Front, made: Link) -> None:
    assert front.that_cannot_write().get(f"/l/{TOKEN}").location == f"{SITE}/cart/1"
    assert counts(front) == (0, 0)


def test_it_lasts_thirty_days_from_when_it_was_made(made: Link) -> None:
    assert made.expires_at - made.created_at == timedelta(days=30)
