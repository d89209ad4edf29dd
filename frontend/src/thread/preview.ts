import type { Message } from "./types";

const KINDS: Record<string, string> = { image: "Picture", audio: "Voice note", video: "Video", document: "Document" };

/** Return a message in one line: its words, or what kind of thing it holds. */
export function preview({ body, media, rich }: Message): string {
  if (body) return body.replace(/\s+/g, " ");
  const file = media[0];
  if (file) return KINDS[file.kind] ?? "File";
  return rich.location ? "Location" : "";
}

/** Return the line of a list of conversations, which says when the reader wrote it. */
export function lastLine(message: Message): string {
  return (message.direction === "out" ? "You: " : "") + preview(message);
}
