"""The table of roles and permissions, as it was agreed."""

from __future__ import annotations

from bot.domain.access import FIRST_SCOPES, KEY_SCOPES, PERMISSIONS, Permission, StaffRole

OF_OWNERS_ALONE = {
    Permission.AUDIT_READ,
    Permission.CUSTOMERS_ERASE,
    Permission.CUSTOMERS_EXPORT,
    Permission.EVENTS_READ,
    Permission.EVENTS_WRITE,
    Permission.SETTINGS_WRITE,
    Permission.STAFF_MANAGE,
}


OF_OPERATORS_ALONE = {Permission.INSTALLATION_READ, Permission.INSTALLATION_WRITE}
OF_SHOPS = set(Permission) - OF_OPERATORS_ALONE


OF_MARKETERS = {
    Permission.BROADCASTS_READ,
    Permission.BROADCASTS_WRITE,
    Permission.CATALOGUE_WRITE,
    Permission.SEGMENTS_READ,
    Permission.SEGMENTS_WRITE,
}


def test_owners_may_all_and_others_what_the_inbox_needs() -> None:
    assert PERMISSIONS[StaffRole.OWNER] == OF_SHOPS
    assert OF_SHOPS - PERMISSIONS[StaffRole.MARKETER] == OF_OWNERS_ALONE
    assert OF_SHOPS - PERMISSIONS[StaffRole.AGENT] == OF_OWNERS_ALONE | OF_MARKETERS


def test_operators_may_nothing_that_is_in_a_shop() -> None:
    assert PERMISSIONS[StaffRole.OPERATOR] == OF_OPERATORS_ALONE | {Permission.ACCOUNT}


def test_no_key_is_a_person() -> None:
    assert OF_SHOPS - {Permission.ACCOUNT} == KEY_SCOPES
    assert set(FIRST_SCOPES) <= KEY_SCOPES
