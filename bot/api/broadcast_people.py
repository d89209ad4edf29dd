"""The receipt of a broadcast: its numbers, the people behind each of them, and all of them as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask import Response, current_app

from bot.api.access import needs
from bot.api.answers import sent
from bot.api.asked import Numbered
from bot.api.broadcasts import ONE_BROADCAST, find_broadcast
from bot.api.declared import answers, answers_file
from bot.api.group import Group
from bot.api.languages import find_language
from bot.api.receipt_money import tell_bill, tell_estimate
from bot.api.receipt_shapes import (
    WHOLE,
    CostTold,
    DoubtTold,
    ReasonTold,
    ReceiptPeople,
    ReceiptPerson,
    ReceiptQuery,
    ReceiptTold,
)
from bot.bootstrap import Bot
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.domain.sheets.writing import write_lines
from bot.locales.staff import ENGLISH
from bot.services.broadcasts import billing, receipt
from bot.services.broadcasts.outcomes import ACCEPTED, ReceiptPart
from bot.services.broadcasts.receipt import ReasonCount, ReceiptRow, UnknownMessage
from bot.services.broadcasts.telling import say_reason

broadcast_people = Group("broadcast_people", __name__, "broadcasts")
COLUMNS = ("customer_id", "name", "accepted", "part", "reason", "says", "cost_micros")


@broadcast_people.get(f"{ONE_BROADCAST}/receipt", responses=answers(ReceiptTold, 401, 403, 404, 429, 503))
@needs(Permission.BROADCASTS_READ)
def read_broadcast_receipt(path: Numbered) -> Response:
    """What became of everybody, in numbers that add up"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        found = find_broadcast(db, path.id)
        told = receipt.read_receipt(db, found.id)
        currency = db.get_one(Merchant, found.merchant_id).currency
        day = (found.began_at or bot.now()).date()
        fee = billing.estimate_fee(db, found, told, currency, day)
        bill = billing.read_bill(db, found)
    locale = find_language()
    reasons = tuple(_tell_reason(row, locale) for row in told.reasons)
    numbers = {part.value: told.parts[part] for part in ReceiptPart}
    whole = {"audience": told.audience, "accepted": told.accepted, "cost_micros": told.cost_micros}
    costs = tuple(CostTold.model_validate(row) for row in told.costs)
    billed = tell_bill(bill, currency, day)
    whole |= {"billable": bill.taken, "outstanding": bill.taken - sum(one.messages for one in billed)}
    whole["billed_elsewhere"] = bill.elsewhere
    return sent(
        ReceiptTold(
            reasons=reasons,
            costs=costs,
            estimate=tell_estimate(told.cost_micros, fee, day),
            billed=billed,
            currency=currency,
            **numbers,
            **whole,
        )
    )


@broadcast_people.get(f"{ONE_BROADCAST}/people", responses=answers(ReceiptPeople, 400, 401, 403, 404, 429, 503))
@needs(Permission.BROADCASTS_READ)
def list_broadcast_people(path: Numbered, query: ReceiptQuery) -> Response:
    """The people behind a number of the receipt"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        parts = query.part and (ACCEPTED if query.part == WHOLE else (query.part,))
        wanted = receipt.Wanted(parts, query.reason, query.locale, query.variant)
        found = find_broadcast(db, path.id)
        page = receipt.list_people(db, found.id, wanted, query.after, query.limit)
        doubts = receipt.find_doubts(db, found.id, page.rows)
    locale = find_language()
    people = tuple(_tell_person(row, doubts.get(row.customer_id), locale) for row in page.rows)
    return sent(ReceiptPeople(people=people, next=page.following))


@broadcast_people.get(f"{ONE_BROADCAST}/receipt.csv", responses=answers_file(401, 403, 404, 429, 503))
@needs(Permission.BROADCASTS_READ)
def download_broadcast_receipt(path: Numbered) -> Response:
    """Everybody of the receipt as CSV, one a row"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        broadcast_id = find_broadcast(db, path.id).id
    locale = find_language()

    def lines() -> Iterator[str]:
        with bot.database.reading.begin() as db:
            yield from write_csv(receipt.list_everybody(db, broadcast_id), locale)

    answer = Response(lines(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="broadcast-{broadcast_id}.csv"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _tell_person(row: ReceiptRow, doubt: UnknownMessage | None, locale: str) -> ReceiptPerson:
    says, advice = say_reason(row.reason, locale)
    return ReceiptPerson(
        customer_id=row.customer_id,
        name=row.name,
        part=row.part,
        reason=row.reason,
        says=says,
        advice=advice,
        cost_micros=row.cost_micros,
        locale=row.locale,
        variant=row.variant,
        doubt=DoubtTold.model_validate(doubt) if doubt else None,
    )


def _tell_reason(row: ReasonCount, locale: str) -> ReasonTold:
    says, advice = say_reason(row.reason.name, locale)
    name, retry = row.reason.name, row.reason.retry
    return ReasonTold(part=row.part, reason=name, count=row.count, says=says, advice=advice, retry=retry)


def write_csv(people: Iterable[ReceiptRow], locale: str = ENGLISH) -> Iterator[str]:
    """Write the people of a receipt line by line: rows of an accepted part say yes there, so that sums can be taken."""
    return write_lines(COLUMNS, (_row(one, locale) for one in people))


def _row(one: ReceiptRow, locale: str) -> tuple[object, ...]:
    accepted = "yes" if one.part in ACCEPTED else "no"
    says, _ = say_reason(one.reason, locale)
    return (one.customer_id, one.name, accepted, one.part, one.reason, says, one.cost_micros)
