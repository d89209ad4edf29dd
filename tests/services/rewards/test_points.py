"""Offers that run, points that add up."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from bot.domain.money import Money
from bot.services.rewards.offers import OfferView, list_current_offers
from bot.services.rewards.points import list_changes, read_balance
from tests.services.conftest import Demo


def test_it_shows_an_offer_until_its_last_day(db: Session, demo: Demo) -> None:
    always = ["RANG100", "RANG250"]
    assert [offer.code for offer in list_current_offers(db, demo.shop, date(2026, 12, 21))] == [*always, "UTSAV500"]
    assert [offer.code for offer in list_current_offers(db, demo.shop, date(2026, 12, 22))] == always


def test_it_tells_a_flat_amount(db: Session, demo: Demo) -> None:
    first = list_current_offers(db, demo.shop, date(2026, 11, 21))[0]
    assert first == OfferView("RANG100", Money(100_00), Money(1000_00), None)


def test_it_adds_up_points(db: Session, demo: Demo) -> None:
    mitali = demo.customers["Mitali"]
    assert read_balance(db, demo.shop, mitali) == 240
    assert [entry.points for entry in list_changes(db, demo.shop, mitali)] == [110, 20, 110]
    assert read_balance(db, demo.shop, demo.customers["Rahul"]) == 0


def test_it_keeps_shops_apart(db: Session, demo: Demo) -> None:
    assert list_current_offers(db, demo.other_shop, date(2026, 11, 21)) == []
    assert read_balance(db, demo.other_shop, demo.customers["Mitali"]) == 0
    assert list_changes(db, demo.other_shop, demo.customers["Mitali"]) == []
