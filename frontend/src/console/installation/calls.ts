// What the page of the installation asks of the server.
import { useQuery } from "@tanstack/react-query";
import { ask, client } from "../api/client";
import type { components } from "../api/schema";

export type Installation = components["schemas"]["InstallationTold"];
export type Shop = Installation["shops"][number];
export type Opened = components["schemas"]["ShopOpened"];

export const INSTALLATION = ["installation"];
const AGAIN = 15_000;

export const useInstallation = () =>
  useQuery({ queryKey: INSTALLATION, queryFn: () => ask(client.GET("/installation")), refetchInterval: AGAIN });

const at = (id: number) => ({ params: { path: { id } } });
export const openShop = (body: components["schemas"]["NewShop"]) => ask(client.POST("/installation/shops", { body }));
export const handLink = (id: number) => ask(client.POST("/installation/shops/{id}/link", at(id)));
export const closeShop = (id: number, name: string) =>
  ask(client.POST("/installation/shops/{id}/close", { ...at(id), body: { name } }));
export const reopenShop = (id: number) => ask(client.POST("/installation/shops/{id}/reopen", at(id)));

const STEPS = ["B", "kB", "MB", "GB", "TB"] as const;

/** Return so many bytes as people say them. */
export function roomOf(bytes: number): string {
  let left = bytes;
  let step = 0;
  while (left >= 1000 && step < STEPS.length - 1) {
    left /= 1000;
    step += 1;
  }
  return `${left >= 100 || step === 0 ? Math.round(left) : left.toFixed(1)} ${STEPS[step]}`;
}
