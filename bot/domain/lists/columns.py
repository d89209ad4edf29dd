"""The columns of a list: which has the phones, the names, the languages; every one is a value for a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.lists.faults import BadList, ListFault

LONGEST_TITLE = 60
# As they are folded: small letters, nothing between them.
_PHONE = (
    *("phone", "mobile", "whatsapp", "phonenumber", "mobilenumber", "whatsappnumber", "cell", "cellphone", "contact"),
    *("contactnumber", "contactno", "mobileno", "phoneno", "whatsappno", "number", "tel", "telephone", "msisdn"),
    *("billingphone", "shippingphone", "defaultaddressphone", "customerphone", "customermobile", "phone1", "mobile1"),
    *("मोबाइल", "मोबाइलनंबर", "फ़ोन", "फोन", "મોબાઇલ", "મોબાઈલ", "ફોન", "মোবাইল", "ফোন"),
)
_NAME = (
    *("name", "fullname", "customername", "firstname", "customer", "customerfullname", "client", "clientname", "buyer"),
    *("buyername", "contactname", "billingname", "billingfirstname", "shippingname", "shippingfirstname", "recipient"),
    *("नाम", "ग्राहक", "ग्राहककानाम", "નામ", "ગ્રાહક", "ગ્રાહકનુંનામ", "নাম", "গ্রাহক", "ক্রেতা", "ক্রেতারনাম"),
)
_LOCALE = ("language", "locale", "lang", "भाषा", "ભાષા", "ভাষা")
_COUNTRY = ("country", "countrycode", "देश", "દેશ", "দেশ")


@dataclass(frozen=True, slots=True)
class ListColumns:
    """Titles by place ("" for one that nobody named), and where phone, name, language and country stand, if they do."""

    titles: tuple[str, ...]
    phone: int
    name: int | None
    locale: int | None
    country: int | None


def has_phone(header: Sequence[str]) -> bool:
    """Return whether a row names a column of phones."""
    return any(fold_title(title) in _PHONE for title in header)


def choose_columns(header: Sequence[str]) -> ListColumns:
    """Return which column is what, the first of each kind.

    Raises:
        BadList: no phones, a name that is there twice, or one that is too long.
    """
    titles = tuple(" ".join(title.split()) for title in header)
    folded = [fold_title(title) for title in titles]
    faults = [
        ListFault("long_column", values={"number": place, "most": LONGEST_TITLE})
        for place, title in enumerate(titles, 1)
        if len(title) > LONGEST_TITLE
    ]
    twice = [place for place, name in enumerate(folded) if name and name in folded[:place]]
    faults += [ListFault("doubled_column", values={"column": titles[place][:LONGEST_TITLE]}) for place in twice]
    phone = _find(folded, _PHONE)
    if phone is None:
        faults.insert(0, ListFault("no_phone_column"))
    if faults or phone is None:
        raise BadList(*faults)
    return ListColumns(titles, phone, _find(folded, _NAME), _find(folded, _LOCALE), _find(folded, _COUNTRY))


def fold_title(title: str) -> str:
    """Return a title as it is compared: “Phone number” is phone_number."""
    return "".join(letter for letter in title.casefold() if letter not in " _-.:*'\"\t")


def _find(folded: Sequence[str], known: tuple[str, ...]) -> int | None:
    return next((folded.index(name) for name in known if name in folded), None)
