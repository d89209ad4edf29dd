// What differs between two texts, word by word.

export interface Piece {
  text: string;
  kind: "same" | "gone" | "new";
}

const wordsOf = (text: string) => text.match(/\s+|[^\s]+/g) ?? [];

/** Return the words of both texts in one row: those of both, those gone, those new. */
export function differencesOf(before: string, after: string): readonly Piece[] {
  const [left, right] = [wordsOf(before), wordsOf(after)];
  // longest[i][j]: how many words the rests from i and from j on have in common, in their order.
  const longest = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0;
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const row = longest[i];
      if (row) row[j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pieces: Piece[] = [];
  const put = (text: string, kind: Piece["kind"]) => {
    const last = pieces.at(-1);
    if (last?.kind === kind) last.text += text;
    else pieces.push({ text, kind });
  };
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [one, other] = [left[i], right[j]];
    if (one !== undefined && one === other) {
      put(one, "same");
      i++;
      j++;
    } else if (other === undefined || (one !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      put(one ?? "", "gone");
      i++;
    } else {
      put(other, "new");
      j++;
    }
  }
  return pieces;
}
