// The shapes of the API under short names.
import type { components } from "./schema";

type Shapes = components["schemas"];
export type Session = Shapes["SessionTold"];
export type Staff = Shapes["StaffTold"];
export type Availability = Shapes["Availability"];
export type LastTold = Shapes["LineTold"];
export type Label = Shapes["LabelTold"];
export type Canned = Shapes["CannedTold"];
/** What a macro is told about an order as it is run. */
export type MacroGiven = Partial<Pick<Shapes["MacroRun"], "order_id" | "detail" | "points" | "code">>;
export type FoundText = Shapes["FoundText"];
export type Understood = Shapes["UnderstoodTold"];
export type View = Shapes["ViewTold"];
export type MacroRan = Shapes["MacroRan"];
export type Macro = Shapes["MacroTold"];
export type BulkMade = Shapes["BulkMade"];
export type BulkTold = Shapes["BulkTold"];
export type WhichConversations = Pick<BulkMade, "ids" | "folder" | "query">;
export type Sentence = Shapes["SentenceTold"];
/** Who would get an offer now, of whose conversations are chosen. */
export type Outlook = Shapes["OutlookTold"] & Pick<Shapes["ChosenPeople"], "customers">;
export type BroadcastMade = Shapes["BroadcastMade"];
export type Broadcast = Shapes["BroadcastWhole"];
export type Receipt = Shapes["ReceiptTold"];
export type SnoozeFor = Shapes["SnoozeFor"];
/** Put off until a time, or for what is to come. */
export interface PutOff {
  until?: string;
  for?: SnoozeFor;
}
export type Sending = Shapes["NewReply"];
export type Template = Shapes["OfferedTold"];
export type PaletteEntry = Shapes["PaletteEntryTold"];
export type ConversationTold = Shapes["ConversationTold"];
export type ConversationWhole = Shapes["ConversationWhole"];
export type Counts = Shapes["CountsTold"];
export type SummaryLine = Shapes["SummaryTold"];
export type FileTold = Shapes["FileTold"];
export type FailureTold = Shapes["FailureTold"];
export type MessageTold = Shapes["MessageTold"];
export type MessageItem = Shapes["MessageItem"];
export type NoteItem = Shapes["NoteItem"];
export type EventItem = Shapes["EventItem"];
export type TimelineItem = MessageItem | NoteItem | EventItem;
export type TimelinePage = Shapes["TimelinePage"];
