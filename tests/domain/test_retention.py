"""Days by kind: read from words, the shop's before the installation's, and none below what is needed."""

from __future__ import annotations

import pytest

from bot.domain.retention import DAYS, MOST, OF_A_SHOP, SHARED, KeptKind, days_in_force, read_days


def test_the_shops_word_goes_before_the_installations_and_that_before_the_default() -> None:
    days = days_in_force(read_days(["messages=400", "files=90"]), read_days(["files=7"]))
    assert (days[KeptKind.MESSAGES], days[KeptKind.FILES], days[KeptKind.EVENTS]) == (
        400,
        7,
        DAYS[KeptKind.EVENTS].default,
    )
    assert set(days) == set(KeptKind) == set(OF_A_SHOP) | SHARED


NO_DAYS = [
    "messages",
    "messages=",
    "messages=a",
    "messages=-1",
    "messages=1.5",
    "orders=30",
    "consent=1",
    "=30",
    "",
    "٣=٣",
]


@pytest.mark.parametrize("word", NO_DAYS)
def test_it_refuses_what_says_no_kind_and_days(word: str) -> None:
    with pytest.raises(ValueError, match="must be like messages=365"):
        read_days([word])


@pytest.mark.parametrize("kind", list(KeptKind))
def test_it_refuses_fewer_days_than_it_is_needed_for_and_absurdly_many(kind: KeptKind) -> None:
    least = DAYS[kind].least
    assert least <= DAYS[kind].default <= MOST
    assert read_days([f"{kind}={least}", f"{kind}={MOST}"]) == {kind: MOST}
    for days in (least - 1, MOST + 1):
        with pytest.raises(ValueError, match=f"must keep {kind} for {least} to {MOST} days"):
            read_days([f"{kind}={days}"])


def test_a_shop_decides_for_itself_alone() -> None:
    for kind in SHARED:
        with pytest.raises(ValueError, match="out of"):
            read_days([f"{kind}=90"], OF_A_SHOP)
