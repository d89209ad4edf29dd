"""Orders of which a part is paid first, as WooCommerce's two deposit plugins write them.

Both keep the same names in `meta_data`, with their own beginning: `_order_has_deposit` and `_deposit_paid` (yes, no),
`_second_payment` (all that comes later) and `_second_payment_paid` (yes, no). Older versions make the deposit the
order's total and keep the whole in `_original_total`. `awcdp_deposits_balance_amount` is left alone: it may be stale.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.shops.woocommerce.fields import Fields, meta, minor, number

_BEGINNINGS = ("_wc_deposits", "_awcdp_deposits")


@dataclass(frozen=True, slots=True)
class Deposit:
    """What such an order comes to and what is left to pay, in minor units; `left` is None while nothing is paid."""

    total: int | None
    left: int | None


def read_deposit(order: Fields, currency: str) -> Deposit | None:
    """Return what a plugin says of an order that is paid in parts; None for one that is not.

    Raises Unreadable for a sum that is more than a column holds.
    """
    for beginning in _BEGINNINGS:
        later = _amount(order, f"{beginning}_second_payment")
        if later is None or meta(order, (f"{beginning}_order_has_deposit",)) == "no":
            continue
        whole = _amount(order, f"{beginning}_original_total")
        total = None if whole is None else minor(whole, currency, "meta_data")
        if _is_yes(order, f"{beginning}_second_payment_paid"):
            return Deposit(total, 0)
        left = minor(later, currency, "meta_data") if _is_yes(order, f"{beginning}_deposit_paid") else None
        return Deposit(total, left)
    return None


def _amount(order: Fields, name: str) -> Decimal | None:
    amount = number({"value": meta(order, (name,))}, "value")
    return amount if amount is not None and amount >= 0 else None


def _is_yes(order: Fields, name: str) -> bool:
    return meta(order, (name,)) in ("yes", True, 1, "1")
