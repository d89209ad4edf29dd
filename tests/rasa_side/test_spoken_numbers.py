"""Numbers as they are written in a hurry, and orders that are told in words."""

import pytest

from rasa_addons.mentions import find_mentions


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Rs.2,499/- debited twice", "amount", "2499"),
        ("INR.899 cut", "amount", "899"),
        ("both 1042/1043", "order_number", "1043"),
        ("1042,1043 kahan hai", "order_number", "1042"),
        ("pin-380013", "pin_code", "380013"),
        ("পিন-৭০০০১৯", "pin_code", "700019"),
        ("AWB 7830 1122 4509", "tracking_number", "783011224509"),
        ("order number ten forty two", "order_number", "1042"),
        ("cancel order one zero four four please", "order_number", "1044"),
        ("order one thousand two hundred five", "order_number", "1205"),
        ("एक हजार तैंतालीस वाला", "order_number", "1043"),
        ("order number ek hazaar chhiyalis", "order_number", "1046"),
        ("ઓર્ડર નંબર એક હજાર તેતાલીસ ક્યાં છે", "order_number", "1043"),
        ("ten forty six vado order", "order_number", "1046"),
        ("এক হাজার ছেচল্লিশ অর্ডারটা বাতিল", "order_number", "1046"),
        ("order ek shunno char dui kothay", "order_number", "1042"),
    ],
)
def test_it_finds(text: str, kind: str, value: str) -> None:
    assert (kind, value) in [(mention.kind, mention.value) for mention in find_mentions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "order kiya tha do teen char din pehle",
        "i want to order two for home",
        "ek hazaar wala kurta",
        "ten fifty wala dikhao",
        "pandrah sau rupaye ka refund",
        "order one for me and one for my wife",
        "paid one thousand forty rupees for the order",
        "order for my two sons, nine and ten",
        "1042.50",
        "10:30",
    ],
)
def test_it_takes_no_count_price_or_time_for_an_order(text: str) -> None:
    assert [mention.value for mention in find_mentions(text) if mention.kind == "order_number"] == []


def test_it_takes_a_number_in_groups_for_a_parcel_only_where_it_is_named() -> None:
    assert all(mention.kind != "tracking_number" for mention in find_mentions("1042 1043 1044"))
