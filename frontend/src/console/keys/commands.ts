// Who does what a key says: components that are on the screen give the commands of the table their functions.
import { useEffectEvent, useLayoutEffect } from "react";

type Run = () => unknown;
interface Given {
  run: Run;
  first: boolean;
}
const given = new Map<string, Given[]>();

/** Give commands their functions until the returned function is called: `first` ones are asked before all others. */
export function giveCommands(commands: Record<string, Run>, first = false): () => void {
  const taken = Object.entries(commands).map(([does, run]) => [does, { run, first }] as const);
  for (const [does, mine] of taken) given.set(does, [...(given.get(does) ?? []), mine]);
  return () => {
    for (const [does, mine] of taken) {
      given.set(
        does,
        (given.get(does) ?? []).filter((one) => one !== mine),
      );
    }
  };
}

/** Give commands their functions while a component is there; of several such the last that came is asked. */
export function useCommands(commands: Record<string, Run>, first = false) {
  const run = useEffectEvent((does: string) => commands[does]?.());
  const names = Object.keys(commands).join(" ");
  // With what is drawn, not after it is painted: on a busy machine a key comes in between.
  useLayoutEffect(() => {
    const all = names.split(" ").map((does) => [does, () => run(does)] as const);
    return giveCommands(Object.fromEntries(all), first);
  }, [names, first]);
}

/** Do what a command says; false where nothing on the screen can. */
export function runCommand(does: string): boolean {
  const all = given.get(does) ?? [];
  const asked = all.findLast((one) => one.first) ?? all.at(-1);
  asked?.run();
  return asked !== undefined;
}

export const canRun = (does: string) => (given.get(does)?.length ?? 0) > 0;
