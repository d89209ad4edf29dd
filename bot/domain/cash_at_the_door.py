"""Cash on delivery, by whatever name a gateway, a shop's own system or a sheet has for it."""

from __future__ import annotations

import re

from bot.domain.orders import Payment

# "wc_smart_cod", "GoKwik PPCOD", "C.O.D."; not "code", "codapay", "barcode".
_COD = (
    r"(?<![a-z])[a-z]{0,12}cod(?![a-z])|(?<![a-z])cod(?:pay|plus|fee|extra|charge)(?!a)"
    r"|(?<![a-z])c([.\s_-])o\1d(?![a-z])"
)
_PAYING = (
    r"(?:cash|pay|paying|payment|payable|paid|collect|collection|card|cards|upi|qr|balance|rest|remaining|due"
    r"|nakad|nagad|rokad|rokda)"
)
_BETWEEN = (
    r"(?:[\W\d_]*(?:by|in|via|with|or|and|carry|cash|card|cards|upi|qr|code|the|rest|balance|remaining|amount|rs|inr"
    r"|now|payment))*[\W\d_]*"
)
# "delievery", "dilivery": as it is spelt.
_DELIVERY = r"(?:d[eia]l[aeiv]+r+[eiy]+|dlvr?y|doorstep|door|home|receipt|receiving|receive|arrival)"
_AT = (
    rf"{_PAYING}{_BETWEEN}(?:on|upon|at|by|@|to|when|while|time)[\W_]*(?:(?:the|your|you|time|of)[\W_]*)*{_DELIVERY}"
    rf"|(?<![a-z]){_DELIVERY}[\W_]*(?:pe|par|per|ma|te|samay)[\W_]*(?:cash|pay|payment|nakad|nagad|rokad|rokda)"
    r"|door[\W_]*step[\W_]*(?:payment|cash|pay)"
)
_IN_THE_SHOP = (
    r"(?:cash|pay|payment|paid)[\W_]*(?:in|at|on)[\W_]*(?:the[\W_]*)?(?:store|shop|counter|pick[\W_]*up|collection)"
)
_INDIAN = (
    r"कैश[\W_]*ऑन|ड[िी]ल[िी]वरी[\W_]*(?:पर|के[\W_]*(?:समय|वक्त|टाइम))|(?<!\w)न[कग]द|કેશ[\W_]*ઓન|રોકડ|ડ[િી]લ[િી]વરી[\W_]*(?:પર|વખતે|સમયે)"
    r"|ডেলিভারি(?:তে|র[\W_]*সময়)|ক্যাশ[\W_]*অন|নগদ|হাতে[\W_]*পেয়ে"
)
_ARABIC = r"الدفع[\W_]*(?:نقد\w*[\W_]*)?عند[\W_]*(?:الاستلام|التسليم|التوصيل)"
_NAMES = re.compile("|".join((_COD, _AT, _IN_THE_SHOP, _INDIAN, _ARABIC)), re.IGNORECASE)
# By itself: "Cash App", "Cashfree" and "Cashback" are none.
_ALONE = re.compile(
    r"(?:pay(?:ment)?[\W_]*(?:in|by|with)?[\W_]*)?(?:cash|nakad|rokad|rokda)(?:[\W_]*(?:payment|only|collection))?",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no|not|without|non|un|instead of|vs|except|disabled|declined)\b|prepaid|unavailable", re.IGNORECASE
)
_LONGEST = 500  # characters of a name that are read
# What shops' own systems and sheets call a way to pay, small and by letters alone.
_PAYMENTS = {
    "paid": Payment.PAID,
    "prepaid": Payment.PAID,
    "paid online": Payment.PAID,
    "pending": Payment.PENDING,
    "unpaid": Payment.PENDING,
    "authorized": Payment.PENDING,
    "partially paid": Payment.PENDING,
    "expired": Payment.PENDING,
    "partly refunded": Payment.PARTLY_REFUNDED,
    "partially refunded": Payment.PARTLY_REFUNDED,
    "refunded": Payment.REFUNDED,
    "voided": Payment.VOIDED,
}


def is_cash_at_the_door(method: str) -> bool:
    """Return whether a way to pay, by whatever name, is cash on delivery; not where the name only denies it."""
    name = method[:_LONGEST]
    named = _NAMES.search(name) or _ALONE.fullmatch(name.strip())
    return bool(named) and not _DENIED.search(name)


def payment_named(name: str) -> Payment | None:
    """Return what a shop's word for how an order is paid means: "Prepaid", "COD", "partially_paid"; None for no word
    of ours.
    """
    known = _PAYMENTS.get(" ".join(re.findall(r"[a-z]+", name.casefold())))
    return known or (Payment.COD if is_cash_at_the_door(name) else None)
