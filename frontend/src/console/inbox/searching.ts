// Search, whose hits are conversations, each with the message that was found.
import { call } from "../api/client";
import type { ListPage } from "../api/desk";
import type { ConversationTold } from "../api/shapes";
import type { Place } from "../shell/place";

export interface Found {
  id: string;
  at: string;
  author: string;
  text: string;
  marks: readonly (readonly [number, number])[];
}
export interface Understood {
  operator: string;
  value: string;
  text: string;
}
export interface FoundConversation extends ConversationTold {
  found?: Found | null;
}
export interface SearchPage extends ListPage {
  conversations: readonly FoundConversation[];
  narrow?: boolean;
  understood?: readonly Understood[];
}
interface Hits {
  hits: readonly { conversation: ConversationTold; message: Found | null }[];
  next: string | null;
  narrow: boolean;
  understood: readonly Understood[];
}

export async function findIn({ query }: Place, after: string | null): Promise<SearchPage> {
  const { hits, ...rest } = await call<Hits>("GET", "/search", { query: { q: query, after, limit: 50 } });
  return { ...rest, conversations: hits.map(({ conversation, message }) => ({ ...conversation, found: message })) };
}

/** Return a sentence cut where its marks begin and end, each piece with whether it is marked. */
export function pieces({ text, marks }: Found): { text: string; marked: boolean; at: number }[] {
  const cuts: { text: string; marked: boolean; at: number }[] = [];
  let end = 0;
  const add = (to: number, marked: boolean) => {
    if (to > end) cuts.push({ text: text.slice(end, to), marked, at: end });
    end = Math.max(end, to);
  };
  for (const [from, to] of marks) {
    add(from, false);
    add(to, true);
  }
  add(text.length, false);
  return cuts;
}
