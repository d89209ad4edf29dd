"""Secrets are sealed: only who has a SECRET_KEY of now or before opens them."""

from __future__ import annotations

import pytest

from bot.services.connections.vault import Sealed, Vault

SECRETS = {"token": "shpat_1", "words": ["ક", "“"]}


def test_it_gives_back_what_it_sealed() -> None:
    vault = Vault(["key"])
    assert vault.open(vault.seal(SECRETS)) == SECRETS
    assert vault.open("") is None


def test_it_shows_nothing_and_never_the_same_twice() -> None:
    vault = Vault(["key"])
    one, other = vault.seal("shpat_1"), vault.seal("shpat_1")
    assert one != other
    assert "shpat" not in one


def test_it_opens_what_a_former_key_sealed_and_seals_with_the_new() -> None:
    former, changed, new = Vault(["old"]), Vault(["new", "old"]), Vault(["new"])
    assert changed.open(former.seal(1)) == 1
    assert new.open(changed.seal(2)) == 2


def test_it_says_what_to_do_when_the_key_has_changed() -> None:
    with pytest.raises(Sealed, match="SECRET_KEY has changed"):
        Vault(["new"]).open(Vault(["old"]).seal(SECRETS))


@pytest.mark.parametrize("text", ["x", "gAAAAA", "ક", "x" * 500])
def test_it_opens_nothing_that_it_did_not_seal(text: str) -> None:
    with pytest.raises(Sealed):
        Vault(["key"]).open(text)


def test_it_opens_nothing_that_was_changed() -> None:
    sealed = Vault(["key"]).seal("shpat_1")
    with pytest.raises(Sealed):
        Vault(["key"]).open(sealed[:-5] + ("A" if sealed[-5] != "A" else "B") + sealed[-4:])
