// What the pages of teaching ask of the API.
import { ask, client } from "../api/client";
import type { components } from "../api/schema";

type Shapes = components["schemas"];
export type Why = Shapes["WhyTold"];

/** Return a message of a thread as the address has it: "out-7" is side out, 7. */
const spot = (id: number, message: string) => {
  const [side, number] = message.split("-") as ["in" | "out", string];
  return { params: { path: { id, side, message: Number(number) } } };
};

export const teaching = {
  why: (conversation: number, message: string): Promise<Why> =>
    ask(client.GET("/conversations/{id}/messages/{side}-{message}/why", spot(conversation, message))),
};

export const KEYS = {
  why: (conversation: number, message: string) => ["why", conversation, message],
};
