// Where the focus goes when what had it is gone or can't be used: near it, and never to nowhere, from where whoever
// uses a keyboard would have to begin anew.

// What looks after its own focus.
const OWN = "[role=grid], [role=listbox], [role=menu], [role=dialog], dialog";
const SOON = 60; // ms: whoever moves the focus themselves has done it by then
const PATIENCE = 300; // ms: a button that is on its way comes back

/** Something that went, with its place. */
interface Gone {
  from: Node;
  next: Node | null;
  before: Node | null;
}

const isNowhere = () => {
  const { activeElement } = document;
  return !activeElement || activeElement === document.body || activeElement.matches(":disabled");
};

/** Return what stands nearest to what went: its neighbour, or the name of the page where all of that is new. */
export function standIn({ from, next, before }: Gone): HTMLElement | null {
  const near = [next, before, from].find(
    (one): one is HTMLElement => one instanceof HTMLElement && one.isConnected && one.checkVisibility(),
  );
  const isPage =
    !near || near.matches("main") || (from instanceof HTMLElement && from.matches("main, .settings-body, .desk"));
  return (isPage ? document.querySelector<HTMLElement>("main h1, main") : near) ?? null;
}

function take(one: HTMLElement | null) {
  if (!one) return;
  if (!one.hasAttribute("tabindex") && one.tabIndex < 0) one.tabIndex = -1;
  one.focus({ preventScroll: true });
}

// What had it last; also while the desk waits behind a log-in.
let last: HTMLElement | null = null;

/** Keep the focus somewhere until the returned function is called. */
export function keepFocus(): () => void {
  let gone: Gone | null = null;
  let timer = 0;

  const note = ({ target }: FocusEvent) => {
    // A dialog above the desk, or the way in before it, gives back what it took.
    if (!(target instanceof HTMLElement && target.closest(".desk"))) return;
    window.clearTimeout(timer);
    last = target.closest(OWN) ? null : target;
    gone = null;
  };
  // Whoever clicks beside everything means to have it nowhere.
  const leave = () =>
    window.setTimeout(() => {
      if (last?.checkVisibility() && !last.matches(":disabled") && isNowhere()) last = null;
    });
  const settle = () => {
    if (!last || !isNowhere()) return;
    if (!last.isConnected) take(gone && standIn(gone));
    else if (last.matches(":disabled")) {
      const button = last;
      take(button.parentElement);
      last = button; // once it can be used again, it has the focus again
    }
  };
  const look = (changes: MutationRecord[]) => {
    if (!last) return;
    if (last.isConnected) {
      const isBack = !last.matches(":disabled") && (isNowhere() || document.activeElement === last.parentElement);
      if (isBack && changes.some(({ target }) => target === last)) last.focus({ preventScroll: true });
      else if (last.matches(":disabled") && document.activeElement === last)
        timer = window.setTimeout(settle, PATIENCE);
      return;
    }
    const went = changes.find(({ removedNodes }) => [...removedNodes].some((one) => one.contains(last)));
    if (went) gone = { from: went.target, next: went.nextSibling, before: went.previousSibling };
    if (!gone) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(settle, SOON);
  };
  if (last?.isConnected && isNowhere()) last.focus();
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
  document.addEventListener("focusin", note);
  document.addEventListener("focusout", leave);
  return () => {
    observer.disconnect();
    window.clearTimeout(timer);
    document.removeEventListener("focusin", note);
    document.removeEventListener("focusout", leave);
  };
}
