// What the pages of teaching ask of the API.
import { ask, client } from "../api/client";
import type { components } from "../api/schema";

type Shapes = components["schemas"];
export type Why = Shapes["WhyTold"];
export type WrongGroup = Shapes["WrongGroup"];
export type Example = Shapes["ExampleTold"];
export type Conflict = Shapes["ConflictTold"];
export type KeptTest = Shapes["KeptTestTold"];
export type Training = Shapes["TrainingTold"];
export type TrainingWhole = Shapes["TrainingWhole"];
export type Dialogues = Shapes["DialoguesTold"];
export type DialogueChanged = Shapes["DialogueChanged"];
export type PlayedAs = Shapes["PlayedAs"];
export type Lesson = Shapes["Teaching"];

/** Return a message of a thread as the address has it: "out-7" is side out, 7. */
const spot = (id: number, message: string) => {
  const [side, number] = message.split("-") as ["in" | "out", string];
  return { params: { path: { id, side, message: Number(number) } } };
};
const at = (id: number) => ({ params: { path: { id } } });

export const teaching = {
  why: (conversation: number, message: string): Promise<Why> =>
    ask(client.GET("/conversations/{id}/messages/{side}-{message}/why", spot(conversation, message))),
  mark: (conversation: number, message: number, wrong: boolean) =>
    ask(
      client.PUT("/conversations/{id}/messages/in-{message}/mark", {
        params: { path: { id: conversation, message } },
        body: { wrong },
      }),
    ),
  unmark: (conversation: number, message: number) =>
    ask(
      client.DELETE("/conversations/{id}/messages/in-{message}/mark", {
        params: { path: { id: conversation, message } },
      }),
    ),
  wrong: async (): Promise<readonly WrongGroup[]> => (await ask(client.GET("/teaching/wrong"))).groups,
  meanings: () => ask(client.GET("/teaching/meanings")),
  conflicts: (body: Lesson) => ask(client.POST("/teaching/conflicts", { body })),
  teach: (body: Lesson): Promise<Example> => ask(client.POST("/teaching/examples", { body })),
  examples: async (): Promise<readonly Example[]> => (await ask(client.GET("/teaching/examples"))).examples,
  unteach: (id: number) => ask(client.DELETE("/teaching/examples/{id}", at(id))),
  tests: async (): Promise<readonly KeptTest[]> => (await ask(client.GET("/teaching/tests"))).tests,
  keep: (conversation_id: number, name: string): Promise<KeptTest> =>
    ask(client.POST("/teaching/tests", { body: { conversation_id, name } })),
  dropTest: (id: number) => ask(client.DELETE("/teaching/tests/{id}", at(id))),
  trainings: () => ask(client.GET("/teaching/trainings")),
  training: (id: number): Promise<TrainingWhole> => ask(client.GET("/teaching/trainings/{id}", at(id))),
  train: (): Promise<Training> => ask(client.POST("/teaching/trainings")),
  cancel: (id: number) => ask(client.DELETE("/teaching/trainings/{id}", at(id))),
  overrule: (id: number, reason: string) =>
    ask(client.POST("/teaching/trainings/{id}/switch", { ...at(id), body: { reason } })),
  rollBack: (in_force: string) => ask(client.POST("/teaching/rollback", { body: { in_force } })),
};

export const KEYS = {
  why: (conversation: number, message: string) => ["why", conversation, message],
  wrong: ["teaching", "wrong"],
  meanings: ["teaching", "meanings"],
  examples: ["teaching", "examples"],
  tests: ["teaching", "tests"],
  trainings: ["teaching", "trainings"],
  training: (id: number) => ["teaching", "trainings", id],
};
