"""What is in my cart? And what is changed in it, which is done on the cart's own page."""

from __future__ import annotations

from actions.dialogue.reading_first import reads_answer_to, reads_any
from actions.dialogue.slots import Events
from actions.dialogue.turn import Turn
from actions.dialogue.visit import ShopAction, Visit
from actions.words.questions import asks
from bot.domain.clauses import NEGATIONS, clauses_of
from bot.domain.field_values import Value, lines, sentence
from bot.domain.items_told import piece
from bot.services.storefront.carts import CartLine, find_open_cart
from lexicon.folding import unquoted_words
from lexicon.meanings import PhraseList, by_key

_CART = by_key("cart")
_NAMES, _CHANGES = (PhraseList(map(unquoted_words, _CART[key])) for key in ("words", "change"))
_CHANGE_WORDS = frozenset(word for phrase in _CART["change"] for word in unquoted_words(phrase))
_FEW_WORDS, _A_SENTENCE = 8, 15
# "Remove it" below what is in the cart is read as these; anything else surely understood is something else.
_TAKEN_FOR = frozenset({"ask_cart", "ask_product", "cancel_order", "change_order", "nlu_fallback", "out_of_scope"})


class ActionCart(ShopAction):
    """ask_cart."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_cart"

    def answer(self, visit: Visit) -> Events:
        """What is in it, what it comes to and where to go on; that it is empty."""
        return _tell(visit, "cart.answer")


def _changes_cart(turn: Turn) -> bool:
    """Whether a text names the cart and what is to be changed in it; a question, a no and an order's number do not."""
    words = unquoted_words(turn.text)
    return len(words) <= _A_SENTENCE and _NAMES.is_in(words) and _changes(turn)


@reads_any(lambda turn: turn.asked is None and _changes_cart(turn), writes=False)
def cart_changed(visit: Visit) -> Events:
    """Say that the cart is changed on its page, with what is in it."""
    return _tell(visit, "cart.change")


@reads_answer_to("cart.answer", "cart.change", "notice.cart_1", "notice.cart_2", "notice.cart_3")
def answer_to_cart(visit: Visit) -> Events | None:
    """Say so below what is in the cart as well, where it need not be named: "remove the lamp"."""
    turn = visit.turn
    few = 0 < len(unquoted_words(turn.text)) <= _FEW_WORDS
    return _tell(visit, "cart.change") if few and turn.intent in _TAKEN_FOR and _changes(turn) else None


def _changes(turn: Turn) -> bool:
    changing = [clause.words for clause in clauses_of(turn.text) if _CHANGES.is_in(clause.words)]
    denied = any(not NEGATIONS.isdisjoint(set(words) - _CHANGE_WORDS) for words in changing)
    return bool(changing) and not denied and not asks(turn.text) and "order_number" not in turn.entities


def _tell(visit: Visit, key: str) -> Events:
    cart = find_open_cart(visit.db, visit.merchant_id, visit.customer_id)
    if cart is None:
        visit.say("cart.none", url=visit.site_url)
        return []
    told = lines(_line(line, visit.locale) for line in cart.lines)
    if key == "cart.change":
        visit.say(key, url=cart.url or visit.site_url, lines=told, total=cart.total.as_value())
        return []
    go_on = lines([sentence("cart.go_on", url=cart.url) if cart.url else None])
    visit.say(key, lines=told, total=cart.total.as_value(), details=go_on)
    return []


def _line(line: CartLine, locale: str) -> Value:
    title = piece(line.title_in(locale), line.quantity)
    return sentence("product.line" if line.is_there else "product.line_out", title=title, price=line.price.as_value())
