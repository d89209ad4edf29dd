// What has to be typed before something that nobody can take back.

const plain = (text: string) => text.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();

/** Whether a word was typed, in whatever case and with whatever blanks. */
export const isTyped = (typed: string, word: string) => plain(word) !== "" && plain(typed) === plain(word);
