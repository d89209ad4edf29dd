import { langOf } from "../../thread/words";

export interface Choice {
  id: string;
  title: string;
  detail?: string;
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
          {one.detail && <small lang={langOf(one.detail, "en")}>{one.detail}</small>}
        </div>
      ))}
    </div>
  );
}
