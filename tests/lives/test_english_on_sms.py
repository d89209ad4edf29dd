"""John's fortnight: the same as Asha's, in English; WhatsApp does not reach him, so it is SMS from the first hour."""

from __future__ import annotations

from bot.db.orders import Cart, Order
from bot.db.people import Identity, PointsEntry
from bot.db.requests import Rating, Request
from tests.lives import checks
from tests.lives.conftest import Fortnight
from tests.lives.record import kept, told, tried, untold

# When, for which purpose, as what, which sentence; and words that must be in it.
TOLD = [
    (
        "Mon 23 12:00",
        "marketing",
        "sms",
        "cart_1",
        "John, you left Bandhani dupatta, red in your cart at Rangoli Handlooms",
    ),
    ("Mon 23 13:15", "utility", "sms", "cod_ask", "₹3,098 in cash at the door. Shall we send it?"),
    ("Mon 23 13:20", "utility", "sms", "cod.confirmed", "order IN-1043 is confirmed"),
    ("Tue 24 10:05", "utility", "sms", "shipped", "with Delhivery, tracking number 1490812345674. Expected: tomorrow"),
    ("Thu 26 08:00", "utility", "sms", "late", "is running late. The courier hasn't told us why; we've asked"),
    ("Fri 27 09:00", "utility", "sms", "out_for_delivery_cod", "Please keep ₹3,098 in cash ready"),
    ("Fri 27 14:05", "utility", "sms", "attempt_failed", "Nobody was there to take it"),
    ("Fri 27 14:20", "utility", "sms", "request.done.reschedule", "New day: tomorrow"),
    ("Sat 28 09:00", "utility", "sms", "out_for_delivery_cod", "comes to your door today"),
    ("Sat 28 20:30", "utility", "sms", "delivered", "It has earned you 30 points, you now have 30."),
    ("Sun 29 10:00", "marketing", "sms", "cart_3", "One last word on Bandhani dupatta"),
    ("Sun 29 17:00", "utility", "sms", "guide", "how to care for it"),
    ("Mon 30 10:00", "marketing", "sms", "thanks", "₹100 off when you spend ₹1,000, with the code RANG100"),
    ("Wed 02 10:00", "marketing", "sms", "review", "you get 20 points for any honest answer"),
    ("Wed 02 11:30", "utility", "sms", "rating.thanks_high", "Thank you for the 5 stars"),
    ("Wed 02 11:30", "utility", "sms", "rating.reward", "20 points are yours! You now have 50"),
    ("Wed 02 11:30", "utility", "sms", "points.balance.other", "You have 50 points"),
    ("Sun 06 10:00", "marketing", "sms", "share", "here's a link to pass on"),
]


def test_he_hears_each_step_once_and_in_time(fortnight: Fortnight) -> None:
    found = told(fortnight.john)
    assert [one.line for one in found] == [expected[:4] for expected in TOLD]
    for one, expected in zip(found, TOLD, strict=True):
        assert expected[4] in one.body


def test_whatsapp_is_tried_once_and_found_out(fortnight: Fortnight) -> None:
    first, second, *others = tried(fortnight.john)
    assert (first.line[3], first.how, first.bubble["error"]["code"]) == ("cart_1", "template", 63024)
    assert (second.row.retry_of, second.body) == (first.row.id, first.row.text)
    # Also after he has answered by SMS, which says nothing about WhatsApp.
    assert {one.how for one in others} == {"sms"}
    assert [one.not_on_whatsapp for one in kept(fortnight.john, Identity) if one.kind == "phone"] == [True]


def test_his_phone_shows_our_words_in_english(fortnight: Fortnight) -> None:
    checks.check_words(fortnight.john)


def test_whatsapp_was_tried_with_an_approved_template(fortnight: Fortnight) -> None:
    checks.check_window(fortnight.john)


def test_marketing_keeps_to_what_he_agreed_to_the_hours_and_the_cap(fortnight: Fortnight) -> None:
    checks.check_marketing(fortnight.john)
    checks.check_hours(fortnight.john)


def test_marketing_waits_while_something_is_wrong(fortnight: Fortnight) -> None:
    assert untold(fortnight.john) == [("cart_1", "expired", "late_parcel"), ("cart_2", "expired", "late_parcel")]
    assert fortnight.john.held == {
        "late": ["quiet_hours"],
        "cart_1": ["late_parcel"],
        "cart_2": ["late_parcel"],
        "thanks": ["cap"],
        "review": ["quiet_hours"],
        "share": ["cap"],
    }


def test_the_order_that_follows_a_reminder_is_put_down_to_it(fortnight: Fortnight) -> None:
    (order,), (first, second) = kept(fortnight.john, Order), kept(fortnight.john, Cart)
    assert (first.recovered_order_id, first.recovered_amount, first.recovered_by) == (order.id, 309800, "order")
    assert second.recovered_order_id is None


def test_his_numbers_and_words_do_what_they_say(fortnight: Fortnight) -> None:
    bodies = {one.line[3]: one.body for one in told(fortnight.john)}
    assert "\n1. Another day\n2. Correct the address\n3. Talk to a person\n" in bodies["attempt_failed"]
    (order,), (request,) = kept(fortnight.john, Order), kept(fortnight.john, Request)
    assert order.cod_confirmed_at is not None
    # He typed it below the notice, without choosing "1" first.
    assert (request.kind, request.order_id) == ("reschedule", order.id)
    assert request.detail == "Saturday works for me\n2026-11-28"


def test_his_review_earns_him_points(fortnight: Fortnight) -> None:
    assert [one.stars for one in kept(fortnight.john, Rating)] == [5]
    assert [(one.reason, one.points) for one in kept(fortnight.john, PointsEntry)] == [("order", 30), ("review", 20)]


def test_every_message_has_its_parts_and_its_price(fortnight: Fortnight) -> None:
    checks.check_cost(fortnight.john)
