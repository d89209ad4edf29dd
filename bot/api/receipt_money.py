"""The money of a receipt as it is told: our estimate and Twilio's bill, each with and without GST."""

from __future__ import annotations

from datetime import date

from bot.api.receipt_shapes import BilledShareTold, BilledTold, ConvertedTold, EstimateTold
from bot.domain.prices import find_rate, tax_on
from bot.services.broadcasts.billing import BroadcastBill


def tell_estimate(price: int, fee: int, day: date) -> EstimateTold:
    """Return our estimate as it is told, from what WhatsApp or the network takes and what Twilio takes."""
    whole = price + fee
    tax = tax_on(day, whole)
    return EstimateTold(price_micros=price, fee_micros=fee, micros=whole, tax_micros=tax, taxed_micros=whole + tax)


def tell_bill(bill: BroadcastBill, currency: str, day: date) -> tuple[BilledTold, ...]:
    """Return Twilio's bill as it is told, by its currency."""
    return tuple(
        BilledTold(
            unit=one.unit,
            micros=one.micros,
            tax_micros=tax_on(day, one.micros),
            taxed_micros=one.micros + tax_on(day, one.micros),
            messages=one.messages,
            converted=_convert(one.micros, one.unit, currency, day),
            shares=tuple(BilledShareTold.model_validate(share) for share in bill.shares if share.unit == one.unit),
        )
        for one in bill.sums
    )


def _convert(micros: int, unit: str, currency: str, day: date) -> ConvertedTold | None:
    rate = find_rate(day, unit, currency)
    if rate is None:
        return None
    amount = rate.convert(micros)
    tax = tax_on(day, amount)
    return ConvertedTold(
        micros=amount,
        tax_micros=tax,
        taxed_micros=amount + tax,
        rate_micros=rate.micros,
        rate_on=rate.on,
        rate_source=rate.source,
    )
