"""A clause ends at a sign or a word that says so: not within a number, nor where such a word means something else."""

from __future__ import annotations

import pytest

from bot.domain.clauses import clauses_of
from bot.domain.refusals import refuses_order, refuses_wish
from bot.domain.wishes import two_wishes

NUMBERS = (
    *("मेरा ऑर्डर BLR.2026.450070 कहाँ है", "ऑ.नं.1042 कहाँ है", "ઓ.નં.૧૦૪૨ ક્યાં છે", "অর্ডার BLR.২০২৬.৪৫০০৭০ কোথায়"),
    *("order no.1042 kab aayega", "o.no.1042 kyare avse", "SK/26-27/0042 kothay", "a.b.2026.7.1042 please"),
    *("Rs.2,49,900 kat gaye", "2.500 ka hisab", "12.11.2026 ko aana", "૧૨.૧૧.૨૦૨૬ એ આવજો", "1.299,00 wapas kab"),
)
ONE = (
    *("gate par mat rakhna", "guard par mat chhodna", "ghar par nahi hu", "time par bhej dena", "घर पर कोई नहीं है"),
    *("insan ke sath baat nahi karni", "इंसान के साथ बात नहीं करनी", "refund pan nathi joitu", "kai pan na moklta"),
    *("રિફંડ પણ નથી જોઈતું", "આપણે કાલે નથી", "કોઈની સાથે વાત નથી કરવી", "mari sathe vaat karo"),
    *("order ta ar lagbe na", "এই মেসেজ আর পাঠাবেন না", "আরেকটা পাঠান", "औरत का कुर्ता", "અનેક રંગ"),
)
TWO = (
    *("don't cancel.keep it", "keep 1045.cancel 1046", "1042,1043 cancel", "cancel it. 1045 stays"),
    *(
        "mil gaya hai par toota hua",
        "aayega par kal",
        "haan, par kal",
        "मिल गया है पर छोटा है",
        "saman aaya sath bill nahi",
    ),
    *("malyu che pan futelu", "refund nathi joitu pan exchange joie", "મળ્યું છે પણ તૂટેલું", "આભાર, પણ ક્યારે આવશે"),
    *("1045 ar 1046", "1045 আর 1046", "cancel koren ar phone koren", "1045 aur 1046", "1045 અને 1046", "1045 এবং 1046"),
)


def _clauses(text: str) -> list[str]:
    return [" ".join(clause.words) for clause in clauses_of(text) if clause.words]


@pytest.mark.parametrize("text", [*NUMBERS, *ONE])
def test_it_stays_whole(text: str) -> None:
    assert len(_clauses(text)) == 1


@pytest.mark.parametrize("text", TWO)
def test_two_clauses_are_told_apart(text: str) -> None:
    assert len(_clauses(text)) == 2


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        *(("refund pan nathi joitu", "request_refund"), ("રિફંડ પણ નથી જોઈતું", "request_refund")),
        *(("insan ke sath call nahi karna", "talk_to_person"), ("refund ar lagbe na", "request_refund")),
    ],
)
def test_a_no_behind_such_a_word_still_refuses(text: str, intent: str) -> None:
    assert refuses_wish(text, intent)


def test_an_order_that_is_wanted_no_more_is_refused() -> None:
    assert refuses_order("order ta ar lagbe na")


def test_the_parts_of_a_number_are_no_wishes_of_their_own() -> None:
    assert two_wishes("track 2026.450070 cancel 2.500", "en") is None
