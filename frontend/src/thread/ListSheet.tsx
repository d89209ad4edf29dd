import { useEffect, useRef } from "react";
import { Icon } from "./icons";
import type { ListItem, Rich } from "./types";
import { useWording } from "./wording";
import { langOf } from "./words";

interface Props {
  list: NonNullable<Rich["list"]>;
  locale: string;
  pick: (item: ListItem) => void;
  close: () => void;
}

/** The list picker, from below; the browser's own dialog keeps the focus inside and Escape closes it. */
export function ListSheet({ list, locale, pick, close }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const words = useWording();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click outside has the dialog's own Escape beside it
    <dialog
      className="sheet"
      ref={dialog}
      aria-label={list.button}
      onClose={close}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
    >
      <header>
        <h2 lang={langOf(list.button, locale)}>{list.button}</h2>
        <button type="button" className="round" aria-label={words.close} onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </header>
      <ul>
        {list.items.map((item) => (
          <li key={item.id}>
            <button type="button" onClick={() => pick(item)}>
              <b lang={langOf(item.title, locale)}>{item.title}</b>
              {item.description && <small lang={langOf(item.description, locale)}>{item.description}</small>}
            </button>
          </li>
        ))}
      </ul>
    </dialog>
  );
}
