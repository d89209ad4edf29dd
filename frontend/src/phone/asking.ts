// What is asked for while news goes on coming.

const AT_ONCE = 3;
const LONGEST_PAUSE = 2_000;

export interface Asking {
  /** News came, or the line stands anew: what is on its way may be out of date. */
  overtake: () => void;
  /** Ask, take the answer, and ask again until no news has overtaken it. */
  askUntilCurrent: <T>(ask: () => Promise<T>, take: (answer: T) => void) => Promise<void>;
}

export function newAsking(): Asking {
  let heard = 0;
  return {
    overtake: () => {
      heard++;
    },
    askUntilCurrent: async (ask, take) => {
      // It never gives up: the last answer taken would lack what overtook it, for good. It asks more and more seldom.
      for (let tries = 0; ; tries++) {
        const before = heard;
        take(await ask());
        if (heard === before) return;
        if (tries >= AT_ONCE) await rest(Math.min(100 * 2 ** (tries - AT_ONCE), LONGEST_PAUSE));
      }
    },
  };
}

const rest = (ms: number) => new Promise((done) => setTimeout(done, ms));
