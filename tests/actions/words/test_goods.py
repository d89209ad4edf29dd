"""What a question about goods asks for, in every way of writing."""

from __future__ import annotations

import pytest

from actions.words import goods
from bot.domain.goods import Budget

UP_TO_2000 = [
    *("under 2000", "below rs. 2,000 please", "2k tak", "2000 se kam me dikhao", "do hazaar tak ki saree"),
    *("2000 के अंदर", "दो हजार तक", "2000 ની અંદર બતાવો", "૨૦૦૦ સુધીમાં", "2000thi ochha ma", "be hajar sudhi"),
    *("২০০০ এর মধ্যে", "২০০০-এর নিচে", "2000 takar modhye", "dui hajar porjonto", "3 kurtas under 2000"),
]


@pytest.mark.parametrize("text", UP_TO_2000)
def test_it_reads_the_most_that_may_be_spent(text: str) -> None:
    assert goods.budget_in(text) == Budget(most=2000)


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("500 se 1000 ke beech", Budget(500, 1000)),
        ("between 1000 and 500", Budget(500, 1000)),
        ("above 3000", Budget(least=3000)),
        ("3000 থেকে 5000 টাকার মধ্যে", Budget(3000, 5000)),
        ("order 1046", None),
        ("2 kurtas", None),
        ("", None),
        ("under 💣", None),
    ],
)
def test_it_reads_other_bounds_and_none(text: str, budget: Budget | None) -> None:
    assert goods.budget_in(text) == budget


def test_an_amount_alone_is_a_bound_only_where_it_may_be() -> None:
    assert goods.budget_in("a gift for 800") is None
    assert goods.budget_in("a gift for 800", bare=True) == Budget(most=800)


@pytest.mark.parametrize(
    "text", ["in blue?", "neele me milega", "नीला है?", "વાદળીમાં નહીં, વાદળી", "নীল রঙে হবে", "nil ronge ache"]
)
def test_it_reads_a_colour(text: str) -> None:
    (colour,) = goods.colours_in(text)
    assert "navy" in colour.shades
    assert colour.among(["sky blue", "indigo", "red"])[:1] in (("sky blue",), ("indigo",))


def test_it_takes_the_very_colour_before_its_shades() -> None:
    (navy,) = goods.colours_in("do you have navy")
    assert navy.among(["navy", "indigo"]) == ("navy",)
    assert navy.among(["indigo", "red"]) == ("indigo",)
    assert navy.among(["red"]) == ()
    assert [colour.said for colour in goods.colours_in("sky blue or red")] == ["red", "sky blue"]
    assert goods.without_colours("a sky blue saree") == "a saree"


@pytest.mark.parametrize(
    ("text", "size"),
    [
        *[("XL hai?", "XL"), ("M size chahiye kya", "M"), ("is it there in size m for my sister", "M"), ("l?", "L")],
        *[("extra large", "XL"), ("ડબલ બેડ માટે", "double"), ("what's in my mind about it", ""), ("I'm m", "M")],
    ],
)
def test_it_reads_a_size(text: str, size: str) -> None:
    assert goods.size_in(text, ["S", "M", "L", "XL", "double"]) == size


@pytest.mark.parametrize("text", ["photo", "send me a pic", "फोटो भेजो", "ફોટા મોકલશો", "একটা ছবি দেখান", "chobi pathan"])
def test_it_hears_that_a_picture_is_wanted(text: str) -> None:
    assert goods.asks_for_picture(text)


@pytest.mark.parametrize("text", ["it looks different than the photo", "photo me rang alag tha", "what a lovely saree"])
def test_a_picture_that_is_spoken_of_is_not_wanted(text: str) -> None:
    assert not goods.asks_for_picture(text)


@pytest.mark.parametrize(
    "text", ["does the colour run?", "rang to nahi niklega", "रंग पक्का है ना", "કલર જાય છે ધોવાથી", "রং উঠবে না তো"]
)
def test_it_hears_whether_the_colour_runs(text: str) -> None:
    assert goods.asks_whether_it_runs(text)


WANTED = [
    *("tell me when it is back", "notify me once available again", "wapas aaye to batana", "स्टॉक में आते ही बता देना"),
    *("ફરી આવે ત્યારે કહેજો", "stock ma aave etle janavjo", "আবার এলে জানাবেন", "stock e ele janiye deben"),
]


@pytest.mark.parametrize("text", WANTED)
def test_it_hears_that_word_is_wanted(text: str) -> None:
    assert goods.wants_word(text)
    assert not goods.wants_no_word(text)


@pytest.mark.parametrize(
    "text", ["don't tell me when it's back", "wapas aaye to mat batana", "ફરી આવે તો ન કહેશો", "আবার এলে জানাবেন না"]
)
def test_it_hears_that_word_is_not_wanted(text: str) -> None:
    assert goods.wants_no_word(text)


@pytest.mark.parametrize(
    "text", ["tell me when offers are back", "ઓફર આવે ત્યારે કહેજો", "tell me when my order is back", "is it back?"]
)
def test_word_of_offers_and_orders_is_another_thing(text: str) -> None:
    assert not goods.wants_word(text)
