import { i18n } from "@lingui/core";
import { langOf } from "../../thread/words";

export interface Choice {
  id: string;
  title: string;
  detail?: string;
  /** Its language; `missing`: it is not there in the one that was asked for. */
  mark?: { text: string; missing?: boolean };
  /** The canned reply that it is. */
  canned?: number;
  /** Return what is put in its place; null: nothing. */
  insert: () => Promise<string | null> | string;
}

interface Props {
  id: string;
  choices: readonly Choice[];
  active: number;
  take: (choice: Choice) => void;
}

/** What can be put where one writes; the box keeps the focus. */
export function Suggestions({ id, choices, active, take }: Props) {
  return (
    <div id={id} className="suggestions" role="listbox">
      {choices.map((one, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the box beside it has the keys
        <div
          key={one.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          tabIndex={-1}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => take(one)}
        >
          <b lang={langOf(one.title, "en")}>{one.title}</b>
          {one.mark && (
            <span
              className={one.mark.missing ? "chip missing" : "chip"}
              title={one.mark.missing ? i18n.t("Not there in this language") : undefined}
            >
              {one.mark.text}
            </span>
          )}
          {one.detail && <small lang={langOf(one.detail, "en")}>{one.detail}</small>}
        </div>
      ))}
      {choices.some((one) => one.mark) && <p className="quiet">{i18n.t("← → another language")}</p>}
    </div>
  );
}
