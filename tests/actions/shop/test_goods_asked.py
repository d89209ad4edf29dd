"""Colour, size, budget, blouse piece, picture: about what was named, shown or ordered."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from bot.db.engine import Database
from bot.db.shop import Product
from bot.locales.catalogue import say
from tests.actions.chat import Chat
from tests.actions.conftest import NOBODY, WhoChats

UNDER_2000 = [
    *("Tant cotton saree", "Block-print kurta", "Chikankari kurta", "Bandhani dupatta", "Phulkari dupatta"),
    *("Kutch woollen stole", "Jaipuri print bedsheet", "Block-print dohar", "Mirror cushion covers"),
    *("Kantha table runner", "Brass diya set", "Copper bottle", "Block-print lamp", "Kutch embroidered bag"),
]
PICTURE = "https://shop.example/demo/pictures/sar-chanderi.png"


def titles(chat: Chat) -> list[str]:
    return [button["entities"]["product_words"] for button in chat.told[0].get("buttons", ())]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        *[("sarees under 2000", "saree"), ("2000 se kam me saree", "saree"), ("2000 ની અંદર સાડી", "saree")],
        *[("2000 এর মধ্যে শাড়ি", "saree"), ("২০০০ টাকার কমে শাড়ি", "saree")],
    ],
)
@pytest.mark.parametrize("intent", ["ask_product", "suggest_product"])
def test_under_a_sum_is_never_above_it(chat: WhoChats, text: str, noun: str, intent: str) -> None:
    neha = chat(NOBODY)
    assert neha.says(intent, text, product=noun) == ["product.up_to"]
    assert titles(neha) == ["Tant cotton saree"]


def test_all_below_a_sum_are_listed_or_counted(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    assert neha.says("suggest_product", "show me something under 2000") == ["product.up_to"]
    assert set(titles(neha)) < set(UNDER_2000)
    assert len(titles(neha)) == 10
    (more,) = neha.told[0]["values"]["details"]["lines"]
    assert more["values"]["count"] >= 4
    neha.says("ask_product", "between 1500 and 1900")
    assert sorted(titles(neha)) == ["Block-print dohar", "Block-print lamp"]


def test_nothing_for_the_sum_is_said_with_what_comes_nearest(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    assert neha.says("suggest_product", "sarees below 1000", product="saree") == ["product.out_of_budget"]
    assert neha.told[0]["values"]["title"] == "Tant cotton saree"
    assert neha.says("suggest_product", f"sarees below {'9' * 30}", product="saree") == ["product.up_to"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *[("in mint?", "product.colour_yes"), ("blue hai?", "product.colour_no"), ("हरे में है?", "product.colour_yes")],
        *[("gulabi ma male?", "product.colour_yes"), ("কালো রঙে?", "product.colour_no"), ("grey", "product.colour_yes")],
    ],
)
@pytest.mark.parametrize("intent", ["ask_product", "nlu_fallback", "inform"])
def test_a_colour_is_answered_for_what_was_just_shown(chat: WhoChats, text: str, key: str, intent: str) -> None:
    neha = chat(NOBODY)
    neha.says("ask_product", "chanderi saree", product="saree", product_words="Chanderi saree")
    assert neha.says(intent, text) == [key]
    assert neha.told[0]["values"]["title"] == "Chanderi saree"


def test_what_was_shown_is_remembered_over_a_word_between(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    neha.says("ask_product", "chanderi saree", product="saree")
    neha.says("check_pincode", "380015?", pin_code="380015")
    assert neha.says("ask_product", "in peach?") == ["product.colour_yes"]


def test_a_colour_of_a_kind_lists_those_that_have_it(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    assert neha.says("ask_product", "blue sarees", product="saree") == ["product.in_colour"]
    assert set(titles(neha)) == {"Tant cotton saree", "Patola-style saree", "Banarasi silk saree"}
    assert neha.says("ask_product", "black sarees", product="saree") == ["product.not_in_colour"]
    assert len(titles(neha)) == 5


def test_sizes_are_answered(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    neha.says("ask_product", "chikankari kurta", product="kurta")
    assert neha.says("ask_product", "XL hai?") == ["product.size_yes"]
    assert neha.says("ask_product", "XXL hai?") == ["product.size_no"]
    assert neha.says("ask_product", "kurta in size XXL", product="kurta") == ["product.size_no"]
    other = chat(NOBODY)
    assert other.says("ask_product", "kurtas in size m", product="kurta") == ["product.in_size"]


@pytest.mark.parametrize("text", ["blouse piece with it?", "ब्लाउज़ पीस है साथ में", "બ્લાઉઝ પીસ આવે?", "ব্লাউজ পিস আছে?"])
def test_a_blouse_piece_is_told_of_sarees_and_not_guessed_of_others(chat: WhoChats, text: str) -> None:
    neha = chat(NOBODY)
    neha.says("ask_product", "chanderi saree", product="saree")
    assert neha.says("ask_product", text) == ["faq.answer"]
    neha.says("ask_product", "copper bottle", product="bottle")
    assert neha.says("ask_product", text) == ["product.not_told"]
    assert neha.says("affirm", "yes") == ["person.asked"]


def test_whether_the_colour_runs_is_told_of_what_is_spoken_of(chat: WhoChats, database: Database) -> None:
    neha = chat(NOBODY)
    neha.says("ask_product", "chanderi saree", product="saree")
    assert neha.says("ask_care", "does the colour run?") == ["care.answer"]
    assert neha.told[0]["values"]["title"] == "Chanderi saree"
    with database.writing.begin() as db:
        db.execute(update(Product).values(care={}))
    assert neha.says("ask_care", "does the colour run?") == ["product.not_told"]
    assert chat("John").says("ask_care", "will the colour bleed?") == ["product.not_told"]  # of the order's


def test_a_picture_is_sent_where_one_is_asked_for(chat: WhoChats, database: Database) -> None:
    neha = chat(NOBODY)
    neha.says("ask_product", "chanderi saree", product="saree")
    assert neha.says("ask_product", "photo bhejo") == ["product.no_picture"]
    with database.writing.begin() as db:
        db.execute(update(Product).where(Product.sku == "SAR-CHANDERI").values(picture_url=PICTURE))
    assert neha.says("ask_product", "photo bhejo") == ["product.picture"]
    assert neha.told[0]["picture"] == PICTURE
    neha.says("ask_care", "does the colour run?")
    assert neha.says("out_of_scope", "can you send me a photo") == ["product.picture"]
    neha.channel = "sms"
    assert neha.says("nlu_fallback", "photo", 0.2) == ["product.picture_link"]
    assert PICTURE in say("hi", "product.picture_link", neha.told[0]["values"])


def test_a_name_without_its_kind_is_found_and_strange_goods_are_not(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    assert neha.says("ask_product", "ajrakh chahiye") == ["product.found"]
    assert neha.says("ask_product", "do you have laptops", product="laptop") == ["product.not_sold"]


def test_who_names_a_kind_looks_around_whatever_they_have_ordered(chat: WhoChats) -> None:
    rahul = chat("Rahul")  # has a block-print kurta
    assert rahul.says("ask_product", "pink kurta hai?", product="kurta") == ["product.found"]
    assert rahul.told[0]["values"]["title"] == "Chikankari kurta"
    assert chat("Rahul").says("ask_product", "blue me hai?") == ["product.colour_yes"]  # of what was ordered


@pytest.mark.parametrize("text", ["do you have face cream", "gold coin hai kya", "क्रीम मिलेगी?"])
def test_a_thing_named_like_a_colour_is_no_colour(chat: WhoChats, text: str) -> None:
    assert chat("Rahul").says("ask_product", text) == ["product.ask"]
