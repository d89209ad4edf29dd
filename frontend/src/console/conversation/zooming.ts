// Where a picture stands in its frame: how large, and how far from the middle, in points of the screen.
export interface Zoom {
  scale: number;
  x: number;
  y: number;
}
export interface Spot {
  x: number;
  y: number;
}

export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 };
export const CLOSER = 2.5;
const MOST = 8;
const STEP = 60;
const BY_KEY: Record<string, (now: Zoom, frame: Spot) => Zoom> = {
  "+": (now, frame) => zoomAt(now, 1.4, { x: 0, y: 0 }, frame),
  "=": (now, frame) => zoomAt(now, 1.4, { x: 0, y: 0 }, frame),
  "-": (now, frame) => zoomAt(now, 1 / 1.4, { x: 0, y: 0 }, frame),
  "0": () => WHOLE,
  ArrowLeft: (now, frame) => moved(now, { x: STEP, y: 0 }, frame),
  ArrowRight: (now, frame) => moved(now, { x: -STEP, y: 0 }, frame),
  ArrowUp: (now, frame) => moved(now, { x: 0, y: STEP }, frame),
  ArrowDown: (now, frame) => moved(now, { x: 0, y: -STEP }, frame),
};

/** Return a picture moved, never further than its own edge; `frame` is half the frame's width and height. */
export function moved({ scale, x, y }: Zoom, by: Spot, frame: Spot): Zoom {
  const within = (far: number, half: number) => {
    const most = half * (scale - 1);
    return Math.min(most, Math.max(-most, far)) || 0;
  };
  return { scale, x: within(x + by.x, frame.x), y: within(y + by.y, frame.y) };
}

/** Return a picture made larger or smaller by a factor, with the spot under the pointer (from the middle) where it is. */
export function zoomAt(now: Zoom, factor: number, spot: Spot, frame: Spot): Zoom {
  const scale = Math.min(MOST, Math.max(1, now.scale * factor));
  const ratio = scale / now.scale;
  const x = spot.x - (spot.x - now.x) * ratio;
  const y = spot.y - (spot.y - now.y) * ratio;
  return moved({ scale, x, y }, { x: 0, y: 0 }, frame);
}

/** Return a picture as a key has it, null where the key has nothing to do with it. */
export const byKey = (key: string, now: Zoom, frame: Spot) =>
  Object.hasOwn(BY_KEY, key) ? (BY_KEY[key]?.(now, frame) ?? null) : null;
