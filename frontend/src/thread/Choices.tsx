import { useState } from "react";
import { Icon } from "./icons";
import type { Action, Rich } from "./types";
import { useWording } from "./wording";
import { langOf, safeUrl } from "./words";

interface Props {
  rich: Rich;
  locale: string;
  used: string | undefined;
  enabled: boolean;
  tap: (id: string) => void;
  openList: () => void;
}

/** Everything under a bubble that can be tapped. */
export function Choices({ rich, locale, used, enabled, tap, openList }: Props) {
  return (
    <>
      {rich.actions && (
        <div className="choices">
          {rich.actions.map((action) => (
            <Choice
              key={action.id + action.title}
              action={action}
              locale={locale}
              used={used}
              enabled={enabled}
              tap={tap}
            />
          ))}
        </div>
      )}
      {rich.list && (
        <div className="choices">
          <button
            type="button"
            className={used ? "choice spent" : "choice"}
            disabled={!enabled || used !== undefined}
            onClick={openList}
          >
            <Icon name="list" />
            <span lang={langOf(rich.list.button, locale)}>{rich.list.button}</span>
          </button>
        </div>
      )}
      {rich.cards && (
        <div className="cards">
          {rich.cards.map((card) => (
            <section className="card" key={card.title}>
              <h3>{card.title}</h3>
              <p>{card.body}</p>
              {card.actions.map((action) => (
                <Choice key={action.id} action={action} locale={locale} used={used} enabled={enabled} tap={tap} />
              ))}
            </section>
          ))}
        </div>
      )}
    </>
  );
}

/** How a button looks: one of a message can be chosen, once; a tap shows at once, before it has been sent. */
export function stateOf(id: string, used: string | undefined, tapped: boolean): "" | "chosen" | "spent" {
  if (used === undefined) return tapped ? "chosen" : "";
  return used === id ? "chosen" : "spent";
}

interface ChoiceProps {
  action: Action;
  locale: string;
  used: string | undefined;
  enabled: boolean;
  tap: (id: string) => void;
}

function Choice({ action, locale, used, enabled, tap }: ChoiceProps) {
  const [tapped, setTapped] = useState(false);
  const { copied } = useWording();
  const words = <span lang={langOf(action.title, locale)}>{action.title}</span>;
  if (action.type === "URL") {
    const href = safeUrl(action.target);
    return href ? (
      <a className="choice" href={href} target="_blank" rel="noopener noreferrer">
        <Icon name="link" />
        {words}
      </a>
    ) : (
      <span className="choice spent">{words}</span>
    );
  }
  if (action.type === "COPY_CODE") {
    return (
      <button
        type="button"
        className="choice"
        onClick={() => void navigator.clipboard?.writeText(action.target).then(() => setTapped(true))}
      >
        <Icon name="copy" />
        {tapped ? <span>{copied}</span> : words}
      </button>
    );
  }
  if (action.type !== "QUICK_REPLY") {
    return (
      <span className="choice spent">
        {words} {action.target}
      </span>
    );
  }
  const state = stateOf(action.id, used, tapped);
  return (
    <button
      type="button"
      className={`choice ${state}`}
      disabled={!enabled || state !== ""}
      onClick={() => {
        setTapped(true);
        tap(action.id);
      }}
    >
      {words}
    </button>
  );
}
