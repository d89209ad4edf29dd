"""Answers to "shall I cancel it?" as customers write them: plain yeses, and refusals, doubts, conditions, questions."""

from __future__ import annotations

YESES = {
    "en": """
        yes
        Yes please
        yeah go ahead
        ok
        okay cancel it
        sure
        yes, cancel it
        yep do it
        👍
        ok go ahead
        yes cancel my order please
        y
        YESSS
        Yes I want to cancel it
        yes, that's right
        please do
        of course
        go ahead and cancel it
        yes i am sure
    """,
    "hi-Latn": """
        haan
        haan ji
        ji haan
        ha kar do
        haan cancel kar do
        kar do
        theek hai kar do
        bilkul
        ok kar dijiye
        haa bhai kar do
        ji
        yes kar do
        han krdo
        haan ji kar dijiye please
        thik h
        haan mujhe cancel karna hai
        haaan
        ok bhai
        ji bilkul
        kar do na
    """,
    "hi": """
        हाँ
        हां
        जी हां
        हाँ कर दीजिए
        कर दो
        ठीक है
        हाँ रद्द कर दो
        जी
        हां जी कर दीजिये
        बिल्कुल
        ओके
        जी हाँ, कैंसल कर दीजिए
        हाँ भाई
        जरूर
        हां प्लीज
        हाँ मुझे रद्द करना है
    """,
    "gu": """
        હા એકદમ
        હોવ
        હા
        હા કરી દો
        હાજી
        ઠીક છે
        હા રદ કરી દો
        કરી દો
        બરાબર
        હા ભાઈ
        હા પ્લીઝ
        ઓકે
        ભલે
        ચોક્કસ
        હા જી કરી નાખો
        સારું કરી દો
        હા કેન્સલ કરો
    """,
    "gu-Latn": """
        hove
        ha ekdam
        ha
        haa
        ha kari do
        ha ji
        hajii
        thik che
        kari do
        ok
        barabar
        ha cancel kari do
        ha bhai
        bhale
        chokkas
        ha plz
        yes kari do
        ha kari nakho
    """,
    "bn": """
        হ্যাঁ
        হ্যাঁ করুন
        ঠিক আছে
        করে দিন
        জি
        হ্যাঁ বাতিল করে দিন
        ওকে
        অবশ্যই
        হ্যাঁ প্লিজ
        হ্যাঁ দাদা
        করুন
        জি হ্যাঁ
        হাঁ
        আচ্ছা ঠিক আছে
        হ্যাঁ অর্ডারটা বাতিল করুন
    """,
    "bn-Latn": """
        hya
        hyan
        ha
        thik ache
        kore din
        hya batil kore din
        ok
        oboshyoi
        hya please
        ji
        ha bhai
        koren
        ji hya
        thik ase koren
        hya cancel kore din
    """,
}
NO_YESES = {
    "en": """
        i'm fine
        order ok
        yeah right
        no
        don't cancel
        pls dont go ahead with cancelling
        no wait
        hmm
        really?
        are you sure
        undo
        exit
        oh
        back
        done
        cancel, but only after the new one comes
        who asked you to cancel it
        I told you not to cancel
        cancel it
        cancel
        not yet
        maybe
        yes but not now
        yes if I get the money today
        let me think
        why
        no thanks
        nope keep it
        i never said cancel
        ok wait
        is it possible later
        what happens if I say yes
        ok but will I get refund
        yes? i didn't ask that
        yeah no
        stop
        leave it
        please don't
        i am not sure
        sure about what
        hold on
        thanks
        not really
        kind of
        ok later
        no problem
    """,
    "hi-Latn": """
        main theek hu
        sab theek hai
        arre cancel mat kijiye
        nahi
        mat karo
        hmm, sochti hu
        abhi nahi
        rehne do
        haan par abhi nahi
        agar paisa wapas mile to haan
        kyu
        sach me
        cancel kar do
        ruko
        soch ke batata hu
        maine kab bola cancel karne ko
        nahi chahiye cancel
        galti se ho gaya
        yaar
        shayad
        pehle naya bhejo phir cancel karo
        kar du kya
        haan ya nahi
        cancel mat krna
        na na
        kal batata hu
        ok lekin refund kab milega
        nahin bhai
        cancel karne ki zarurat nahi
    """,
    "hi": """
        मैं ठीक हूँ
        सब ठीक है
        नहीं
        रद्द मत करो
        मत करना
        अभी नहीं
        सोच कर बताता हूँ
        रहने दो
        हाँ लेकिन बाद में
        क्यों
        पहले नया भेजो
        रद्द कर दो
        शायद
        रुकिए
        मैंने कब कहा
        ज़रूरत नहीं
        हाँ, अगर पैसे आज मिलें
        कैंसल करने को किसने कहा
        अरे रद्द मत करना भाई
        हम्म सोचती हूँ
        रुको, पहले बताओ पैसे कब आएंगे
        नहीं नहीं, रहने दीजिए
        कल बताऊंगी
        रद्द? मैंने तो नहीं कहा
        हाँ, पर नया आने के बाद
        अभी रहने दो
        क्या सच में
        कैंसल करने की ज़रूरत नहीं है
    """,
    "gu": """
        હું ઠીક છું
        બધું બરાબર છે
        ઓર્ડર કેન્સલ ન કરશો હોં
        ના
        નહીં
        રહેવા દો
        વિચારીને કહું
        હમણાં નહીં
        રદ કરવાનું કોણે કહ્યું
        કેમ
        કદાચ
        રદ કરો
        હા પણ પછી
        ના ના રાખો
        જો પૈસા મળે તો હા
        ઊભા રહો
        મેં તો નથી કહ્યું
        રદ ના કરતા
        અરે ના ના, ઓર્ડર રાખો
        હા, પણ નવું આવે પછી
        જરા વિચારવા દો
        કાલે કહીશ
        કેન્સલ? મેં ક્યારે કહ્યું
        રદ કરવાની જરૂર નથી
        હમ્મ
        હા કે ના ખબર નથી
        શું કરું
        જો પૈસા આજે મળે તો રદ કરો
    """,
    "gu-Latn": """
        hu thik chu
        badhu barabar che
        na
        cancel na karso
        rehva do
        vicharine kahu
        pachi
        hamna nai
        kem
        kadach
        cancel karo
        ha pan pachi
        na rakho
        jo paisa male to ha
        ubha raho
        me kyare kidhu cancel
        cancel nathi karvu
        order cancel na karta
        are na na order rakho
        ha pan navu ave pachi
        jara vicharva do
        kale kahish
        cancel? me kyare kidhu
        rad karvani jarur nathi
        hmm
        su karu
        jo paisa aaje male to cancel karo
        bhul thi lakhai gayu
    """,
    "bn": """
        আমি ঠিক আছি
        সব ঠিক আছে
        না
        অর্ডারটা বাতিল করা লাগবে না
        বাতিল করবেন না
        থাক
        ভেবে দেখি
        পরে বলব
        কেন
        হয়তো
        বাতিল করুন
        হ্যাঁ কিন্তু পরে
        যদি টাকা পাই তাহলে হ্যাঁ
        এখন না
        দাঁড়ান
        আমি বাতিল করতে বলিনি
        কে বলল বাতিল করতে
        রেখে দিন
        আরে না না, অর্ডার থাক
        হ্যাঁ, তবে নতুনটা আসার পরে
        একটু ভাবি
        কাল জানাব
        বাতিল? আমি কখন বললাম
        বাতিল করার দরকার নেই
        হুম
        কী করব
        যদি আজ টাকা পাই তাহলে বাতিল করুন
        ভুল করে লিখেছি
    """,
    "bn-Latn": """
        ami thik achi
        sob thik ache
        na
        batil korben na
        thak
        vebe dekhi
        pore bolbo
        keno
        hoyto
        cancel koren
        hya kintu pore
        jodi taka pai tahole hya
        ekhon na
        daran
        ami cancel korte bolini
        bondho korte hobe na
        rekhe din
        lagbe na
        are na na order thak
        hya, tobe notun ta ashar pore
        ektu vabi
        kal janabo
        cancel? ami kokhon bollam
        cancel korar dorkar nai
        hmm
        ki korbo
        jodi aj taka pai tahole cancel koren
        vul kore likhsi
    """,
}


def listed(answers: dict[str, str]) -> list[tuple[str, str]]:
    """(locale, answer), one an entry."""
    return [(locale, line.strip()) for locale, lines in answers.items() for line in lines.strip().splitlines()]
