"""What is said at a shop that is measured: names and sentences in four scripts, and their words as indexed."""

from __future__ import annotations

import random

from sqlalchemy.dialects import postgresql

from bot.db.search import IndexedWords
from bot.domain.search_words import index_text, name_key

FIRST = "Asha Ravi Meera Kiran Sunita Rahul Priya John आशा रवि मीरा किरण આશા રવિ મીરા કિરણ আশা রবি মীরা কিরণ"
FAMILY = "Patel Shah Sharma Das Iyer Khan Joshi Roy पटेल शाह शर्मा जोशी પટેલ શાહ શર્મા જોશી প্যাটেল শাহ দাস রায়"
GOODS = (
    "saree kurta dupatta shirt lehenga bedsheet earrings sandals jacket blanket",
    "साड़ी कुर्ता दुपट्टा शर्ट लहंगा चादर झुमके सैंडल जैकेट कंबल",
    "સાડી કુર્તો દુપટ્ટો શર્ટ ચણિયાચોળી ચાદર ઝુમખા સેન્ડલ જેકેટ ધાબળો",
    "শাড়ি কুর্তা দোপাট্টা শার্ট লেহেঙ্গা চাদর দুল স্যান্ডেল জ্যাকেট কম্বল",
)
DAYS = "Monday Tuesday सोमवार मंगलवार સોમવાર મંગળવાર সোমবার মঙ্গলবার"
SENTENCES = (
    "Where is my {}?|I have not received the {} yet|Is the {} on its way? It was to come on {}|Thank you, a lovely {}"
    "|My order has not come: {}|Please tell me when my order arrives, {}|The {} came damaged, I want a refund|ok",
    "मेरा {} कहाँ है?|{} अभी तक नहीं मिला|मेरा ऑर्डर कब आएगा, {}?|{} का साइज़ छोटा है, बदलना है|हाँ जी|ठीक है धन्यवाद"
    "|पार्सल घर पर कोई नहीं था, {} को फिर लाइए|रिफंड कब मिलेगा {}",
    "મારો {} ક્યાં છે?|{} હજુ નથી મળ્યો|મારો ઓર્ડર ક્યારે આવશે, {}?|{} ની સાઇઝ નાની છે, બદલવી છે|હા|આભાર"
    "|પાર્સલ લેવા ઘરે કોઈ નહોતું, {} ફરી લાવો|રિફંડ ક્યારે મળશે {}",
    "আমার {} কোথায়?|{} এখনো পাইনি|আমার অর্ডার কবে আসবে, {}?|{} এর সাইজ ছোট, বদলাতে চাই|হ্যাঁ|ধন্যবাদ"
    "|পার্সেল নিতে বাড়িতে কেউ ছিল না, {} আবার আনুন|রিফান্ড কবে পাব {}",
)
CODES = 20_000


def make_names() -> list[tuple[str, str]]:
    """Return names of people, each with what it is looked for by."""
    names = [f"{first} {family}" for first in FIRST.split() for family in FAMILY.split()]
    return [(name, name_key(name)) for name in names]


def make_sentences(merchant_id: int) -> list[tuple[str, str]]:
    """Return sentences in an order by chance, each with its words as the index of a shop has them."""
    chance, made = random.Random(10), list[str]()
    for goods, sentences in zip(GOODS, SENTENCES, strict=True):
        for sentence in sentences.split("|"):
            made += [sentence.format(thing, chance.choice(DAYS.split())) for thing in goods.split()]
    chance.shuffle(made)
    words, dialect = IndexedWords(), postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy has no types
    return [(text, str(words.process_bind_param(index_text(merchant_id, text), dialect))) for text in made]


def say(number: int, sentences: list[tuple[str, str]]) -> tuple[str, str]:
    """Return the message of a number and its words; one in twenty names a code that few others name."""
    text, words = sentences[number * 48_271 % 2_147_483_647 % len(sentences)]
    if number % 20:
        return text, words
    code = f"rk{number // 20 % CODES}"
    return f"{text} {code}", f"{words} '1l{code}':30"
