// The shapes of the API under short names.
import type { components } from "./schema";

type Shapes = components["schemas"];
export type Session = Shapes["SessionTold"];
export type Staff = Shapes["StaffTold"];
export type ConversationTold = Shapes["ConversationTold"];
