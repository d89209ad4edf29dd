"""Each secret is renewed as docs/operating.md says, and nothing is refused or lost meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import String

from bot.bootstrap import Bot
from bot.channels.twilio.signature import Signature
from bot.commands.secrets import secrets
from bot.config import Settings
from bot.db.accounts import OwnAccount
from bot.db.connections import Connection
from bot.db.factors import Totp
from bot.db.hooks import OutHook
from bot.db.staff import StaffMember
from bot.db.tables import metadata
from bot.private import is_bearer
from bot.services.connections import accounts, hooks
from bot.services.connections.resealing import list_sealed
from bot.services.connections.vault import Sealed, Vault
from bot.services.staff import totp
from tests.accounts import KEY, give
from tests.apps import app_of
from tests.cast import Cast
from tests.commands.test_connect import Run, run
from tests.driver import post, rows, whatsapp_form
from tests.fakes import TOKEN, signed

__all__ = ["run"]
SEALED_LIKE = "gAAAA"  # how everything begins that the vault has sealed
FORMER, NEW = "former-token-0123456789", "new-token-0123456789abc"


@pytest.fixture
def sealed(bot: Bot, cast: Cast) -> Vault:
    """Something in each column that is sealed, with the former key."""
    former = bot.vault
    with bot.database.writing.begin() as db:
        new = accounts.NewConnection("shopify", "rangoli.myshopify.com", ["whsec"], {"token": "shpat_1"}, "ab" * 16)
        accounts.add(db, former, cast.shop, new, bot.now())
        hooks.add_hook(db, former, cast.shop, "https://rangoli.example/hook", ["messages"], "out-secret", bot.now())
        member = StaffMember(
            merchant_id=cast.shop, email="a@x.in", name="A", role="owner", password="", created_at=bot.now()
        )
        db.add(member)
        db.flush()
        assert totp.begin_totp(db, former, member, "JBSWY3DPEHPK3PXP")
    give(bot, cast.shop)
    return former


def _opened(bot: Bot, vault: Vault) -> list[object]:
    [connection], [hook] = rows(bot, Connection), rows(bot, OutHook)
    kept = (connection.signing_secrets, connection.credentials, hook.secrets)
    return [vault.open(text) for text in (*kept, rows(bot, Totp)[0].secret, rows(bot, OwnAccount)[0].token)]


def test_the_former_secret_key_can_be_dropped_once_all_is_sealed_anew(
    bot: Bot, sealed: Vault, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [["whsec"], {"token": "shpat_1"}, ["out-secret"], "JBSWY3DPEHPK3PXP", KEY]
    former = bot.settings.secret_key
    monkeypatch.setenv("SECRET_KEY", f"the-new-one,{former}")
    assert _opened(bot, Vault(["the-new-one", former])) == whole
    assert "connection.credentials: 1 sealed anew" in run(secrets, ["reseal"]).output
    monkeypatch.setenv("SECRET_KEY", "the-new-one")
    assert _opened(bot, Vault(["the-new-one"])) == whole
    with pytest.raises(Sealed):
        _opened(bot, sealed)
    assert "connection.credentials: 0 sealed anew" in run(secrets, ["reseal"]).output


def test_it_says_what_no_key_opens_and_leaves_it(
    bot: Bot, sealed: Vault, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "the-new-one")
    said = run(secrets, ["reseal"], code=1).output
    assert "totp.secret: 0 sealed anew, 1 that no key opens" in said
    assert _opened(bot, sealed)[1] == {"token": "shpat_1"}


def test_no_column_that_holds_something_sealed_is_left_out(bot: Bot, sealed: Vault) -> None:
    found = set()
    with bot.database.reading.begin() as db:
        for column in (column for table in metadata.sorted_tables for column in table.columns):
            if isinstance(column.type, String) and any(
                str(text).startswith(SEALED_LIKE)
                for (text,) in db.execute(column.table.select().with_only_columns(column))
            ):
                found.add(column)
    assert found == set(list_sealed())


def _answer(bot: Bot, signing: str, token: str) -> int:
    tokens = Settings.from_env({"TWILIO_SIGNING_TOKENS": signing, "VAR_DIR": str(bot.settings.var_dir)})
    taking = replace(bot, signature=Signature(tokens.twilio_signing_tokens))
    form = whatsapp_form()
    return post(taking, form, **signed("/twilio/messages", form, token)).status_code


def test_no_webhook_is_refused_while_twilios_token_is_renewed(bot: Bot, cast: Cast) -> None:
    new = "fedcba9876543210" * 2
    # Before; both are known and the former one signs; the new one was promoted, and a request of before comes again.
    for signing, token in ((TOKEN, TOKEN), (f"{new},{TOKEN}", TOKEN), (f"{new},{TOKEN}", new), (new, new)):
        assert _answer(bot, signing, token) == 200
    assert _answer(bot, new, TOKEN) == 403


@pytest.mark.parametrize("asks", [FORMER, f"{NEW},{FORMER}", NEW])
@pytest.mark.parametrize("knows", [FORMER, f"{NEW},{FORMER}", NEW])
def test_neighbours_understand_each_other_in_whichever_order_they_are_started_anew(asks: str, knows: str) -> None:
    far_apart = {asks, knows} == {FORMER, NEW}
    assert is_bearer(f"Bearer {asks}", knows) is not far_apart


def test_prometheus_sees_on_while_the_token_of_staff_is_renewed(bot: Bot, cast: Cast, tmp_path: Path) -> None:
    settings = Settings.from_env({"STAFF_TOKEN": f"{NEW}, {FORMER}", "VAR_DIR": str(tmp_path / "var")})
    client = app_of(replace(bot, settings=settings)).test_client()
    for token, status in ((NEW, 200), (FORMER, 200), (f"{FORMER}{NEW}", 401), ("", 401)):
        far = {"REMOTE_ADDR": "203.0.113.9", "HTTP_HOST": "care.example.in"}
        asked = client.get("/metrics", environ_overrides=far, headers={"Authorization": f"Bearer {token}"})
        assert asked.status_code == status


@pytest.mark.parametrize("tokens", [f"{NEW},short", f"{NEW},,{FORMER}", ",", f"{NEW},"])
def test_it_refuses_tokens_one_of_which_is_none(tmp_path: Path, tokens: str) -> None:
    with pytest.raises(Exception, match=r"ACTION_TOKEN: must be 16"):
        Settings.from_env({"ACTION_TOKEN": tokens, "VAR_DIR": str(tmp_path / "var")})
