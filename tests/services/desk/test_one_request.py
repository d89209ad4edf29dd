"""One open request for an order and subject: told again it is added to, wished otherwise it is changed."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.requests import Request
from bot.domain.requests import RequestKind, kind_after, same_subject
from tests.services.conftest import Demo
from tests.services.desk.test_requests import ask


def rows(db: Session) -> list[tuple[str, str]]:
    return [(row.kind, row.state) for row in db.scalars(select(Request).order_by(Request.id))]


@pytest.mark.parametrize(
    ("before", "told", "after"),
    [
        ("exchange", "refund", "refund"),
        ("return", "exchange", "exchange"),
        ("resend", "refund", "refund"),
        ("damaged", "refund", "refund"),
        ("not_received", "damaged", "damaged"),
        ("cancel", "reschedule", "reschedule"),
        ("address", "cancel", "cancel"),
    ],
)
def test_a_change_of_wish_changes_the_request(db: Session, demo: Demo, before: str, told: str, after: str) -> None:
    first = ask(db, demo, before, "1", detail="one", reference="RQ-AAAA")
    view = ask(db, demo, told, "2", detail="two", reference="RQ-AAAC")
    assert (view.reference, view.kind, view.was, view.is_new) == (first.reference, after, before, False)
    assert view.detail == "one\ntwo"
    assert rows(db) == [(after, "open")]


@pytest.mark.parametrize(
    ("before", "told"), [("warranty", "damaged"), ("damaged", "warranty"), ("exchange", "wrong_item")]
)
def test_a_report_is_added_and_names_nothing_anew(db: Session, demo: Demo, before: str, told: str) -> None:
    ask(db, demo, before, "1", detail="my lamp isn't working")
    view = ask(db, demo, told, "2", detail="dead on arrival", reference="RQ-AAAC")
    assert (view.kind, view.was, view.detail) == (before, None, "my lamp isn't working\ndead on arrival")
    assert rows(db) == [(before, "open")]


def test_what_contradicts_a_cancellation_does_not_stay_beside_it(db: Session, demo: Demo) -> None:
    ask(db, demo, "address", "1", reference="RQ-AAAA")
    ask(db, demo, "reschedule", "2", reference="RQ-AAAC")
    view = ask(db, demo, "cancel", "3", reference="RQ-AAAD")
    assert view.was == "reschedule"
    assert rows(db) == [("address", "withdrawn"), ("cancel", "open")]


def test_a_subject_is_the_same_from_both_of_its_ends() -> None:
    for one in RequestKind:
        assert one in same_subject(one)
        assert all(one in same_subject(other) for other in same_subject(one))
        assert all(kind_after(one, other) in (one, other) for other in RequestKind)
