import { i18n } from "@lingui/core";
import { type ChangeEvent, useState } from "react";
import { desk } from "../api/desk";
import { complain } from "../shell/toasts";

interface Attached {
  id: number;
  name: string;
}

/** Files that go with the next message: uploaded as they are picked, shown as chips. */
export function useAttachments(conversation: number) {
  const [files, setFiles] = useState<readonly Attached[]>([]);
  const [busy, setBusy] = useState(false);
  const pick = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = "";
    if (!file) return;
    setBusy(true);
    try {
      const { id } = await desk.attach(conversation, file);
      setFiles([{ id, name: file.name }]); // a message takes one
    } catch (error) {
      complain(error);
    }
    setBusy(false);
  };
  const take = () => {
    setFiles([]);
    return files;
  };
  const chips = (files.length > 0 || busy) && (
    <ul className="files" aria-label={i18n.t("Attached")}>
      {files.map((one) => (
        <li key={one.id}>
          {one.name}{" "}
          <button
            type="button"
            aria-label={i18n.t("Leave out {name}", { name: one.name })}
            onClick={() => setFiles((before) => before.filter(({ id }) => id !== one.id))}
          >
            ×
          </button>
        </li>
      ))}
      {busy && <li>{i18n.t("Uploading…")}</li>}
    </ul>
  );
  return {
    ids: files.map((one) => one.id),
    busy,
    pick: (event: ChangeEvent<HTMLInputElement>) => void pick(event),
    take,
    put: setFiles,
    chips,
  };
}
