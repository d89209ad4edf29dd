"""Delivery by PIN code."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from bot.services.catalogue.delivery_area import Area, BadPin, find_area
from tests.services.conftest import Demo


def test_it_goes_by_the_longest_prefix(db: Session, demo: Demo) -> None:
    told = {pin: find_area(db, demo.shop, pin) for pin in ("380015", "700029", "744101", "737101", "194101")}
    assert told == {
        "380015": Area(True, 1, 2, True, "380015", "38"),
        "700029": Area(True, 4, 6, True, "700029", "70"),
        "744101": Area(False, 0, 0, False, "744101", "744"),
        "737101": Area(True, 8, 12, False, "737101", "737"),
        "194101": Area(True, 8, 12, False, "194101", "19"),
    }


def test_it_reads_native_digits_and_spaces(db: Session, demo: Demo) -> None:
    assert {find_area(db, demo.shop, pin).pin for pin in ("૩૮૦૦૧૫", "३८० ०१५", "৩৮০০১৫", "380-015")} == {"380015"}


def test_it_does_not_serve_what_no_prefix_names(db: Session, demo: Demo) -> None:
    assert not find_area(db, demo.shop, "901234").served
    assert not find_area(db, demo.other_shop, "380015").served


@pytest.mark.parametrize("pin", ["", "38001", "3800155", "080015", "38OO15", "380015; --", "abcdef", "३८००१"])
def test_it_refuses_what_is_no_pin_code(pin: str) -> None:
    with pytest.raises(BadPin):
        find_area(None, 1, pin)  # type: ignore[arg-type]  # it is refused before the database is asked
