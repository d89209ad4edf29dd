// An SMS beside the text that is registered for it (DLT), letter by letter: networks in India drop what differs.

export interface Piece {
  kind: "same" | "field" | "different";
  text: string;
}

export interface Match {
  matches: boolean;
  written: readonly Piece[];
  registered: readonly Piece[];
}

const FIELD = /(\{\{\w+\}\})/;
const VARIABLE = /(\{#\w+#\})/;
const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const split = (text: string) => [...letters.segment(text)].map(({ segment }) => segment);

/** Return both texts in pieces; from where they part, what follows of that stretch is different. */
export function compare(written: string, registered: string): Match {
  const ours = written.split(FIELD);
  const theirs = registered.split(VARIABLE);
  const pieces = { written: [] as Piece[], registered: [] as Piece[] };
  let parted = false;
  for (let place = 0; place < Math.max(ours.length, theirs.length); place++) {
    const [mine, other] = [ours[place], theirs[place]];
    if (place % 2 === 1) {
      const one = mine === undefined || other === undefined;
      parted ||= one;
      if (mine !== undefined) pieces.written.push({ kind: one ? "different" : "field", text: mine });
      if (other !== undefined) pieces.registered.push({ kind: one ? "different" : "field", text: other });
      continue;
    }
    const [a, b] = [split(mine ?? ""), split(other ?? "")];
    let same = 0;
    while (same < a.length && same < b.length && a[same] === b[same]) same++;
    const far = Math.max(a.length, b.length) > same;
    parted ||= far;
    const cut = (all: readonly string[]): Piece[] => [
      { kind: "same", text: all.slice(0, same).join("") },
      { kind: "different", text: all.slice(same).join("") },
    ];
    pieces.written.push(...cut(a).filter((piece) => piece.text));
    pieces.registered.push(...cut(b).filter((piece) => piece.text));
  }
  return { matches: !parted, ...pieces };
}
