"""Requests for the people of the shop."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.requests import Request
from bot.domain.requests import RequestKind
from bot.services.desk.requests import NewRequest, RequestView, UnknownOrder, list_requests, open_request
from tests.services.conftest import NOW, Demo


def ask(
    db: Session,
    demo: Demo,
    kind: str,
    key: str,
    number: str | None = "1046",
    detail: str = "",
    reference: str = "RQ-7K3M",
) -> RequestView:
    """John asks for something."""
    order = demo.orders[number] if number else None
    who = (demo.customers["John"], demo.talks["John"])
    asked = NewRequest(*who, order, RequestKind(kind), detail, key, reference)
    return open_request(db, demo.shop, asked, NOW)


def test_it_opens_a_request_and_tells_its_reference(db: Session, demo: Demo) -> None:
    view = ask(db, demo, "return", "t:1:return", detail="does not fit")
    assert (view.reference, view.kind, view.order_number, view.is_new) == ("RQ-7K3M", "return", "1046", True)


def test_it_answers_a_repeated_turn_as_the_first_time(db: Session, demo: Demo) -> None:
    first = ask(db, demo, "return", "t:1:return", reference="RQ-7K3M")
    assert ask(db, demo, "return", "t:1:return", reference="RQ-AAAA") == first
    assert len(db.scalars(select(Request)).all()) == 1


def test_it_extends_an_open_request_of_the_same_kind(db: Session, demo: Demo) -> None:
    first = ask(db, demo, "damaged", "t:1:damaged", detail="a hole")
    for _ in range(3):  # the second turn, repeated
        again = ask(db, demo, "damaged", "t:2:damaged", detail="and a stain", reference="RQ-AAAA")
    assert (again.reference, again.is_new, again.detail) == (first.reference, False, "a hole\nand a stain")


def test_it_keeps_subjects_and_orders_apart(db: Session, demo: Demo) -> None:
    views = [
        ask(db, demo, "return", "1", reference="RQ-AAAA"),
        ask(db, demo, "invoice", "2", reference="RQ-AAAC"),
        ask(db, demo, "return", "3", number="1045", reference="RQ-AAAD"),
        ask(db, demo, "complaint", "4", number=None, reference="RQ-AAAE"),
    ]
    assert [view.is_new for view in views] == [True] * 4
    assert views[3].order_number is None
    assert not ask(db, demo, "complaint", "5", number=None).is_new


def test_it_opens_a_new_one_when_the_last_is_done(db: Session, demo: Demo) -> None:
    ask(db, demo, "return", "1", reference="RQ-AAAA")
    db.scalars(select(Request)).one().state = "done"
    db.flush()
    assert ask(db, demo, "return", "2", reference="RQ-AAAC").is_new


def test_it_takes_the_next_reference_when_one_is_taken(db: Session, demo: Demo) -> None:
    references = [ask(db, demo, kind, kind, reference="RQ-AAAY").reference for kind in ("return", "address", "invoice")]
    assert references == ["RQ-AAAY", "RQ-AAC3", "RQ-AAC4"]


def test_it_refuses_a_kind_that_does_not_exist(db: Session, demo: Demo) -> None:
    with pytest.raises(ValueError, match="teleport"):
        ask(db, demo, "teleport", "1")


def test_it_refuses_an_order_of_another_shop(db: Session, demo: Demo) -> None:
    who = (demo.customers["John"], demo.talks["John"])
    asked = NewRequest(*who, demo.stranger_order, RequestKind.RETURN, "", "1", "RQ-AAAA")
    with pytest.raises(UnknownOrder):
        open_request(db, demo.shop, asked, NOW)


def test_it_does_not_fill_the_row_without_end(db: Session, demo: Demo) -> None:
    for n in range(30):
        view = ask(db, demo, "return", str(n), detail=f"{n} " + "x" * 500)
    assert len(view.detail) == 4000


def test_it_lists_a_customers_own_requests_only(db: Session, demo: Demo) -> None:
    ask(db, demo, "return", "1", reference="RQ-AAAA")
    ask(db, demo, "invoice", "2", reference="RQ-AAAC")
    assert [view.kind for view in list_requests(db, demo.shop, demo.customers["John"])] == ["invoice", "return"]
    assert list_requests(db, demo.shop, demo.customers["Asha"]) == []
    assert list_requests(db, demo.other_shop, demo.customers["John"]) == []
