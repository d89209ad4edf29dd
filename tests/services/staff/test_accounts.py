"""Accounts: one an address and shop, changed as they were seen, and never without an owner."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from bot.db.staff import StaffMember
from bot.domain.access import StaffRole, StaffState
from bot.services.staff import accounts, links, sessions
from tests.cast import add_cast
from tests.fakes import START


def _add(db: Session, shop: int, email: str, role: StaffRole = StaffRole.OWNER) -> StaffMember:
    staff_id = accounts.add_member(db, shop, email, "", role, START)
    member = accounts.find_member(db, shop, staff_id or 0)
    assert member is not None
    accounts.choose_password(db, member, "hash")
    db.flush()
    return member


def test_it_has_an_address_once_a_shop(db: Session) -> None:
    cast = add_cast(db, START)
    _add(db, cast.shop, "asha@example.in")
    assert accounts.add_member(db, cast.shop, "asha@example.in", "", StaffRole.AGENT, START) is None
    assert accounts.add_member(db, cast.other_shop, "asha@example.in", "", StaffRole.AGENT, START) is not None


@pytest.mark.parametrize("written", ["", "asha", "@", "a@", "a b@c", "a\x00@b", "x" * 65 + "@y"])
def test_it_refuses_what_is_no_address(written: str) -> None:
    with pytest.raises(accounts.NoSuchEmail):
        accounts.read_email(written)


def test_it_reads_an_address_in_any_letters() -> None:
    assert accounts.read_email(" Asha@Example.IN ") == "asha@example.in"


def test_it_keeps_an_owner_who_can_log_in(db: Session) -> None:
    cast = add_cast(db, START)
    owner, invited = _add(db, cast.shop, "a@x.in"), _add(db, cast.shop, "b@x.in")
    _add(db, cast.other_shop, "c@x.in")
    invited.state = StaffState.INVITED
    db.flush()
    for change in ({"role": StaffRole.AGENT}, {"state": StaffState.INACTIVE}):
        with pytest.raises(accounts.LastOwner):
            accounts.change_member(db, cast.shop, owner.id, owner.version, change)
    accounts.choose_password(db, invited, "hash")
    assert accounts.change_member(db, cast.shop, owner.id, owner.version, {"role": StaffRole.AGENT})


def test_it_changes_what_was_seen_alone(db: Session) -> None:
    cast = add_cast(db, START)
    member = _add(db, cast.shop, "a@x.in", StaffRole.AGENT)
    assert accounts.change_member(db, cast.shop, member.id, 1, {"role": StaffRole.MARKETER})
    assert not accounts.change_member(db, cast.shop, member.id, 1, {"role": StaffRole.OWNER})
    assert not accounts.change_member(db, cast.other_shop, member.id, 2, {"role": StaffRole.OWNER})
    assert (member.role, member.version) == (StaffRole.MARKETER, 2)


def test_it_lets_nobody_in_who_was_let_go(db: Session) -> None:
    cast = add_cast(db, START)
    member = _add(db, cast.shop, "a@x.in", StaffRole.AGENT)
    sessions.open_session(db, member, "token", START)
    links.make_link(db, member, "link", START)
    assert accounts.change_member(db, cast.shop, member.id, 1, {"state": StaffState.INACTIVE})
    assert sessions.find_session(db, "token", START) is None
    assert links.find_bearer(db, "link", START) is None
    assert accounts.list_who_may_log_in(db, "a@x.in", None) == []


def test_it_finds_who_works_for_two_shops(db: Session) -> None:
    cast = add_cast(db, START)
    one, two = _add(db, cast.shop, "a@x.in"), _add(db, cast.other_shop, "a@x.in")
    assert accounts.list_who_may_log_in(db, "a@x.in", None) == [one, two]
    assert accounts.list_who_may_log_in(db, "a@x.in", "other") == [two]
    assert accounts.list_who_may_log_in(db, "a@x.in", "nowhere") == []
