"""Connected accounts: added once, their secrets sealed, rotated, forgotten."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.connections import Connection
from bot.services.connections import accounts
from tests.cast import Cast
from tests.driver import rows
from tests.senders import SECRET, SHOPIFY, connect


def test_it_keeps_no_secret_in_plain(bot: Bot, cast: Cast) -> None:
    connection = connect(bot, cast.shop, "shopify")
    [row] = rows(bot, Connection)
    assert SECRET not in row.signing_secrets
    assert accounts.read_signing_secrets(bot.vault, row) == (SECRET,)
    assert accounts.read_credentials(bot.vault, row) == {"key": "k"}
    assert connection.source == f"shopify:{row.id}"


def test_it_connects_an_account_again_without_a_second_row(bot: Bot, cast: Cast) -> None:
    first = connect(bot, cast.shop, "shopify")
    with bot.database.writing.begin() as db:
        assert accounts.disconnect(db, cast.shop, first.id)
    again = connect(bot, cast.shop, "shopify", secret="a new secret")
    [row] = rows(bot, Connection)
    assert (row.id, row.token, row.state) == (first.id, first.token, "active")
    assert accounts.read_signing_secrets(bot.vault, again) == ("a new secret",)


def test_it_keeps_the_same_account_of_two_merchants_apart(bot: Bot, cast: Cast) -> None:
    ours, theirs = connect(bot, cast.shop, "aftership"), connect(bot, cast.other_shop, "aftership")
    assert ours.id != theirs.id
    with bot.database.reading.begin() as db:
        assert [row.id for row in accounts.list_connections(db, cast.shop)] == [ours.id]


def test_it_finds_a_connection_by_kind_and_token_alone(bot: Bot, cast: Cast) -> None:
    connection = connect(bot, cast.shop, "shopify")
    with bot.database.writing.begin() as db:
        assert accounts.find_by_token(db, "woocommerce", connection.token) is None
        assert accounts.find_by_token(db, "shopify", "f" * 32) is None
        found = accounts.find_by_token(db, "shopify", connection.token)
        assert found is not None
        assert found.account == SHOPIFY
        found.state = "off"
        db.flush()
        assert accounts.find_by_token(db, "shopify", connection.token) is None


def test_it_keeps_three_secrets_the_newest_first(bot: Bot, cast: Cast) -> None:
    connection = connect(bot, cast.shop, "shopify")
    for secret in ("two", "three", "two", "four"):
        with bot.database.writing.begin() as db:
            accounts.rotate(db, bot.vault, connection, secret)
    assert accounts.read_signing_secrets(bot.vault, rows(bot, Connection)[0]) == ("four", "two", "three")


def test_it_forgets_credentials_and_keeps_the_signing_secret(bot: Bot, cast: Cast) -> None:
    connection = connect(bot, cast.shop, "shopify")
    with bot.database.writing.begin() as db:
        assert not accounts.disconnect(db, cast.other_shop, connection.id)
        assert accounts.disconnect(db, cast.shop, connection.id)
    [row] = rows(bot, Connection)
    assert (row.state, accounts.read_credentials(bot.vault, row)) == ("disconnected", {})
    assert accounts.read_signing_secrets(bot.vault, row) == (SECRET,)
