"""Asha's fortnight: cart, order, a late parcel, a failed delivery, the review; in Gujarati, on WhatsApp."""

from __future__ import annotations

from bot.db.notices import Notice
from bot.db.orders import Cart, Order
from bot.db.people import PointsEntry
from bot.db.requests import Rating, Request
from tests.lives import checks
from tests.lives.conftest import Fortnight
from tests.lives.record import kept, told, untold

# When, for which purpose, as what, which sentence; and words that must be in it.
TOLD = [
    ("Mon 23 13:00", "marketing", "template", "cart_1", "બાંધણી દુપટ્ટો"),
    ("Mon 23 13:15", "utility", "template", "cod_ask", "કેશ ઓન ડિલિવરી છે, પાર્સલ આવે ત્યારે ₹3,098"),
    ("Mon 23 13:20", "utility", "text", "cod.confirmed", "ઓર્ડર IN-1042 કન્ફર્મ થઈ ગયો"),
    ("Tue 24 10:05", "utility", "text", "shipped", "Delhivery મારફતે રવાના થઈ ગયો છે, ટ્રેકિંગ નંબર 1490812345678"),
    ("Thu 26 08:00", "utility", "template", "late", "મોડો ચાલે છે. કુરિયરે હજી કારણ કહ્યું નથી; અમે પૂછ્યું છે"),
    ("Fri 27 09:00", "utility", "template", "out_for_delivery_cod", "રોકડા ₹3,098 તૈયાર રાખજો"),
    ("Fri 27 14:05", "utility", "template", "attempt_failed", "લેવા માટે કોઈ હાજર નહોતું"),
    ("Fri 27 14:20", "utility", "text", "request.ask.reschedule", "કયો દિવસ ફાવશે?"),
    ("Fri 27 14:20", "utility", "text", "request.done.reschedule", "નવો દિવસ: આવતીકાલે"),
    ("Sat 28 09:00", "utility", "text", "out_for_delivery_cod", "આજે Delhivery મારફતે"),
    ("Sat 28 20:30", "utility", "template", "delivered", "30 પોઇન્ટ મળ્યા, હવે તમારી પાસે કુલ 30"),
    ("Sun 29 10:00", "marketing", "template", "cart_3", "છેલ્લી વાત, કોડ RANG100"),
    ("Sun 29 17:00", "utility", "template", "guide", "કેમ સાચવવું"),
    ("Mon 30 10:00", "marketing", "template", "thanks", "₹100 ની છૂટ, કોડ RANG100"),
    (
        "Wed 02 10:00",
        "marketing",
        "template",
        "review",
        "તમારો બાંધણી દુપટ્ટો અને 2 × બ્લોક પ્રિન્ટ કુર્તો વાળો ઓર્ડર કેવો લાગ્યો?",
    ),
    ("Wed 02 11:30", "utility", "text", "rating.thanks_high", "5 સ્ટાર માટે ખૂબ આભાર"),
    ("Wed 02 11:30", "utility", "text", "rating.reward", "20 પોઇન્ટ તમારા! હવે તમારી પાસે કુલ 50"),
    ("Wed 02 11:30", "utility", "text", "points.balance.other", "50 પોઇન્ટ છે"),
    ("Sun 06 10:00", "marketing", "template", "share", "આ લિંક મોકલી શકો"),
]


def test_she_hears_each_step_once_and_in_time(fortnight: Fortnight) -> None:
    found = told(fortnight.asha)
    assert [one.line for one in found] == [expected[:4] for expected in TOLD]
    for one, expected in zip(found, TOLD, strict=True):
        assert expected[4] in one.body


def test_her_phone_shows_our_words_in_gujarati(fortnight: Fortnight) -> None:
    checks.check_words(fortnight.asha)


def test_free_words_reach_her_in_the_window_and_approved_templates_outside(fortnight: Fortnight) -> None:
    checks.check_window(fortnight.asha)


def test_marketing_keeps_to_what_she_agreed_to_the_hours_and_the_cap(fortnight: Fortnight) -> None:
    checks.check_marketing(fortnight.asha)
    checks.check_hours(fortnight.asha)


def test_marketing_waits_while_something_is_wrong(fortnight: Fortnight) -> None:
    assert untold(fortnight.asha) == [("cart_1", "expired", "late_parcel"), ("cart_2", "expired", "late_parcel")]
    assert fortnight.asha.held == {
        "cart_1": ["no_consent", "late_parcel"],
        "cart_2": ["late_parcel"],
        "late": ["quiet_hours"],
        "thanks": ["cap"],
        "review": ["quiet_hours"],
        "share": ["cap"],
    }


def test_the_reminder_has_a_picture_and_wins_the_cart_back_by_its_link(fortnight: Fortnight) -> None:
    assert [file["kind"] for file in told(fortnight.asha)[0].bubble["media"]] == ["image"]
    (order,), (first, second) = kept(fortnight.asha, Order), kept(fortnight.asha, Cart)
    assert (first.recovered_order_id, first.recovered_amount, first.recovered_by) == (order.id, 309800, "link")
    assert first.recovered_at == first.completed_at == order.placed_at
    assert (second.recovered_order_id, second.completed_at) == (None, None)


def test_the_order_ends_the_chain_and_the_yes_the_question(fortnight: Fortnight) -> None:
    dropped = [(one.rule, one.reason) for one in kept(fortnight.asha, Notice) if one.state == "dropped"]
    assert dropped[:3] == [("cart_2", "ordered"), ("cart_3", "ordered"), ("cod_reminder", "cod_open")]


def test_her_buttons_do_what_they_say(fortnight: Fortnight) -> None:
    rich = {one.line[3]: one.bubble["rich"] for one in told(fortnight.asha)}
    buttons = {key: [action["title"] for action in parts.get("actions", ())] for key, parts in rich.items()}
    assert buttons["cod_ask"] == ["મોકલી દો", "હમણાં નહીં"]
    assert buttons["attempt_failed"] == ["બીજો દિવસ", "સરનામું સુધારો", "ટીમ સાથે વાત કરો"]
    (order,), (request,) = kept(fortnight.asha, Order), kept(fortnight.asha, Request)
    assert order.cod_confirmed_at is not None
    assert (request.kind, request.order_id, request.detail) == ("reschedule", order.id, "2026-11-28")


def test_her_review_earns_her_points(fortnight: Fortnight) -> None:
    assert [one.stars for one in kept(fortnight.asha, Rating)] == [5]
    assert [(one.reason, one.points) for one in kept(fortnight.asha, PointsEntry)] == [("order", 30), ("review", 20)]


def test_every_message_has_its_price(fortnight: Fortnight) -> None:
    checks.check_cost(fortnight.asha)
