import { useCallback, useEffect, useReducer, useState } from "react";
import type { Channel } from "../thread/types";
import { api } from "./api";
import { newAsking } from "./asking";
import { Chat } from "./Chat";
import { CustomerList } from "./CustomerList";
import { Drawer } from "./Drawer";
import { Door } from "./drawings";
import { listen } from "./live";
import { EMPTY, reduce } from "./state";
import type { LogEntry } from "./types";

const numberInHash = () => decodeURIComponent(location.hash.slice(1)) || null;

export function App() {
  const [state, dispatch] = useReducer(reduce, { ...EMPTY, open: numberInHash() });
  const [drawer, setDrawer] = useState(false);
  const [log, setLog] = useState<LogEntry[]>([]);
  const [pulse, setPulse] = useState(0);
  const { open, channel } = state;

  const complain = useCallback((error: Error) => dispatch({ type: "notice", notice: error.message }), []);
  const [{ overtake, askUntilCurrent }] = useState(newAsking);
  const loadPhones = useCallback(
    () => askUntilCurrent(api.phones, ({ phones }) => dispatch({ type: "phones", phones })).catch(complain),
    [askUntilCurrent, complain],
  );
  const loadStories = useCallback(
    () =>
      api
        .stories()
        .then(({ stories, now }) => dispatch({ type: "shop", stories, ahead: Date.parse(now) - Date.now() }))
        .catch(() => undefined), // a shop without the demo has no stories
    [],
  );
  const loadMessages = useCallback(
    (number: string) =>
      askUntilCurrent(
        () => api.messages(number),
        ({ messages }) => dispatch({ type: "messages", number, messages }),
      ).catch(complain),
    [askUntilCurrent, complain],
  );

  useEffect(() => {
    const follow = () => dispatch({ type: "open", number: numberInHash() });
    addEventListener("hashchange", follow);
    // The address may have changed between the first drawing and this listener.
    if (numberInHash()) follow();
    return () => removeEventListener("hashchange", follow);
  }, []);

  useEffect(() => {
    void loadPhones();
    void loadStories();
    return listen(
      (event) => {
        if (event.type === "message" || event.type === "status" || event.type === "phone") overtake();
        // What the shop says may follow from a day that `dastak demo tick` let pass, or from what a customer wrote.
        if (event.type === "message" && event.message.direction === "in") void loadStories();
        if (event.type === "log") setLog((lines) => [...lines.slice(-299), event.entry]);
        else if (event.type === "reset") location.reload();
        else {
          if (event.type === "clock") void loadPhones();
          if (event.type === "clock" || event.type === "faults") setPulse((count) => count + 1);
          dispatch({ type: "live", event, now: Date.now() });
        }
      },
      () => {
        // What happened while the line was down is fetched, not guessed; what was asked before may lack it.
        overtake();
        dispatch({ type: "online", online: true });
        void loadPhones();
        const number = numberInHash();
        if (number) void loadMessages(number);
      },
      () => dispatch({ type: "online", online: false }),
    );
  }, [loadPhones, loadMessages, loadStories, overtake]);

  useEffect(() => {
    if (open) void loadMessages(open);
  }, [open, loadMessages]);

  useEffect(() => {
    if (drawer)
      api
        .log()
        .then((answer) => setLog(answer.log))
        .catch(complain);
  }, [drawer, complain]);

  useEffect(() => {
    if (!state.notice) return;
    const timer = setTimeout(() => dispatch({ type: "notice", notice: "" }), 6000);
    return () => clearTimeout(timer);
  }, [state.notice]);

  const choose = useCallback((number: string | null) => {
    if (number) location.hash = number;
    else history.pushState(null, "", location.pathname);
    dispatch({ type: "open", number });
  }, []);

  const passDay = useCallback(
    () =>
      api
        .nextDay()
        .then(({ day, lines }) => dispatch({ type: "notice", notice: [`Day ${day}`, ...lines].join("\n") }), complain)
        .finally(() => {
          void loadStories();
          void loadPhones();
        }),
    [complain, loadStories, loadPhones],
  );

  useSwitchKeys(
    state.phones.map((phone) => phone.number),
    open,
    choose,
  );
  const now = Date.now() + state.ahead;
  const phone = state.phones.find((one) => one.number === open) ?? null;

  return (
    <div className={`app ${phone ? "has-chat" : ""} ${drawer ? "has-drawer" : ""}`}>
      <CustomerList
        phones={state.phones}
        open={open}
        online={state.online}
        now={now}
        choose={choose}
        passDay={passDay}
      />
      {phone ? (
        <Chat
          key={`${phone.number} ${channel}`}
          phone={phone}
          messages={state.messages[phone.number] ?? null}
          channel={channel}
          now={now}
          typingUntil={state.typing[`${phone.number} ${channel}`] ?? 0}
          dispatch={dispatch}
          complain={complain}
          setChannel={(next: Channel) => dispatch({ type: "channel", channel: next })}
          leave={() => choose(null)}
          toggleDrawer={() => setDrawer(!drawer)}
        />
      ) : (
        <main className="nobody">
          <div className="weave" aria-hidden="true" />
          <Door />
          <h1>Who is knocking?</h1>
          <p>Pick a customer. What you write as them reaches the shop just as a message on WhatsApp or SMS would.</p>
          <p>
            <kbd>Alt</kbd> <kbd>↑</kbd> <kbd>↓</kbd> switches between customers.
          </p>
        </main>
      )}
      {drawer && phone && (
        <Drawer phone={phone} log={log} pulse={pulse} close={() => setDrawer(false)} complain={complain} />
      )}
      <div className="notice" role="alert" hidden={!state.notice}>
        {state.notice}
      </div>
    </div>
  );
}

/** Alt+Up and Alt+Down go to the customer before and after. */
function useSwitchKeys(numbers: string[], open: string | null, choose: (number: string) => void) {
  const key = numbers.join();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
      const list = key.split(",");
      const next = list[list.indexOf(open ?? "") + (event.key === "ArrowUp" ? -1 : 1)];
      if (next) choose(next);
      event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [key, open, choose]);
}
