"""Passwords: what one has to be, and its hash, which takes as long for nobody as for somebody."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

LEAST, MOST = 12, 200
# Argon2id as OWASP has it for servers with little memory (19 MiB, 2 rounds, 1 lane): about 20 ms.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Of nothing anybody knows: what is checked where there is no account, so that the time says nothing.
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$/7pOpy0HbrHkSt07OsGzKA$3AK2Fss/L+w87mFJ6TS1KyJUJII63D/rmq6YzvRO/Q0"


class WeakPassword(ValueError):
    """A password that cannot be had; says what to write instead."""


def check_password(password: str, email: str) -> None:
    """Refuse a password that is short, endless, or made of the address.

    Raises:
        WeakPassword: with the remedy.
    """
    if not LEAST <= len(password) <= MOST:
        raise WeakPassword(f"write {LEAST} to {MOST} characters: a few words are easy to remember")
    name = email.partition("@")[0]
    if len(set(password)) < 5 or (len(name) > 3 and name in password.casefold()):
        raise WeakPassword("write something that is neither your address nor one letter many times")


def make_hash(password: str) -> str:
    """Return what is kept of a password."""
    return _HASHER.hash(password)


def is_right(password: str, kept: str) -> bool:
    """Whether it is the password of this hash; "" (none chosen yet) takes as long as any, and is nobody's."""
    try:
        return _HASHER.verify(kept or _NOBODYS, password[: MOST + 1]) and bool(kept)
    except (VerifyMismatchError, InvalidHashError):
        return False
