// What the page of rules asks of the API.
import { ask, client } from "../../api/client";
import type { components } from "../../api/schema";

type Shapes = components["schemas"];
export type Rule = Shapes["RuleTold"];
export type RuleList = Shapes["RuleList"];
export type RuleSet = Shapes["RuleSet"];
export type RuleMade = Shapes["RuleMade"];
export type Rehearsal = Shapes["RehearsalTold"];

export const RULE_KEYS = { list: ["settings", "rules"], moved: ["settings", "templates", "moved"] };

export const ruleCalls = {
  list: (): Promise<RuleList> => ask(client.GET("/rules")),
  change: async (name: string, body: RuleSet): Promise<Shapes["RuleChanged"]> =>
    ask(client.PATCH("/rules/{name}", { params: { path: { name } }, body })),
  add: (body: RuleMade): Promise<Rule> => ask(client.POST("/rules", { body })),
  drop: (name: string) => ask(client.DELETE("/rules/{name}", { params: { path: { name } } })),
  play: (names: string[], days: number): Promise<Rehearsal> =>
    ask(client.POST("/rules/rehearsals", { body: { names, days } })),
  moved: async () => (await ask(client.GET("/templates/moved"))).moved,
  agree: (key: string) => ask(client.POST("/templates/moved/agree", { body: { key } })),
};
