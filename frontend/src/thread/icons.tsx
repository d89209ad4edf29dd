// Line icons, drawn here so that nothing is loaded from elsewhere.
import { tickOf } from "./ticks";
import type { Status } from "./types";
import { useWording } from "./wording";

const PATHS = {
  back: "M15 5l-7 7 7 7",
  send: "M4 12l16-8-6 16-3-7z",
  attach: "M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 5 5l-8.5 8.3a1.6 1.6 0 0 1-2.3-2.3L15 7.5",
  reply: "M10 7L4 12l6 5v-3.5c5 0 8 1.5 10 4.5-.6-5-4-8-10-8z",
  list: "M5 7h14M5 12h14M5 17h9",
  close: "M6 6l12 12M18 6L6 18",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M9 9.5v.01",
  voice: "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4zM6 11a6 6 0 0 0 12 0M12 17v3",
  file: "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
  pin: "M12 21c4-5 6-8 6-11a6 6 0 0 0-12 0c0 3 2 6 6 11zM12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
  play: "M8 5l11 7-11 7z",
  pause: "M8 5v14M16 5v14",
  gears: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8v4.4M9 14.8v4.4",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 6 6l1-1",
  down: "M6 10l6 6 6-6",
  plus: "M12 5v14M5 12h14",
  copy: "M9 9h10v11H9zM5 15V4h10",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 2",
  label: "M4 5h8l8 7-8 7H4z",
  check: "M5 12.5l4.5 4.5L19 7",
  person: "M12 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM5 20c0-4 3-6 7-6s7 2 7 6",
  more: "M6 12v.01M12 12v.01M18 12v.01",
  panel: "M4 5h16v14H4zM14.5 5v14",
  menu: "M4 7h16M4 12h16M4 17h16",
  bolt: "M13 3L6 13h5l-1 8 7-10h-5z",
  hand: "M4 12h13M12 6l6 6-6 6",
  return: "M20 12H7M12 6l-6 6 6 6",
  moon: "M19 14.5A7.5 7.5 0 1 1 10 5a6 6 0 0 0 9 9.5z",
  note: "M5 4h14v11l-5 5H5zM14 20v-5h5",
  template: "M5 4h14v16H5zM8.5 8.5h7M8.5 12h7M8.5 15.5h4",
  people:
    "M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3 19c0-3.4 2.6-5 6-5s6 1.6 6 5M16 5.5a3 3 0 0 1 0 5.5M17.5 14.3c2.1.6 3.5 2 3.5 4.7",
  keys: "M3 7h18v10H3zM6.5 10.5v.01M10 10.5v.01M14 10.5v.01M17.5 10.5v.01M8 14h8",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

export function Tick({ status }: { status: Status }) {
  const kind = tickOf(status);
  const { ticks } = useWording();
  return (
    <svg className={`tick ${kind}`} viewBox="0 0 20 12" role="img" aria-label={ticks[kind]}>
      {kind === "clock" ? (
        <path d="M14 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM14 3.6V6l1.6 1" />
      ) : (
        <path d={kind === "one" ? "M6 6.5l3 3 6-7" : "M2 6.5l3 3 6-7M9.2 8.4l1.2 1.1 6-7"} />
      )}
    </svg>
  );
}
