// When somebody last did something here: what the page asks by itself is no sign that its person is there.
const SIGNS = ["keydown", "pointerdown", "wheel", "touchmove"];
let actedAt = Date.now();

/** Watch a page for what its person does. */
export function watchActing(page: Pick<EventTarget, "addEventListener">, now = Date.now) {
  const noted = () => {
    actedAt = now();
  };
  for (const sign of SIGNS) page.addEventListener(sign, noted, { capture: true, passive: true });
}

/** Return for how many seconds nobody has done anything here. */
export const idleSeconds = (now = Date.now()) => Math.max(0, Math.floor((now - actedAt) / 1000));
