import { i18n } from "@lingui/core";
import { langOf, Words } from "../../thread/words";

const VARIABLE = /(\{[a-z]+(?:\.[a-z]+)?\})/;
const MARKS = /\*\S[^*\n]*\*|(?<![\p{L}\p{N}_])_\S[^_\n]*_(?![\p{L}\p{N}_])|~\S[^~\n]*~|```[^`]+```/u;

/** Return whether a text looks different once it is sent, or has what must be filled in first. */
export const needsPreview = (text: string) => MARKS.test(text) || VARIABLE.test(text);

/** What is being written as WhatsApp will show it; what is not filled in stands out. */
export function Preview({ text, locale }: { text: string; locale: string }) {
  if (!needsPreview(text)) return null;
  return (
    <p
      className="preview writing-preview"
      role="note"
      aria-label={i18n.t("Preview")}
      lang={langOf(text, locale)}
      dir="auto"
    >
      {text.split(VARIABLE).map((piece, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces neither come, go nor move
        index % 2 ? <mark key={index}>{piece}</mark> : <Words key={index} text={piece} />,
      )}
    </p>
  );
}
