"""Products put into words: one in full, several as a list to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from actions.dialogue.saying import Button
from actions.dialogue.visit import Visit
from bot.domain.field_values import Value, lines, listed, sentence
from bot.locales.goods import goods_word
from bot.services.catalogue.products import ProductView

_FEW = 3
RESTOCK_YES = "button.restock_yes"


def show_one(visit: Visit, product: ProductView) -> None:
    """Tell what a product costs, whether it is there, and what it is; a sold-out one with the offer of word."""
    details = [
        stock_line(product),
        sentence("product.sizes", sizes=", ".join(product.sizes)) if product.sizes else None,
        sentence("product.colours", colours=told_colours(visit, product.colours)) if product.colours else None,
        sentence("product.material", material=goods_word(visit.locale, product.material)) if product.material else None,
        link_line(product),
    ]
    title, offered = product.title_in(visit.locale), word_of(product) if product.stock <= 0 else ()
    visit.say("product.found", offered, title=title, price=product.price.as_value(), details=lines(details))


def show_list(visit: Visit, found: Sequence[ProductView], key: str, **values: Value) -> None:
    """Tell of several products, with a list to choose from."""
    told, buttons = [], []
    for product in found:
        title, price = product.title_in(visit.locale), product.price.as_value()
        told.append(sentence("product.line" if product.stock > 0 else "product.line_out", title=title, price=price))
        described = sentence("list.product_description", price=price)
        entities = {"product_words": product.title}
        buttons.append(Button("list.product", "ask_product", entities, {"title": title}, described))
    visit.say_list(key, buttons, lines=lines(told), **values)


def told_colours(visit: Visit, colours: Iterable[str]) -> Value:
    """Colours with commas and "and", in the customer's script where they have a word there."""
    return listed([goods_word(visit.locale, colour) for colour in colours])


def word_of(product: ProductView) -> tuple[Button, ...]:
    """The offer to be told when a sold-out product is back."""
    return (Button(RESTOCK_YES, "subscribe", {"product_words": product.title, "confirmed": "yes"}),)


def stock_line(product: ProductView) -> Value:
    """Whether it is there, and how many where they are few."""
    if product.stock <= 0:
        return sentence("product.out_of_stock")
    if product.stock == 1:
        return sentence("product.last_one")
    few = product.stock <= _FEW
    return sentence("product.few_left", count=product.stock) if few else sentence("product.in_stock")


def link_line(product: ProductView) -> Value | None:
    """The line with the address of its page, where it has one."""
    return sentence("product.link", url=product.url) if product.url else None
