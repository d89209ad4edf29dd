"""Why somebody of a broadcast got nothing: each reason with a sentence, an advice and whether to try again."""

from __future__ import annotations

from pathlib import Path

from bot.domain import broadcast_reasons
from bot.domain.broadcast_reasons import RetryKind, find_broadcast_reason, list_broadcast_reasons
from bot.domain.broadcasts import SkipWhy, Standstill
from bot.services.broadcasts.outcomes import NO_REASON, TOO_LATE


def test_every_reason_has_a_sentence_and_an_advice() -> None:
    for reason in list_broadcast_reasons().values():
        assert (reason.says[-1], reason.advice[-1]) == (".", ".")
    assert {*SkipWhy, Standstill.BUDGET, NO_REASON, TOO_LATE} <= set(list_broadcast_reasons())
    assert {"63049", "63033", "63014", "63024", "63016", "63018", "63062", "21610", "651"} <= set(
        list_broadcast_reasons()
    )
    assert (find_broadcast_reason("99999").retry, find_broadcast_reason("63033").retry) == (
        RetryKind.MENDED,
        RetryKind.NEVER,
    )


def test_a_name_means_one_thing() -> None:
    table = Path(broadcast_reasons.__file__).with_suffix(".toml").read_text(encoding="utf-8")
    assert table.count("[[reason]]") == len(list_broadcast_reasons())
