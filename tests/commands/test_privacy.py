"""The document a person asked for is handed out by its own shop alone."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.connections import DataExport
from bot.services.privacy import exports
from tests.cast import Cast
from tests.fakes import Watch


def test_it_hands_out_an_export_once_it_is_asked_for(bot: Bot, cast: Cast, watch: Watch) -> None:
    with bot.database.writing.begin() as db:
        made = DataExport(
            merchant_id=cast.shop, request_id="shopify:1:9", customer_id=cast.asha, made_at=watch(), document="{}"
        )
        db.add(made)
        db.flush()
        assert exports.fetch(db, cast.other_shop, made.id, watch()) is None
        assert [one.fetched_at for one in exports.list_exports(db, cast.shop)] == [None]
        handed = exports.fetch(db, cast.shop, made.id, watch())
        assert handed is not None
        assert handed.document == "{}"
        assert exports.list_exports(db, cast.shop)[0].fetched_at == watch()
        assert exports.list_exports(db, cast.other_shop) == []
