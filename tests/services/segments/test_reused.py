"""A kept segment is used by rules of notices, and counted within the time there is."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.people import Customer
from bot.domain.rules import BadRule, is_for
from bot.domain.segments.reading import read_rule
from bot.services.moments import rules
from bot.services.moments.buyers import describe_buyer
from bot.services.segments import keeping
from bot.services.segments.asking import begin_inquiry
from bot.services.segments.counting import AT_LEAST, count_people
from bot.services.segments.members import list_memberships
from tests.cast import add_cast
from tests.services.segments.population import NOW

GUJARATI = {"field": "customer.locale", "is": "one_of", "value": ["gu"]}


def test_a_rule_is_told_to_a_kept_segment_alone(db: Session) -> None:
    cast = add_cast(db, NOW)
    row = keeping.keep_segment(db, cast.shop, "Gujarati", read_rule(GUJARATI), None, NOW)
    rule = rules.change(db, cast.shop, "paid", segment={"in_segment": row.id})
    told = {
        person: is_for(rule.segment, describe_buyer(db, db.get_one(Customer, person), [rule], NOW))
        for person in (cast.asha, cast.john)
    }
    assert told == {cast.asha: True, cast.john: False}
    with pytest.raises(keeping.SegmentUsed, match="the rule paid"):
        keeping.drop_segment(db, row, NOW)
    with pytest.raises(BadRule, match="in_segment"):
        rules.change(db, cast.other_shop, "paid", segment={"in_segment": row.id})
    assert list_memberships(db, cast.other_shop, [row.id], cast.asha, NOW) == frozenset()
    rules.change(db, cast.shop, "paid", segment={})
    keeping.drop_segment(db, row, NOW)


def test_a_rule_that_cannot_be_read_any_more_means_nobody(db: Session) -> None:
    cast = add_cast(db, NOW)
    row = keeping.keep_segment(db, cast.shop, "Old", read_rule(GUJARATI), None, NOW)
    row.rule = {"field": "customer.sign", "is": "one_of", "value": ["leo"]}
    db.flush()
    assert list_memberships(db, cast.shop, [row.id], cast.asha, NOW) == frozenset()


def test_what_cannot_be_counted_in_time_is_not_guessed(db: Session) -> None:
    cast = add_cast(db, NOW)
    db.add_all(Customer(merchant_id=cast.shop, name="x", created_at=NOW) for _ in range(AT_LEAST))
    db.flush()
    asked, everybody = begin_inquiry(db, cast.shop, NOW), read_rule({"all": []})
    whole = count_people(db, everybody, asked, 30)
    assert (whole.count, whole.is_all, len(whole.sample)) == (AT_LEAST + 2, True, 10)
    newest = db.scalars(select(func.max(Customer.id)).where(Customer.merchant_id == cast.shop)).one()
    assert whole.sample[0].id == newest
    nothing = count_people(db, everybody, asked, 0)
    assert (nothing.count, nothing.is_all, nothing.sample) == (None, False, ())
    assert db.scalars(select(func.count(Customer.id))).one() == AT_LEAST + 3
