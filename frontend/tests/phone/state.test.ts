import { expect, test } from "vitest";
import { EMPTY, reduce, type State, TYPING_MS } from "../../src/phone/state";
import type { Phone } from "../../src/phone/types";
import type { Message } from "../../src/thread/types";
import { aMessage, MORNING } from "../cast";

const NUMBER = "+919800000001";
const PHONE = { number: NUMBER, name: "Asha Patel", unread: { whatsapp: 0, sms: 0 }, last: null } as unknown as Phone;
const OPEN: State = { ...EMPTY, phones: [PHONE], messages: { [NUMBER]: [aMessage({ seq: 2, sid: "SM2" })] } };

const arrive = (state: State, message: Message) =>
  reduce(state, { type: "live", event: { type: "message", phone: NUMBER, message }, now: MORNING });

test("messages stand in the phone's order, whatever order they arrive in", () => {
  const state = arrive(arrive(OPEN, aMessage({ seq: 3, sid: "SM3" })), aMessage({ seq: 1, sid: "SM1" }));
  expect(state.messages[NUMBER]?.map((message) => message.seq)).toEqual([1, 2, 3]);
});

test("a message told twice is shown and counted once", () => {
  const twice = arrive(arrive(OPEN, aMessage({ seq: 3, sid: "SM3" })), aMessage({ seq: 3, sid: "SM3" }));
  expect(twice.messages[NUMBER]).toHaveLength(2);
  expect(twice.phones[0]?.unread.whatsapp).toBe(1);
});

test("what the customer wrote is never unread", () => {
  const state = arrive(OPEN, aMessage({ seq: 3, sid: "SM3", direction: "out" }));
  expect(state.phones[0]?.unread.whatsapp).toBe(0);
});

test("the shop stops typing when its message arrives", () => {
  const typing = { type: "typing", phone: NUMBER, channel: "whatsapp" } as const;
  const state = reduce(OPEN, { type: "live", event: typing, now: MORNING });
  expect(state.typing[`${NUMBER} whatsapp`]).toBe(MORNING + TYPING_MS);
  expect(arrive(state, aMessage({ seq: 3, sid: "SM3" })).typing).toEqual({});
});

test("a status moves its message alone and leaves the state before as it was", () => {
  const event = {
    type: "status",
    phone: NUMBER,
    sid: "SM2",
    status: "failed",
    error: { code: 63016, text: "shut" },
  } as const;
  const state = reduce(arrive(OPEN, aMessage({ seq: 3, sid: "SM3" })), { type: "live", event, now: MORNING });
  expect(state.messages[NUMBER]?.map((message) => message.status)).toEqual(["failed", "delivered"]);
  expect(OPEN.messages[NUMBER]?.[0]?.status).toBe("delivered");
});

test("what is going on with a customer follows the shop, also when the phone book is read again", () => {
  const told = reduce(OPEN, {
    type: "shop",
    stories: { [NUMBER]: "Order 1042 was delivered today" },
    ahead: 86_400_000,
  });
  expect(told.ahead).toBe(86_400_000);
  const again = reduce(told, { type: "phones", phones: [{ ...PHONE, story: "Order 1042 is out for delivery today" }] });
  expect([told, again].map((state) => state.phones[0]?.story)).toEqual(Array(2).fill("Order 1042 was delivered today"));
});

test("a list that was overtaken on its way takes nothing away that came meanwhile", () => {
  const later = arrive(OPEN, aMessage({ seq: 3, sid: "SM3" }));
  const list = [aMessage({ seq: 1, sid: "SM1" }), aMessage({ seq: 2, sid: "SM2", status: "read" })];
  const state = reduce(later, { type: "messages", number: NUMBER, messages: list });
  expect(state.messages[NUMBER]?.map(({ seq, status }) => `${seq} ${status}`)).toEqual([
    "1 delivered",
    "2 read",
    "3 delivered",
  ]);
});
