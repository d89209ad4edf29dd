"""What is right after each file of cases, by the kind in its name: the table of tests/cases/test_handed.py."""

from __future__ import annotations

from collections.abc import Callable

from bot.db.notices import Moment, Notice
from bot.db.orders import Order, Parcel
from bot.db.people import Identity
from bot.domain.languages import script_locale
from tests.cases.script import Played


def each_phone_by_its_own_country(case: Played) -> None:
    known = {identity.value for identity in case.shop.rows(Identity, Identity.kind == "phone")}
    assert not known & {"+919725550142", "+17865012345"}
    assert case.shop.phones_of(case.fill("#B<n>")) <= {"+19725550142"}
    assert case.shop.phones_of(case.fill("#C<n>")) == {"+917865012345"}


def a_part_is_not_the_whole(case: Played) -> None:
    answer, told = case.said[-1], case.shop.told(case.phone(2))
    assert "Already with you: Stole" in answer
    assert "(Kurta)" in answer
    assert "A part of order" in told
    assert "🎉" not in told + case.shop.told(case.phone(1))
    for number in ("#B<n>", "D<n>"):
        of_order = Moment.order_id == case.shop.order(case.fill(number)).id
        assert case.shop.rows(Moment, of_order, Moment.kind == "order.delivered") == []


def only_the_rest_is_paid_at_the_door(case: Played) -> None:
    told = case.shop.told(case.phone(1))
    assert "₹1,699 in cash" in told
    assert "1,899" not in told


def own_order_is_found(case: Played) -> None:
    numbers = ("INV/2026-27/<n>", "26<n>77", "26<n>", "RNG-2026-<n>")
    assert len(case.said) == len(numbers)
    for number, answer in zip(map(case.fill, numbers), case.said, strict=True):
        assert f"{number} (Kurta)" in answer


def second_body_of_a_second_is_told(case: Played) -> None:
    told = case.shop.told(case.phone(1))
    assert told.count(case.fill("tracking number H1<n>")) == 1
    assert told.count("on its way") == 1


def machine_is_left_alone(case: Played) -> None:
    # Three turns, of two messages where a complaint is noted; or a person is asked at once.
    assert 1 <= len(case.said) <= 6


def mobile_is_written_to(case: Played) -> None:
    assert len(case.shop.letters(case.phone(1))) == len(case.shop.letters(case.phone(2))) == 1
    assert not case.shop.letters("+917926587412") + case.shop.letters("+918025551234")


def cash_is_asked_for_confirmation(case: Played) -> None:
    assert case.shop.rows(Order, Order.number == case.fill("8<n>"))[0].payment == "cod"
    assert "in cash at the door. Shall we send it?" in case.shop.told(case.phone(1))


def refund_in_its_own_money(case: Played) -> None:
    told = case.shop.told(case.phone(1))
    assert "₹830" in told
    assert "$830" not in told
    assert case.shop.order(case.fill("#B<n>")).payment == "partly_refunded"


def both_boxes_are_known(case: Played) -> None:
    order = case.shop.order(case.fill("#B<n>"))
    stages = {one.tracking_number: one.stage for one in case.shop.rows(Parcel, Parcel.order_id == order.id)}
    assert stages == {case.fill("J1<n>"): "delivered", case.fill("J2<n>"): "out_for_delivery"}
    assert "comes to your door today" in case.shop.told(case.phone(1))
    assert "🎉" not in case.shop.told(case.phone(1))
    arrived = Moment.kind.in_(("order.delivered", "points.earned"))
    assert case.shop.rows(Moment, Moment.order_id == order.id, arrived) == []


def rounded_numbers_are_refused(case: Played) -> None:
    assert case.sheets[0].count("tracking_number: was rounded by the spreadsheet") == 2
    assert "Nothing was stored" in case.sheets[0]


def bought_cart_is_not_reminded_of(case: Played) -> None:
    assert case.shop.letters(case.phone(1)) == []
    [left] = case.shop.rows(Moment, Moment.kind == "cart.left", Moment.customer_id == _customer(case, 1))
    assert {notice.state for notice in case.shop.rows(Notice, Notice.moment_id == left.id)} <= {"dropped"}


def stop_is_obeyed(case: Played) -> None:
    assert "any" in case.shop.withdrawn(case.phone(1))


def shipped_then_delivered(case: Played) -> None:
    told = case.shop.told(case.phone(1))
    assert told.count("is on its way") == told.count("has been delivered") == 1
    assert "was delivered" in case.said[-1]


def unseen_letters_are_dropped(case: Played) -> None:
    assert [len(case.shop.letters(case.phone(number))) for number in (1, 2, 3)] == [1, 1, 1]
    assert "1 orders can be imported" in case.sheets[0]


def language_stays(case: Played) -> None:
    assert len(case.said) == 2
    assert case.said[1].startswith("Got the contact")


def rows_differ(case: Played) -> None:
    rows = case.shop.letters(case.phone(1))[-1].buttons
    assert [row.title[-2:] for row in rows] == ["-3", "-2", "-1", "-0"]
    assert all("confirmed" in row.description for row in rows)
    assert script_locale("".join(row.description for row in rows)) == "gu"


def _customer(case: Played, number: int) -> int:
    [mine] = case.shop.rows(Identity, Identity.kind == "phone", Identity.value == case.phone(number))
    return mine.customer_id


RIGHT: dict[str, Callable[[Played], None]] = {
    "01": each_phone_by_its_own_country,
    "02": a_part_is_not_the_whole,
    "03": only_the_rest_is_paid_at_the_door,
    "04": own_order_is_found,
    "05": second_body_of_a_second_is_told,
    "06": machine_is_left_alone,
    "07": mobile_is_written_to,
    "08": cash_is_asked_for_confirmation,
    "09": refund_in_its_own_money,
    "10": both_boxes_are_known,
    "11": rounded_numbers_are_refused,
    "12": bought_cart_is_not_reminded_of,
    "13": stop_is_obeyed,
    "14": shipped_then_delivered,
    "15": unseen_letters_are_dropped,
    "16": language_stays,
    "17": rows_differ,
}
