// Who does what a key says: components that are on the screen give the commands of the table their functions.
import { useEffect, useEffectEvent } from "react";

type Run = () => void;
const given = new Map<string, Run[]>();

/** Give commands their functions while a component is there; the component that came last is asked. */
export function useCommands(commands: Record<string, Run>) {
  const run = useEffectEvent((does: string) => commands[does]?.());
  const names = Object.keys(commands).join(" ");
  useEffect(() => {
    const taken = names.split(" ").map((does) => {
      const mine = () => run(does);
      given.set(does, [...(given.get(does) ?? []), mine]);
      return [does, mine] as const;
    });
    return () => {
      for (const [does, mine] of taken) {
        given.set(
          does,
          (given.get(does) ?? []).filter((one) => one !== mine),
        );
      }
    };
  }, [names]);
}

/** Do what a command says; false where nothing on the screen can. */
export function runCommand(does: string): boolean {
  const run = given.get(does)?.at(-1);
  run?.();
  return run !== undefined;
}

export const canRun = (does: string) => (given.get(does)?.length ?? 0) > 0;
