"""Amounts of orders in the currency the customer paid in, and the money that goes back."""

from __future__ import annotations

from bot.domain.money import MOST
from bot.domain.news import News, Nothing, OrderRef, RefundNews
from bot.shops.shopify.box import Box

_GOES_BACK = frozenset({"success", "pending"})


def currency_of(sale: Box) -> str:
    """What the customer sees: the currency presented to them, else the shop's."""
    shown = sale.currency("presentment_currency") or sale.box("total_price_set").box("presentment_money").currency(
        "currency_code"
    )
    return shown or sale.currency("currency") or sale.known.currency


def amount(box: Box, name: str, currency: str) -> int:
    """A field's amount in this currency, minor units.

    The bare field is in the shop's currency; `<name>_set` has it in the customer's as well (FACTS 7.4).
    """
    told = in_both(box, name, currency)
    return box.money(name, currency) if told is None else told


def in_both(box: Box, name: str, currency: str) -> int | None:
    """The field's amount in this currency out of `<name>_set`; None where that has none."""
    both = box.box(f"{name}_set")
    sums = (both.box("presentment_money"), both.box("shop_money"))
    return next((one.money("amount", currency) for one in sums if one.currency("currency_code") == currency), None)


def refunded(order: Box, currency: str) -> int:
    """What has gone back for an order so far, minor units."""
    back = [one for refund in order.boxes("refunds") for one in refund.boxes("transactions") if _went_back(one)]
    return _sum(order, [told for one in back if (told := _told_in(one, currency)) is not None])


def read_refund(refund: Box) -> tuple[News, ...]:
    """refunds/create: a record of the shop's, which need not move money (FACTS 7.3).

    The amount is that of its refund transactions, failed ones left out; those of another currency are other news.
    `done` means that the payment provider has carried out all of them: Shopify never hears when a bank shows the money.
    """
    return _refunds(refund, OrderRef(refund.key("order_id"))) or (Nothing("no money goes back by this refund"),)


def refunds_of(order: Box, ref: OrderRef) -> tuple[News, ...]:
    """The refunds that an order lists, each as its own webhook tells it."""
    return tuple(news for refund in order.boxes("refunds") for news in _refunds(refund, ref))


def _refunds(refund: Box, ref: OrderRef) -> tuple[News, ...]:
    refund_id, at = refund.key(), refund.time("processed_at", "created_at")
    asked = [one for one in refund.boxes("transactions") if one.text("kind").lower() == "refund"]
    going = [one for one in asked if one.text("status").lower() in _GOES_BACK]
    first = _currency(refund, going)
    if not refund.tells("transactions"):
        total = _sum(refund, [amount(line, "subtotal", first) for line in refund.boxes("refund_line_items")])
        return (RefundNews(ref, refund_id, total, first, at=at),)
    # Lines taken off an unpaid order, or put back on the shelf, make a refund too: one without transactions.
    told = list[News]()
    for currency in dict.fromkeys(one.currency("currency") or first for one in going):
        of_it = [one for one in going if (one.currency("currency") or first) == currency]
        total = _sum(refund, [amount(one, "amount", currency) for one in of_it])
        known = f"{refund_id}-{currency}" if told else refund_id
        told.append(RefundNews(ref, known, total, currency, at=at, done=all(map(_went_back, of_it))))
    return tuple(told)


def _told_in(transaction: Box, currency: str) -> int | None:
    """A transaction's amount in this currency; None where it names another, and has no sum in this one."""
    if transaction.currency("currency") in ("", currency):
        return amount(transaction, "amount", currency)
    return in_both(transaction, "amount", currency)


def _went_back(transaction: Box) -> bool:
    return transaction.text("kind").lower() == "refund" and transaction.text("status").lower() == "success"


def _currency(refund: Box, transactions: list[Box]) -> str:
    """The transactions' own; a refund itself names none but in its sums."""
    told = [one.currency("currency") for one in transactions]
    sums = [line.box("subtotal_set") for line in refund.boxes("refund_line_items")] + [refund.box("total_duties_set")]
    told += [one.box("presentment_money").currency("currency_code") for one in sums]
    return next((code for code in told if code), refund.known.currency)


def _sum(box: Box, amounts: list[int]) -> int:
    total = sum(amounts)
    if total > MOST:
        box.bad("transactions", "are more money than we can keep")
    return total
