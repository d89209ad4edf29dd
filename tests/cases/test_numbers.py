"""Numbers as shops write them: typed by their owner, told apart in a list, spoilt by a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.db.orders import Order
from tests.cases.bodies import Things, own_order
from tests.cases.shop import Shop

pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]
SHEET = "order_number,placed_at,items,total,payment,name,phone,courier,tracking_number,milestone"
LONG: Things = (("हाथ से बुनी बनारसी साड़ी ज़री के काम के साथ गहरे लाल रंग में ब्लाउज़ पीस सहित", 1, 4999),)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("SK/26-27/0{}", "SK/26-27/0{}"),
        ("SK/26-27/0{}", "where is SK/26-27/0{}?"),
        ("TXN-2025-26-{}", "TXN-2025-26-{} kab aayega"),
        ("{}2025", "where is my order {}2025"),
        ("1100{}", "1100{}"),
        ("BLR.2026.{}", "मेरा ऑर्डर BLR.2026.{} कहाँ है"),
        ("O.NO.{}", "o.no.{} kyan che"),
        ("KOL.26-27/{}", "অর্ডার KOL.26-27/{} কবে আসবে"),
        ("DIWALI-26-{}", "where is order {}"),
        ("G{}", "where is G{}"),
    ],
)
def test_their_own_order_is_found(shop: Shop, written: str, typed: str) -> None:
    n = shop.new_number()
    phone, number = f"+9193{n}51", written.format(n)
    shop.told_by_api(own_order(number, shop.clock(), phone, (("Shawl", 1, 700),)))
    shop.told_by_api(own_order(f"Z9{n}9", shop.clock(), phone))
    answer = "\n".join(shop.writes(phone, typed.format(n)))
    assert f"{number} (Shawl)" in answer


@pytest.mark.parametrize(
    ("written", "ends"),
    [
        ("BANARAS-SILK-EMPORIUM-{}-A{}", "-A{}"),
        ("KOLKATA/ONLINE/2026-27/{}/{}", "/{}"),
        ("{}{}", "{}"),
    ],
)
def test_rows_of_a_list_can_be_told_apart(shop: Shop, written: str, ends: str) -> None:
    n = shop.new_number()
    phone = f"+9193{n}52"
    for last in range(4):
        shop.told_by_api(own_order(written.format(n, last), shop.clock(), phone, LONG))
    shop.writes(phone, "show me all my orders")
    rows = shop.letters(phone)[-1].buttons
    assert len({row.title for row in rows}) == len(rows) == 4
    assert all(row.title.endswith(ends.format(last)) for row, last in zip(rows, (3, 2, 1, 0), strict=True))


def test_a_row_tells_its_stage_behind_a_long_title(shop: Shop) -> None:
    n = shop.new_number()
    phone = f"+9193{n}53"
    for last in range(2):
        shop.told_by_api(own_order(f"S{n}{last}", shop.clock(), phone, LONG))
    shop.writes(phone, "show me all my orders")
    rows = shop.letters(phone)[-1].buttons
    assert rows
    assert all("confirmed" in row.description for row in rows)


@pytest.mark.parametrize("cell", ["7.78899E+11", "1,49022E+13", "2.1e+12", "3E+10"])
@pytest.mark.parametrize("column", ["tracking_number", "order_number", "phone"])
def test_a_number_that_a_spreadsheet_rounded_is_refused(shop: Shop, tmp_path: Path, cell: str, column: str) -> None:
    n = shop.new_number()
    row = {"order_number": f"X{n}", "tracking_number": f"D{n}", "phone": f"92{n}61"} | {column: f'"{cell}"'}
    line = "{order_number},2026-11-20 10:00,Shawl,700,paid,Tara,{phone},Delhivery,{tracking_number},shipped"
    sheet = tmp_path / "orders.csv"
    sheet.write_text(f"{SHEET}\n{line.format(**row)}\n")
    result = shop.import_sheet(sheet)
    assert f"row 2, {column}: was rounded by the spreadsheet" in result.output
    assert result.exit_code != 0
    assert shop.rows(Order, Order.number == f"X{n}") == []
    assert shop.letters(f"+9192{n}61") == []
