// Dialogs and menus lie above the page in layers. What closes gives the focus back before the next key arrives: React
// Aria does so a frame later, and a list takes it later still, from whatever was opened meanwhile.

interface Layer<E> {
  root: Element;
  /** What had the focus in it last; null where nothing had it when the layer above came. */
  had: E | null;
}

/** The layers that have had the focus, the topmost last. */
export class Layers<E extends Element> {
  private layers: Layer<E>[] = [];

  /** Note what got the focus, in which layer, and whether something lost it to that. */
  note(one: E, root: Element, from: boolean) {
    const closed = this.drop();
    const known = this.layers.find((layer) => layer.root === root);
    if (known) {
      known.had = one;
      return;
    }
    const below = this.layers.at(-1);
    if (below && !from && !closed) below.had = null;
    this.layers.push({ root, had: one });
  }

  /** Forget the layers that are closed; whether any was. */
  drop(): boolean {
    const open = this.layers.filter(({ root }) => root.isConnected);
    const closed = open.length < this.layers.length;
    this.layers = open;
    return closed;
  }

  /** Return what had the focus in what lies topmost now. */
  top(): E | null {
    return this.layers.at(-1)?.had ?? null;
  }
}

/** Give the focus back to where it was as soon as a layer is closed, until the returned function is called. */
export function giveBack(): () => void {
  const layers = new Layers<HTMLElement>();
  let owed = false;
  const note = ({ target, relatedTarget }: FocusEvent) => {
    owed = false;
    const root = target instanceof HTMLElement && target.closest("body > *");
    if (!root) return;
    // A list draws its rows anew: it knows itself which of them had it.
    const one = target.matches("[role=row]") ? target.closest<HTMLElement>("[role=grid]") : target;
    layers.note(one ?? target, root, relatedTarget !== null);
  };
  const look = () => {
    owed = layers.drop() || owed;
    // What lies below a dialog can't have it until that has let go of it, which may be a moment after it closed.
    if (owed && document.activeElement === document.body) layers.top()?.focus({ preventScroll: true });
    else owed = false;
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["inert"] });
  document.addEventListener("focusin", note);
  return () => {
    observer.disconnect();
    document.removeEventListener("focusin", note);
  };
}

/** Give the focus to what is there, or as soon as it is: until then it may be loaded; whoever moves it first is left alone. */
export function focusOnce(selector: string) {
  const focus = () => {
    const found = document.querySelector<HTMLElement>(selector);
    found?.focus();
    return found !== null && document.activeElement === found;
  };
  const observer = new MutationObserver(() => focus() && stop());
  const stop = () => {
    observer.disconnect();
    document.removeEventListener("focusin", stop);
  };
  // A pane that is shown with the press is drawn when the observer hears of it, before the next key.
  if (focus()) return;
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["class"] });
  document.addEventListener("focusin", stop);
}
