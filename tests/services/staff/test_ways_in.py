"""Sessions, one-time links, passwords and guesses: what lets in, for how long, and how often somebody may try."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.db.staff import StaffLink, StaffMember, StaffSession
from bot.domain.access import StaffRole, StaffState
from bot.services.staff import accounts, attempts, links, passwords, sessions
from tests.cast import add_cast
from tests.fakes import START


@pytest.fixture
def member(db: Session) -> StaffMember:
    """Somebody with a password."""
    shop = add_cast(db, START).shop
    member = accounts.find_member(db, shop, accounts.add_member(db, shop, "a@x.in", "", StaffRole.AGENT, START) or 0)
    assert member is not None
    accounts.choose_password(db, member, "hash")
    db.flush()
    return member


def test_a_session_ends_when_nobody_is_there_and_at_last(db: Session, member: StaffMember) -> None:
    sessions.open_session(db, member, "token", START)
    at = START
    while at - START < sessions.LONGEST - timedelta(days=2):
        at += timedelta(days=2)
        found = sessions.find_session(db, "token", at)
        assert found is not None
        assert sessions.is_stale(found, found.acted_at, at)
        sessions.note_seen(db, found.id, found.acted_at, at)
    assert sessions.find_session(db, "token", START + sessions.LONGEST + timedelta(seconds=1)) is None
    assert sessions.find_session(db, "token", at + sessions.IDLE + timedelta(seconds=1)) is None


def test_a_session_and_a_link_are_not_kept_as_they_are(db: Session, member: StaffMember) -> None:
    sessions.open_session(db, member, "a-token", START)
    links.make_link(db, member, "a-link", START)
    for table, secret in ((StaffSession, "a-token"), (StaffLink, "a-link")):
        assert [secret in str(vars(row)) for row in db.query(table)] == [False]


def test_a_link_is_good_once_and_not_for_ever(db: Session, member: StaffMember) -> None:
    links.make_link(db, member, "first", START)
    links.make_link(db, member, "second", START)
    assert links.find_bearer(db, "first", START) is None  # a newer one was handed over
    assert links.find_bearer(db, "second", START + timedelta(hours=25)) is None
    assert links.find_bearer(db, "second", START) == member
    assert links.take_link(db, "second", START)
    assert not links.take_link(db, "second", START)
    assert links.find_bearer(db, "second", START) is None


def test_a_session_of_who_may_not_log_in_opens_nothing(db: Session, member: StaffMember) -> None:
    sessions.open_session(db, member, "token", START)
    member.state = StaffState.INACTIVE
    db.flush()
    assert sessions.find_session(db, "token", START) is None


def test_a_new_password_logs_everybody_out(db: Session, member: StaffMember) -> None:
    sessions.open_session(db, member, "token", START)
    accounts.choose_password(db, member, "another")
    assert sessions.find_session(db, "token", START) is None


@pytest.mark.parametrize("password", ["", "short", "x" * 40, "x" * 201, "asha.patel-2026!", "abababababab"])
def test_it_refuses_a_weak_password(password: str) -> None:
    with pytest.raises(passwords.WeakPassword):
        passwords.check_password(password, "asha.patel@example.in")


def test_it_knows_the_right_password_alone() -> None:
    kept = passwords.make_hash("four words of mine")
    assert passwords.is_right("four words of mine", kept)
    assert not passwords.is_right("four words of mine ", kept)
    assert not passwords.is_right("", "")
    assert not passwords.is_right("x", "no hash")


def test_guesses_are_counted_by_account_and_address(db: Session) -> None:
    tries = [attempts.take_attempt(db, "a@x.in", "10.0.0.1", START) for _ in range(attempts.OF_BOTH + 1)]
    assert tries == [True] * attempts.OF_BOTH + [False]
    assert attempts.take_attempt(db, "a@x.in", "10.0.0.2", START)  # whose account it is comes in from elsewhere
    others = [attempts.take_attempt(db, f"{number}@x.in", "10.0.0.1", START) for number in range(attempts.FROM_ADDRESS)]
    assert others.count(True) == attempts.FROM_ADDRESS - attempts.OF_BOTH
    assert attempts.take_attempt(db, "a@x.in", "10.0.0.1", START + attempts.WITHIN + timedelta(seconds=1))


def test_guesses_from_everywhere_end_too(db: Session) -> None:
    tries = [attempts.take_attempt(db, "a@x.in", f"10.0.1.{number}", START) for number in range(101)]
    assert tries.count(True) == attempts.OF_ACCOUNT


def test_a_right_guess_forgets_the_wrong_ones(db: Session) -> None:
    for _ in range(attempts.OF_BOTH):
        attempts.take_attempt(db, "a@x.in", "10.0.0.1", START)
    attempts.forget_attempts(db, "a@x.in", "10.0.0.1")
    assert attempts.take_attempt(db, "a@x.in", "10.0.0.1", START)
