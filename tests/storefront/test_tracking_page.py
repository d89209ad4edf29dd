"""The tracking page: what it shows, in which language, how light it is, and what its headers say."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from bot.db.links import TrackingPage
from bot.db.orders import Order, Parcel, Sighting
from bot.db.shop import Sentence
from bot.domain.locale import CODES
from bot.locales.catalogue import sentences
from tests.fakes import clock_of
from tests.storefront.conftest import Front


def test_it_tells_asha_in_gujarati_where_her_parcel_is(front: Front) -> None:
    page = front.page("1042")
    assert '<html lang="gu">' in page
    for words in ("ડિલિવરી માટે નીકળ્યો", "બાંધણી સિલ્ક સાડી", "કચ્છી ભરતની થેલી", "14902250017342", "Delhivery"):
        assert words in page
    assert "Satellite, Ahmedabad" in page
    assert "https://track.example.com/14902250017342" in page


@pytest.mark.parametrize("locale", CODES)
def test_it_speaks_every_language_when_asked(front: Front, locale: str) -> None:
    page = front.page("1042", f"?lang={locale}")
    assert f'<html lang="{locale}">' in page
    assert sentences(locale)["milestone.out_for_delivery"] in page
    assert "{" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


def test_it_keeps_to_the_customers_language_when_asked_for_another(front: Front) -> None:
    assert '<html lang="gu">' in front.page("1042", "?lang=../../etc/passwd")


def test_it_says_the_newest_first_and_the_same_thing_once(front: Front) -> None:
    with front.bot.database.writing.begin() as db:
        parcel = db.scalars(select(Parcel).where(Parcel.order_id == front.orders["1043"])).one()
        for hours, place in ((3, "Udaipur"), (2, "Ajmer")):
            at = front.bot.now() - timedelta(hours=hours)
            db.add(Sighting(parcel_id=parcel.id, milestone="in_transit", at=at, place=place, heard_at=at))
    page = front.page("1043", "?lang=en")
    steps = re.findall(r"<li><b>(.*?)</b>", page)
    assert steps == ["On its way", "Handed to the courier", "Packed", "Order placed"]
    assert "Ajmer" in page
    assert "Udaipur" not in page


def test_it_does_not_go_back_when_a_delivered_parcel_is_scanned_again(front: Front) -> None:
    with front.bot.database.writing.begin() as db:
        parcel = db.scalars(select(Parcel).where(Parcel.order_id == front.orders["1044"])).one()
        db.add(Sighting(parcel_id=parcel.id, milestone="in_transit", at=front.bot.now(), heard_at=front.bot.now()))
    assert re.findall(r'class="now">(.*?)<', front.page("1044", "?lang=en")) == ["Delivered"]


def test_it_says_late_with_the_new_day(front: Front) -> None:
    assert "Running late, sorry! New expected day: Mon, 23 Nov" in front.page("1043", "?lang=en")


def test_it_promises_no_day_that_has_gone_by(front: Front) -> None:
    with front.bot.database.writing.begin() as db:
        db.execute(update(Parcel).values(expected_on=date(2026, 11, 18)))
    assert "New expected day: in a few days" in front.page("1043", "?lang=en")


def test_it_shows_an_order_that_has_no_parcel_yet(front: Front) -> None:
    page = front.page("1045")
    assert re.findall(r'class="now">(.*?)<', page) == ["Order placed"]
    assert "Expected: Thu, 26 Nov" in page


def test_it_shows_a_cancelled_order_as_cancelled(front: Front) -> None:
    with front.bot.database.writing.begin() as db:
        db.execute(update(Order).where(Order.number == "1045").values(status="cancelled", cancelled_at=front.bot.now()))
    page = front.page("1045")
    assert re.findall(r'class="now">(.*?)<', page) == ["Cancelled"]
    assert "Expected" not in page


def test_it_stays_light_with_three_parcels_of_forty_scans(front: Front) -> None:
    milestones = ("shipped", "in_transit", "delayed", "out_for_delivery", "attempt_failed")
    with front.bot.database.writing.begin() as db:
        first = db.scalars(select(Parcel).where(Parcel.order_id == front.orders["1042"])).one()
        values = {"merchant_id": front.shop, "order_id": first.order_id, "stage": "in_transit", "courier": "Ekart"}
        more = [Parcel(**values, tracking_number=f"T{n}", stage_at=front.bot.now()) for n in (2, 3)]
        db.add_all(more)
        db.flush()
        for parcel in (first, *more):
            for n in range(40):
                at = front.bot.now() + timedelta(minutes=n)
                one = {"milestone": milestones[n % 5], "place": f"સુરત હબ {n}", "at": at, "heard_at": at}
                db.add(Sighting(parcel_id=parcel.id, **one))
    page = front.page("1042")
    assert page.count("સુરત હબ") > 90
    assert len(page.encode()) < 50_000
    assert "<script" not in page


def test_it_lets_nothing_in_and_nothing_out(front: Front) -> None:
    headers = front.get(f"/t/{front.tokens['1042']}").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'; " in policy
    assert " img-src https: data: 'self';" in policy  # data: is the icon of a shop without a logo
    assert "script" not in policy
    assert "unsafe" not in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in headers["X-Robots-Tag"]
    assert headers["Cache-Control"] == "private, max-age=60"


def test_it_is_not_sent_again_when_nothing_changed(front: Front) -> None:
    path = f"/t/{front.tokens['1042']}"
    tag = front.get(path).headers["ETag"]
    assert front.get(path, If_None_Match=tag).status_code == 304


def test_it_answers_get_and_head_only(front: Front) -> None:
    path = f"/t/{front.tokens['1042']}"
    assert front.client.head(path).status_code == 200
    assert front.client.post(path).status_code == 405


def test_it_notes_a_look_at_most_once_an_hour(front: Front) -> None:
    begin = front.bot.now()
    front.page("1042")
    clock_of(front.bot).advance(minutes=59)
    front.page("1042")
    with front.bot.database.reading.begin() as db:
        seen = select(TrackingPage.seen_at).where(TrackingPage.order_id == front.orders["1042"])
        assert db.scalar(seen) == begin


def test_it_is_shown_though_the_look_cannot_be_noted(front: Front) -> None:
    assert "14902250017342" in front.that_cannot_write().page("1042")


def test_it_uses_the_shops_own_words_unless_they_have_a_slip(front: Front) -> None:
    with front.bot.database.writing.begin() as db:
        own = {"page.title": "{shop}: parcel {number}", "page.items": "50% off {"}
        db.add_all(Sentence(merchant_id=front.shop, key=key, locale="en", text=text) for key, text in own.items())
    page = front.page("1042", "?lang=en")
    assert "Rangoli Handlooms: parcel 1042" in page
    assert sentences("en")["page.items"].replace("'", "&#39;") in page
