import { i18n } from "@lingui/core";
import { go, usePlace } from "../shell/place";
import { KeptTests } from "./KeptTests";
import { Taught } from "./Taught";
import { Trainings } from "./Trainings";
import { WrongList } from "./WrongList";
import "./teaching.css";
import { NavButton } from "../shell/NavButton";

const PARTS: Record<string, { say: () => string; Part: () => React.ReactNode }> = {
  "": { say: () => i18n.t("What it got wrong"), Part: WrongList },
  taught: { say: () => i18n.t("What it was taught"), Part: Taught },
  tests: { say: () => i18n.t("Kept conversations"), Part: KeptTests },
  training: { say: () => i18n.t("Training"), Part: Trainings },
};

/** Teaching the assistant: what it got wrong, what it was taught, kept conversations, and its training. */
export function TeachingPage() {
  const { rest } = usePlace();
  const name = rest.split("/")[0] ?? "";
  const { Part } = PARTS[name] ?? { Part: WrongList };
  return (
    <main className="page teaching" aria-label={i18n.t("Teaching")}>
      <header className="teaching-head">
        <NavButton />
        <h1>{i18n.t("Teaching")}</h1>
      </header>
      <nav className="teaching-parts" aria-label={i18n.t("Parts of teaching")}>
        {Object.entries(PARTS).map(([part, { say }]) => (
          <a
            key={part}
            href={`/console/teaching${part && `/${part}`}`}
            aria-current={part === name ? "page" : undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey) return;
              event.preventDefault();
              go({ rest: part });
            }}
          >
            {say()}
          </a>
        ))}
      </nav>
      <Part />
    </main>
  );
}
