"""Price, stock and sizes; how to care for a thing; its warranty; something to recommend."""

from __future__ import annotations

from collections.abc import Sequence

from actions.dialogue.saying import Button
from actions.dialogue.slots import Events
from actions.dialogue.visit import ShopAction, Visit
from actions.orders.which import of_product
from actions.shop.answers import BroadAction, give_up, tell_faq
from actions.words.details import says_something
from bot.domain.field_values import Value, lines, listed, sentence
from bot.services.catalogue.products import ProductView, find_products, is_of, suggest
from bot.services.orders.views import ItemView

_LISTED = 5
_FEW = 3


class ActionProduct(BroadAction):
    """ask_product."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_product"

    def answer_broadly(self, visit: Visit) -> Events:
        """One product in full, several in a list."""
        return tell_product(visit, "ask_product")


class ActionCare(ShopAction):
    """ask_care."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_care"

    def answer(self, visit: Visit) -> Events:
        """For the product named, else for what they have, else in general."""
        return tell_product(visit, "ask_care")


class ActionWarranty(ShopAction):
    """ask_warranty."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_warranty"

    def answer(self, visit: Visit) -> Events:
        """For the product named, else for what they have, else in general."""
        return tell_product(visit, "ask_warranty")


class ActionSuggest(BroadAction):
    """suggest_product."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_suggest"

    def answer_broadly(self, visit: Visit) -> Events:
        """A few things in stock that suit what they have."""
        noun = visit.turn.entities.get("product")
        found = suggest(visit.db, visit.merchant_id, visit.customer_id, noun, _LISTED, visit.now)
        if found:
            has_bought = not noun and visit.orders
            _list(visit, found, "suggest.with_past" if has_bought else "suggest.list")
        else:
            visit.say("suggest.none", url=visit.site_url)
        return []


def tell_product(visit: Visit, question: str) -> Events:
    """Answer a question about a product: ask_care, ask_warranty, or (anything else) what it is and costs."""
    entities, typed = visit.turn.entities, visit.turn.text
    noun, shown = entities.get("product"), _just_shown(visit)
    if typed and not says_something(typed):
        give_up(visit)  # "???"
        return []
    # A button names its product by title; words that were typed may be about what they have at home.
    tapped = visit.turn.is_button and "product_words" in entities
    if question in ("ask_care", "ask_warranty") and not shown and not tapped and _tell_of_own(visit, question):
        return []
    # Without a noun a whole sentence resembles some title by chance; a chosen line of a list never does.
    looked_for = noun or shown or "product_words" in entities or visit.turn.last.key == "product.ask"
    words = entities.get("product_words") or shown or typed
    found = find_products(visit.db, visit.merchant_id, words, noun, _LISTED) if looked_for else []
    if question == "ask_care":
        return _tell_care(visit, found)
    if question == "ask_warranty":
        return _tell_warranty(visit, found)
    if len(found) == 1:
        _tell_one(visit, found[0])
    elif found:
        _list(visit, found, "product.several")
    elif looked_for:
        visit.say("product.not_found", url=visit.site_url)
    else:
        visit.say("product.ask")
    return []


def _just_shown(visit: Visit) -> str:
    """The title of the product told of last, when this message names none: "do you have it in blue?"."""
    unnamed = not {"product", "product_words"} & visit.turn.entities.keys()
    return visit.turn.last.product if unnamed and visit.turn.last.key == "product.found" else ""


def _tell_of_own(visit: Visit, question: str) -> bool:
    """Answer for what they ordered: the thing named, or the newest order when nothing was named."""
    orders = of_product(visit, visit.orders) if "product" in visit.turn.entities else visit.orders[:1]
    noun = visit.turn.entities.get("product")
    items = [item for order in orders[:1] for item in order.items if not noun or is_of(noun, item.category, item.title)]
    if question == "ask_care":
        told = [_care_line(visit, item) for item in items if item.care]
    else:
        told = [_warranty_line(item.title_in(visit.locale), item.warranty_months) for item in items if item.product_id]
    if told:
        visit.say("faq.answer", text=lines(told))
    return bool(told)


def _care_line(visit: Visit, item: ItemView) -> Value | None:
    care = item.care.get(visit.locale) or item.care.get("en", "")
    return sentence("care.answer", title=item.title_in(visit.locale), care=care) if care else None


def _warranty_line(title: str, months: int) -> Value:
    return sentence("warranty.answer", title=title, months=months) if months else sentence("warranty.none", title=title)


def _tell_care(visit: Visit, found: Sequence[ProductView]) -> Events:
    if found and found[0].care_in(visit.locale):
        visit.say("care.answer", title=found[0].title_in(visit.locale), care=found[0].care_in(visit.locale))
    elif not tell_faq(visit, "care"):
        give_up(visit)
    return []


def _tell_warranty(visit: Visit, found: Sequence[ProductView]) -> Events:
    if found:
        visit.say("faq.answer", text=_warranty_line(found[0].title_in(visit.locale), found[0].warranty_months))
    elif not tell_faq(visit, "warranty"):
        give_up(visit)
    return []


def _tell_one(visit: Visit, product: ProductView) -> None:
    details = [
        _stock(product),
        sentence("product.sizes", sizes=", ".join(product.sizes)) if product.sizes else None,
        sentence("product.colours", colours=listed(product.colours)) if product.colours else None,
        sentence("product.material", material=product.material) if product.material else None,
        sentence("product.link", url=product.url) if product.url else None,
    ]
    title = product.title_in(visit.locale)
    visit.say("product.found", title=title, price=product.price.as_value(), details=lines(details))


def _stock(product: ProductView) -> Value:
    if product.stock <= 0:
        return sentence("product.out_of_stock")
    if product.stock == 1:
        return sentence("product.last_one")
    few = product.stock <= _FEW
    return sentence("product.few_left", count=product.stock) if few else sentence("product.in_stock")


def _list(visit: Visit, found: Sequence[ProductView], key: str) -> None:
    told, buttons = [], []
    for product in found:
        title, price = product.title_in(visit.locale), product.price.as_value()
        told.append(sentence("product.line" if product.stock > 0 else "product.line_out", title=title, price=price))
        described = sentence("list.product_description", price=price)
        entities = {"product_words": product.title}
        buttons.append(Button("list.product", "ask_product", entities, {"title": title}, described))
    visit.say_list(key, buttons, lines=lines(told))
