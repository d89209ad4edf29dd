"""What customers write while something waits, or of requests, by locale: new sentences, none of them trained on."""

from __future__ import annotations

NOBODY_CAME = {
    "en": [
        "nobody came to pick it up",
        "no one has called me",
        "still no reply",
        "nobody has answered yet",
        "I haven't heard from anyone",
    ],
    "hi-Latn": [
        "koi lene nahi aaya",
        "abhi tak kisi ne call nahi kiya",
        "kisi ka phone nahi aaya",
        "ab tak koi jawab nahi mila",
    ],
    "hi": ["कोई लेने नहीं आया", "किसी ने फोन नहीं किया", "अभी तक कोई जवाब नहीं आया"],
    "gu-Latn": ["koi leva avyu nathi", "koie phone karyo nathi", "haji koi jawab nathi", "koi aavyu j nathi"],
    "gu": ["કોઈ લેવા આવ્યું નથી", "કોઈએ ફોન કર્યો નથી", "હજી કોઈ જવાબ નથી", "કોઈ આવ્યું જ નથી"],
    "bn-Latn": ["keu nite aseni", "keu phone koreni", "ekhono keu uttor dey ni", "kono jobab paini"],
    "bn": ["কেউ নিতে আসেনি", "কেউ ফোন করেনি", "এখনও কেউ উত্তর দেয়নি", "কোনো জবাব পাইনি"],
}
NOT_THAT = {
    "en": ["nobody told me it was this big", "no problem", "no one is at home tomorrow"],
    "hi-Latn": ["koi baat nahi", "koi offer nahi chahiye", "kisi ko batana mat"],
    "hi": ["कोई बात नहीं", "कोई ऑफर नहीं चाहिए"],
    "gu-Latn": ["koi vandho nahi", "koi offer nathi joiti"],
    "gu": ["કોઈ વાંધો નહીં", "કોઈ ઓફર નથી જોઈતી"],
    "bn-Latn": ["kono shomossha nei", "kono offer lagbe na"],
    "bn": ["কোনো সমস্যা নেই", "কোনো অফার লাগবে না"],
}
PICK_UP_WHEN = {
    "en": ["when is the pickup?", "which day will you pick it up"],
    "hi-Latn": ["pickup kab hoga", "lene kab aaoge"],
    "hi": ["पिकअप कब होगा", "लेने कब आएंगे"],
    "gu-Latn": ["pickup kyare thashe", "leva kyare aavsho"],
    "gu": ["પિકઅપ ક્યારે થશે", "લેવા ક્યારે આવશો"],
    "bn-Latn": ["pickup kobe hobe", "nite kobe asben"],
    "bn": ["পিকআপ কবে হবে", "নিতে কবে আসবেন"],
}
CALL_ME = {
    "en": "call me on {}",
    "hi-Latn": "{} pe call karo",
    "hi": "{} पर कॉल कीजिए",
    "gu-Latn": "{} par phone karjo",
    "gu": "{} પર ફોન કરજો",
    "bn-Latn": "{} number-e phone korben",
    "bn": "{} নম্বরে ফোন করবেন",
}
NO_EXCHANGE = {
    "en": ["actually cancel the exchange", "I don't want the exchange any more"],
    "hi-Latn": ["exchange cancel kar do", "exchange nahi chahiye ab"],
    "hi": ["एक्सचेंज कैंसल कर दो", "एक्सचेंज नहीं चाहिए"],
    "gu-Latn": ["exchange cancel kari do", "have exchange nathi joitu"],
    "gu": ["એક્સચેન્જ કેન્સલ કરી દો", "હવે એક્સચેન્જ નથી જોઈતું"],
    "bn-Latn": ["exchange ta cancel kore din", "exchange lagbe na ar"],
    "bn": ["এক্সচেঞ্জটা বাতিল করে দিন", "এক্সচেঞ্জ লাগবে না"],
}
MONEY_INSTEAD = {
    "en": "no, I want the money back",
    "hi-Latn": "nahi, paise wapas do",
    "hi": "नहीं, पैसे वापस दो",
    "gu-Latn": "na, paisa pachha aapo",
    "gu": "ના, પૈસા પાછા આપો",
    "bn-Latn": "na, taka ferot din",
    "bn": "না, টাকা ফেরত দিন",
}
MORE_MONEY = {
    "en": ["he demanded extra money", "the boy asked for more cash"],
    "hi-Latn": ["usne extra paise maange", "delivery wala tip maang raha tha"],
    "hi": ["उसने ज्यादा पैसे मांगे", "वो टिप मांग रहा था"],
    "gu-Latn": ["ene vadhare paisa mangya", "te tip mangto hato"],
    "gu": ["એણે વધારે પૈસા માંગ્યા", "તેણે ટિપ માંગી"],
    "bn-Latn": ["o beshi taka cheyeche", "lokta bokshish chailo"],
    "bn": ["ও বেশি টাকা চেয়েছে", "লোকটা বকশিশ চাইল"],
}
IS_IT_RIGHT = {
    "en": ["is my address right?", "which address do you have"],
    "hi-Latn": ["address sahi hai na?", "pata kya likha hai"],
    "hi": ["पता सही है ना?", "एड्रेस क्या है"],
    "gu-Latn": ["address barabar che ne?", "sarnamu kayu lakhelu chhe"],
    "gu": ["સરનામું બરાબર છે ને?", "એડ્રેસ શું છે"],
    "bn-Latn": ["thikana ta thik ache to?", "address konta deya ache"],
    "bn": ["ঠিকানা ঠিক আছে তো?", "ঠিকানা কোনটা দেওয়া আছে"],
}
ANOTHER_ADDRESS = {
    "en": "the address is wrong, change it",
    "hi-Latn": "address galat hai, badal do",
    "hi": "पता गलत है, बदल दो",
    "gu-Latn": "address khotu che, badlo",
    "gu": "સરનામું ખોટું છે, બદલો",
    "bn-Latn": "thikana bhul ache, bodlan",
    "bn": "ঠিকানা ভুল আছে, বদলান",
}


def pairs(table: dict[str, list[str]] | dict[str, str]) -> list[tuple[str, str]]:
    """(locale, words) for each."""
    return [(code, one) for code, some in table.items() for one in ([some] if isinstance(some, str) else some)]
