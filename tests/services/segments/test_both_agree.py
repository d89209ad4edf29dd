"""What the database finds for a rule are exactly the people who fit it in plain Python, in both databases."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.db.people import Customer
from bot.domain.segments.matching import is_in
from bot.domain.segments.profile import Profile
from bot.domain.segments.reading import read_rule
from bot.services.segments.asking import Inquiry, begin_inquiry
from bot.services.segments.compiling import find_people
from bot.services.segments.describing import read_profile
from tests.cast import add_cast
from tests.services.segments.population import NOW, Population
from tests.services.segments.shelf import rules

SAVED = {
    7: {"field": "orders.count", "is": "at_least", "value": 1},
    8: {"any": [{"segment": 7}, {"not": {"field": "chat.wrote", "is": "ever"}}]},
}


@dataclass(frozen=True, slots=True)
class Town:
    """A shop with its customers, as rows and as values."""

    asked: Inquiry
    profiles: dict[int, Profile]
    rules: st.SearchStrategy[dict[str, object]]


@pytest.fixture
def town(db: Session) -> Town:
    """Customers of a shop, beside those of another with the same things, one who was merged and one forgotten."""
    cast = add_cast(db, NOW)
    Population(db, cast.other_shop, NOW, 1)
    ours = Population(db, cast.shop, NOW, 2)
    db.get_one(Customer, ours.people[0]).merged_into = cast.asha
    db.flush()
    asked = begin_inquiry(db, cast.shop, NOW)
    asked = replace(asked, scope=replace(asked.scope, saved={key: read_rule(rule) for key, rule in SAVED.items()}))
    people = [db.get_one(Customer, one) for one in (*ours.people[1:], cast.asha, cast.john)]
    known = [person for person in people if person.name or person.identities]
    assert len(known) > 5
    profiles = {person.id: read_profile(db, person) for person in known}
    return Town(asked, profiles, rules([one.id for one in ours.goods], [one.id for one in ours.words], [*SAVED, 99]))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_database_finds_who_fits(db: Session, town: Town, data: st.DataObject) -> None:
    told = data.draw(town.rules)
    rule = read_rule(told)
    found = list(db.scalars(find_people(rule, town.asked)))
    middle, last = sorted(town.profiles)[len(town.profiles) // 2], max(town.profiles)
    steps = [replace(town.asked, window=window) for window in ((0, middle), (middle, last))]
    assert sorted(found) == sorted(one for step in steps for one in db.scalars(find_people(rule, step)))
    assert sorted(found) == [
        one for one, person in sorted(town.profiles.items()) if is_in(rule, person, town.asked.scope)
    ]
