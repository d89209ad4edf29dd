// What the start page asks of the server.
import { useQuery } from "@tanstack/react-query";
import { ask, client } from "../../api/client";
import type { components } from "../../api/schema";

export type Setup = components["schemas"]["SetupTold"];
export type Step = Setup["steps"][number];
export type StepName = Step["name"];
export type Account = components["schemas"]["AccountTold"];
type AccountTried = components["schemas"]["AccountTried"];
type AccountChoice = components["schemas"]["AccountChoice"];
export type Rehearsal = components["schemas"]["RehearsalTold"];
export const SETUP = ["settings", "setup"];
const WATCHED = 4_000;

/** Return how far the shop is; asked again while it is looked at, for what is waited for comes by itself. */
export const useSetup = () =>
  useQuery({ queryKey: SETUP, queryFn: () => ask(client.GET("/setup")), refetchInterval: WATCHED, staleTime: 0 });

export const leaveStep = (step: string, skipped: boolean) =>
  ask(client.PUT("/setup/{step}", { params: { path: { step: step as StepName } }, body: { skipped } }));
export const lookAtAccount = () => ask(client.POST("/setup/account"));
export const tryAccount = (given: AccountTried) => ask(client.POST("/setup/account/trials", { body: given }));
export const chooseAccount = (given: AccountChoice) => ask(client.PUT("/setup/account", { body: given }));
export const rehearse = () => ask(client.POST("/rules/rehearsals", { body: { days: 7 } }));
export const goLive = (live: boolean) => ask(client.POST("/setup/live", { body: { live } }));

/** Return the catalogues that are being read: how many products, of how many. */
export const readingOf = ({ facts }: Step) =>
  (facts as { reading?: readonly { seen: number; total: number | null }[] }).reading ?? [];

/** Return the first step that is neither done nor left: where one goes on. */
export const nextOf = (steps: readonly Step[]) => steps.find((one) => !one.done && !one.skipped)?.name ?? "live";
