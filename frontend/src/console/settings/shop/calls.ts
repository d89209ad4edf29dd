// What the shop's page asks of the server.
import { useQuery } from "@tanstack/react-query";
import { ask, client } from "../../api/client";
import type { components } from "../../api/schema";

export type ShopSettings = components["schemas"]["ShopSettingsTold"];
// Below "settings": what the live stream says of settings makes it old.
export const SHOP = ["settings", "shop"];

export const useShop = () => useQuery({ queryKey: SHOP, queryFn: () => ask(client.GET("/settings/shop")) });
export const changeShop = (changes: Record<string, string>) =>
  ask(client.PATCH("/settings/shop", { body: { changes } }));
