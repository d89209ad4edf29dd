// Search, whose hits are conversations, each with the text that was found.
import { desk, type ListPage } from "../api/desk";
import type { ConversationTold, FoundText, Understood } from "../api/shapes";
import type { Place } from "../shell/place";

export interface FoundConversation extends ConversationTold {
  found?: FoundText | null;
}
export interface SearchPage extends ListPage {
  conversations: readonly FoundConversation[];
  narrow?: boolean;
  understood?: readonly Understood[];
}

export async function findIn({ query }: Place, after: string | null): Promise<SearchPage> {
  const { hits, ...rest } = await desk.search(query, after);
  return { ...rest, conversations: hits.map(({ conversation, message }) => ({ ...conversation, found: message })) };
}

/** Return a text cut where its marks begin and end, each piece with whether it is marked; marks count code points. */
export function pieces({ text, marks }: Pick<FoundText, "text" | "marks">) {
  const signs = Array.from(text);
  const cuts: { text: string; marked: boolean; at: number }[] = [];
  let end = 0;
  const add = (to: number, marked: boolean) => {
    if (to > end) cuts.push({ text: signs.slice(end, to).join(""), marked, at: end });
    end = Math.max(end, to);
  };
  for (const [from = 0, to = 0] of marks) {
    add(from, false);
    add(to, true);
  }
  add(signs.length, false);
  return cuts;
}
