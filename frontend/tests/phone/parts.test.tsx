import { renderToStaticMarkup as render } from "react-dom/server";
import { expect, test } from "vitest";
import { Chat } from "../../src/phone/Chat";
import { CustomerList } from "../../src/phone/CustomerList";
import { Drawer } from "../../src/phone/Drawer";
import { Door } from "../../src/phone/drawings";
import type { LogEntry, Phone } from "../../src/phone/types";
import { aMessage, MORNING } from "../cast";

const ASHA: Phone = {
  number: "+919800000001",
  name: "Asha Patel",
  locale: "gu",
  story: "Order 1042 is out for delivery",
  suggestions: ["મારો ઓર્ડર ક્યાં છે?"],
  window_closes: null,
  unread: { whatsapp: 100, sms: 0 },
  last: aMessage({ body: "આજે આવશે" }),
  read_receipts: true,
  on_whatsapp: true,
  blocked: false,
  hide_number: false,
};
const ignore = () => {};

function chat(channel: "whatsapp" | "sms") {
  return render(
    <Chat
      phone={ASHA}
      messages={[aMessage(), aMessage({ sid: "SM2", direction: "out", body: "*ok* https://s.example/1 _so_" })]}
      channel={channel}
      now={MORNING}
      typingUntil={Number.MAX_SAFE_INTEGER}
      dispatch={ignore}
      complain={ignore}
      setChannel={ignore}
      leave={ignore}
      toggleDrawer={ignore}
    />,
  );
}

test("the list names a customer, what was said last and how much is unread", () => {
  const list = render(
    <CustomerList phones={[ASHA]} open={ASHA.number} online now={MORNING} choose={ignore} passDay={async () => {}} />,
  );
  expect(list).toContain("Asha Patel");
  expect(list).toContain('lang="gu">આજે આવશે');
  expect(list).toContain("99+");
});

test("a chat shows the messages of its channel, its suggestions and who types", () => {
  expect(chat("whatsapp").match(/<article/g)).toHaveLength(2);
  expect(chat("whatsapp")).toContain('lang="gu">મારો ઓર્ડર ક્યાં છે?</button>');
  expect(chat("whatsapp")).toContain("The shop is typing");
  expect(chat("sms")).not.toContain("<article");
  expect(chat("sms")).toContain("Say something");
});

test("an SMS takes no files", () => {
  expect(chat("whatsapp")).toContain('aria-label="Attach"');
  expect(chat("sms")).not.toContain('aria-label="Attach"');
});

test("the drawer lists what was asked for this phone, the newest first", () => {
  const entry = (id: number, phone: string): LogEntry => ({ id, phone, kind: "api", title: `no ${id}`, status: 201 });
  const log = [entry(1, ASHA.number), entry(2, "+919800000002"), entry(3, ASHA.number)];
  const drawer = render(<Drawer phone={ASHA} log={log} pulse={0} close={ignore} complain={ignore} />);
  expect(drawer.match(/no \d/g)).toEqual(["no 3", "no 1"]);
});

test("nobody's page has its door", () => {
  expect(render(<Door />)).toContain('stroke-width="2.5"');
});
