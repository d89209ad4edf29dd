"""What is asked of goods besides their price: in that colour, that size, for that much; a picture, a blouse piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.dialogue.buttons import PERSON
from actions.dialogue.reading_first import reads_answer_to
from actions.dialogue.slots import Events
from actions.dialogue.visit import Visit
from actions.shop.answers import tell_faq
from actions.shop.goods_meant import goods_meant, goods_shown
from actions.shop.restock import ask_word
from actions.shop.showing import link_line, show_list, show_one, stock_line, told_colours
from actions.words import goods
from bot.domain.channels import Channel
from bot.domain.field_values import Value, lines, sentence
from bot.domain.goods import Budget
from bot.domain.money import Money
from bot.services.catalogue.choosing import Chosen, GoodsWish, choose, find_nearest
from bot.services.catalogue.products import ProductView, is_of, list_sizes

_LISTED = 10  # WhatsApp's list has no more rows
_BLOUSE, _BLOUSE_TOPIC, _WORN_WITH_ONE = "blouse", "blouse_piece", "saree"
# What a question about goods is likely to be taken for below an answer that showed some.
_ABOUT_GOODS = frozenset(
    {
        *("ask_product", "suggest_product", "ask_care", "inform", "subscribe", "nlu_fallback", "out_of_scope"),
    }
)
_SHOWN = (
    *("product.found", "product.several", "product.colour_yes", "product.colour_no", "product.in_colour"),
    *("product.not_in_colour", "product.size_yes", "product.size_no", "product.in_size", "product.not_in_size"),
    *("product.up_to", "product.from", "product.between", "product.cheapest", "product.out_of_budget"),
    *("product.picture", "product.picture_link", "product.no_picture", "product.not_told"),
    *("suggest.list", "suggest.with_past", "care.answer", "faq.answer"),
)


@reads_answer_to(*_SHOWN)
def question_below(visit: Visit) -> Events | None:
    """Answer "in blue?" or "photo" below products that were shown, whatever the few words were taken for."""
    turn = visit.turn
    if turn.is_button or turn.form or not turn.shown or turn.intent not in _ABOUT_GOODS:
        return None
    return [] if tell_asked(visit) else None


def tell_asked(visit: Visit) -> bool:
    """Answer what a typed question asks of goods; False, and silence, where it asks for none of it."""
    return bool(visit.turn.text) and any(
        tell(visit, visit.turn.text) for tell in (_tell_word, _tell_picture, _tell_blouse, tell_running, _tell_choice)
    )


def tell_running(visit: Visit, text: str) -> bool:
    """Answer whether the colour stays: with how to care for it, or that nobody has told."""
    found = goods_meant(visit)[:1] if goods.asks_whether_it_runs(text) else ()
    for product in found:
        title = product.title_in(visit.locale)
        if product.care_in(visit.locale):
            visit.say("care.answer", title=title, care=product.care_in(visit.locale))
        else:
            visit.say("product.not_told", PERSON, title=title)
    return bool(found)


def _tell_word(visit: Visit, text: str) -> bool:
    return goods.wants_word(text) and ask_word(visit)


def _tell_picture(visit: Visit, text: str) -> bool:
    found = goods_meant(visit) if goods.asks_for_picture(text) else ()
    if len(found) > 1:
        show_list(visit, found, "product.several")
    elif found:
        _show_picture(visit, found[0])
    return bool(found)


def _show_picture(visit: Visit, product: ProductView) -> None:
    title, price = product.title_in(visit.locale), product.price.as_value()
    if not product.picture_url:
        visit.say("product.no_picture", title=title, url=product.url or visit.site_url)
    elif visit.turn.channel == Channel.SMS:
        visit.say("product.picture_link", title=title, url=product.picture_url)
    else:
        visit.show("product.picture", product.picture_url, title=title, price=price)


def _tell_blouse(visit: Visit, text: str) -> bool:
    """Answer for a saree with what the shop says of all of them; for anything else that nobody has told."""
    if not goods.asks_for_blouse(text):
        return False
    shown = [product for product in goods_shown(visit) if not _is_blouse(product)]
    other = next((product for product in shown if not is_of(_WORN_WITH_ONE, product.category, product.title)), None)
    if (other is None or len(shown) > 1) and tell_faq(visit, _BLOUSE_TOPIC):
        return True
    if other is None:
        return False
    visit.say("product.not_told", PERSON, title=other.title_in(visit.locale))
    return True


def _is_blouse(product: ProductView) -> bool:
    return is_of(_BLOUSE, product.category, product.title)


def _tell_choice(visit: Visit, text: str) -> bool:
    """Answer with what has the colour, the size and the price that are asked for."""
    wish = _wish(visit, text)
    if wish.budget != Budget() or goods.asks_for_cheapest(text):
        return _tell_priced(visit, wish)
    if wish.colours:
        return _tell_coloured(visit, wish)
    return bool(wish.size) and _tell_sized(visit, wish)


def _wish(visit: Visit, text: str) -> GoodsWish:
    noun = visit.turn.entities.get("product")
    bare = visit.turn.intent == "suggest_product"
    budget = goods.budget_in(text, bare=bare) or Budget()
    sizes = list_sizes(visit.db, visit.merchant_id, noun)
    return GoodsWish(noun, None, goods.colours_in(text), goods.size_in(text, sizes), budget)


def _tell_priced(visit: Visit, wish: GoodsWish) -> bool:
    """Tell what is to be had for the money: of the kind named or, where none is, of the kind shown."""
    shown = {product.category for product in goods_shown(visit)} if not wish.noun else set()
    wish = replace(wish, noun=shown.pop()) if len(shown) == 1 else wish
    chosen = choose(visit.db, visit.merchant_id, wish, _LISTED)
    if chosen.products:
        details, sums = _more(visit, chosen), _sums(visit, wish.budget)
        show_list(visit, chosen.products, _priced_key(wish.budget), details=details, **sums)
        return True
    nearest = find_nearest(visit.db, visit.merchant_id, wish)
    if nearest:
        visit.say("product.out_of_budget", title=nearest.title_in(visit.locale), price=nearest.price.as_value())
    else:
        visit.say("product.not_sold", url=visit.site_url)
    return True


def _priced_key(budget: Budget) -> str:
    if budget == Budget():
        return "product.cheapest"
    if budget.least is None:
        return "product.up_to"
    return "product.from" if budget.most is None else "product.between"


def _sums(visit: Visit, budget: Budget) -> dict[str, Value]:
    """The bounds of a budget by the fields of its sentence; a bound that stands alone is the amount."""
    bounds = {"least": budget.least, "amount": budget.most} if budget.most is not None else {"amount": budget.least}
    return {name: Money.of(units, visit.currency).as_value() for name, units in bounds.items() if units is not None}


def _more(visit: Visit, chosen: Chosen) -> Value:
    return lines([sentence("product.more", count=chosen.more, url=visit.site_url) if chosen.more else None])


def _tell_coloured(visit: Visit, wish: GoodsWish) -> bool:
    if not wish.noun and not goods_shown(visit) and all(colour.may_be_a_thing for colour in wish.colours):
        return False  # "face cream"
    about = _to_choose_from(visit)
    if len(about) == 1:
        _tell_colour(visit, about[0], wish)
        return True
    among = [product.id for product in about] if about and not wish.noun else None
    return _tell_fitting(visit, GoodsWish(wish.noun, among, wish.colours, wish.size), "product.in_colour")


def _tell_colour(visit: Visit, product: ProductView, wish: GoodsWish) -> None:
    title, fitting = product.title_in(visit.locale), [shade.among(product.colours) for shade in wish.colours]
    if not product.colours:
        visit.say("product.not_told", PERSON, title=title)
    elif all(fitting):
        told = told_colours(visit, dict.fromkeys(colour for colours in fitting for colour in colours))
        details = lines([stock_line(product), link_line(product)])
        visit.say("product.colour_yes", title=title, colour=told, price=product.price.as_value(), details=details)
    else:
        visit.say("product.colour_no", title=title, colours=told_colours(visit, product.colours))


def _tell_sized(visit: Visit, wish: GoodsWish) -> bool:
    about = _to_choose_from(visit)
    if len(about) == 1 and about[0].sizes:
        product, title = about[0], about[0].title_in(visit.locale)
        if wish.size in product.sizes:
            details = lines([stock_line(product), link_line(product)])
            visit.say("product.size_yes", title=title, size=wish.size, price=product.price.as_value(), details=details)
        else:
            visit.say("product.size_no", title=title, size=wish.size, sizes=", ".join(product.sizes))
        return True
    among = [product.id for product in about] if about and not wish.noun else None
    return _tell_fitting(visit, GoodsWish(wish.noun, among, (), wish.size), "product.in_size", size=wish.size)


def _to_choose_from(visit: Visit) -> Sequence[ProductView]:
    """Whoever names a kind ("blue kurtas") looks around; "in blue?" alone may be about what they have ordered."""
    return goods_meant(visit, may_be_ordered="product" not in visit.turn.entities)


def _tell_fitting(visit: Visit, wish: GoodsWish, key: str, **values: Value) -> bool:
    """Tell what fits; where nothing does, so, with what there is instead."""
    fitting = choose(visit.db, visit.merchant_id, wish, _LISTED).products
    if len(fitting) == 1:
        show_one(visit, fitting[0])
        return True
    if fitting:
        show_list(visit, fitting, key, **values)
        return True
    others = _others(visit, wish)
    if others:
        show_list(visit, others, key.replace(".in_", ".not_in_"), **values)
    elif wish.noun:
        visit.say("product.not_sold", url=visit.site_url)
    return bool(others or wish.noun)


def _others(visit: Visit, wish: GoodsWish) -> Sequence[ProductView]:
    return choose(visit.db, visit.merchant_id, GoodsWish(wish.noun, wish.among), _LISTED).products
