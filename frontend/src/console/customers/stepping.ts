// Going through the list by letters: the row is brought into sight first, since only what is seen is drawn.

/** Return the customer whose row has the focus; null where none has. */
export function focusedIn(pane: HTMLElement | null): number | null {
  const row = document.activeElement?.closest<HTMLElement>("[data-customer]");
  return row && pane?.contains(row) ? Number(row.dataset.customer) : null;
}

/** Return where the list has to be scrolled to for a row to be seen whole, as little as may be. */
export function scrollFor(place: number, height: number, top: number, shown: number): number {
  const begin = place * height;
  if (begin < top) return begin;
  return Math.max(top, begin + height - shown);
}

/** Give a row the focus: at once, since the next key may follow at once, or as soon as it is drawn and can have it. */
export function stepTo(pane: HTMLElement | null, id: number, place: number, height: number) {
  const rows = pane?.querySelector<HTMLElement>(".people-rows");
  if (!rows || place < 0) return;
  rows.scrollTop = scrollFor(place, height, rows.scrollTop, rows.clientHeight);
  let tries = 10;
  const focus = () => {
    const row = rows.querySelector<HTMLElement>(`[data-customer="${id}"]`);
    row?.focus({ preventScroll: true });
    if (document.activeElement !== row && --tries > 0) requestAnimationFrame(focus);
  };
  focus();
}
