import { i18n } from "@lingui/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Refused } from "../../api/problem";
import { dateAndClock } from "../../words/moments";
import { type Fault, lists, type PeopleList, type Said } from "./calls";
import { CONSENTS, faultSaid, whyRefused } from "./words";

interface Props {
  added: (list: PeopleList) => void;
  /** Is told the list that the very same file made before. */
  known: (id: number) => void;
}

const NOTHING: Said = { source: "", words: "", on: "", channels: ["whatsapp"] };

/** The file, and what is said of how its people agreed; what is wrong with either is told here. */
export function ListUpload({ added, known }: Props) {
  const [file, setFile] = useState<File | null>(null);
  const [said, setSaid] = useState(NOTHING);
  const upload = useMutation({ mutationFn: (sent: File) => lists.add(sent, said), onSuccess: added });
  const refusal = whyRefused(said.source);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (file && said.source && !refusal) upload.mutate(file);
  };
  return (
    <form className="list-upload" onSubmit={send}>
      <label className="field">
        <span>{i18n.t("The file, as CSV, with a column of phone numbers")}</span>
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          required
          onChange={(event) => {
            upload.reset();
            setFile(event.target.files?.[0] ?? null);
          }}
        />
      </label>
      <UploadFaults error={upload.error} known={known} />
      <label className="field">
        <span>{i18n.t("Where did these people agree to offers?")}</span>
        <select
          value={said.source}
          required
          aria-describedby={refusal ? "no-consent" : undefined}
          onChange={(event) => setSaid({ ...said, source: event.target.value })}
        >
          <option value="">{i18n.t("Choose an answer")}</option>
          {Object.entries(CONSENTS).map(([name, words]) => (
            <option key={name} value={name}>
              {words()}
            </option>
          ))}
        </select>
      </label>
      {refusal && (
        <p className="wrong" id="no-consent" role="alert">
          {refusal}
        </p>
      )}
      <label className="field">
        <span>{i18n.t("The words they agreed to, if you have them")}</span>
        <textarea
          rows={2}
          maxLength={500}
          value={said.words}
          onChange={(event) => setSaid({ ...said, words: event.target.value })}
        />
      </label>
      <label className="field">
        <span>{i18n.t("On which day, if you know it")}</span>
        <input type="date" value={said.on} onChange={(event) => setSaid({ ...said, on: event.target.value })} />
      </label>
      <label className="tick-line">
        <input
          type="checkbox"
          checked={said.channels.includes("sms")}
          onChange={({ target }) => setSaid({ ...said, channels: target.checked ? ["whatsapp", "sms"] : ["whatsapp"] })}
        />
        <span>{i18n.t("They agreed to SMS as well")}</span>
      </label>
      <button type="submit" className="primary" disabled={upload.isPending || refusal !== ""}>
        {upload.isPending ? i18n.t("Uploading…") : i18n.t("Look at the file")}
      </button>
      <p className="quiet">{i18n.t("Nobody is written to by this: you see first what is right and what is not.")}</p>
    </form>
  );
}

interface FaultsProps {
  error: Error | null;
  known: (id: number) => void;
}

/** Why a file was not taken: what is wrong with it, or that it came before and by whom. */
function UploadFaults({ error, known }: FaultsProps) {
  if (!error) return null;
  const problem = error instanceof Refused ? error.problem : null;
  const present = problem?.present as { id?: number; at?: string; by?: string; faults?: Fault[] } | null | undefined;
  if (problem?.status === 409 && present?.id && present.at) {
    const { id, at, by } = present;
    const said = by
      ? i18n.t("{name} uploaded this very file, {when}.", { name: by, when: dateAndClock(at) })
      : i18n.t("This very file came before, {when}.", { when: dateAndClock(at) });
    return (
      <div className="wrong" role="alert">
        <p>{said}</p>
        <button type="button" className="plain" onClick={() => known(id)}>
          {i18n.t("Go on with that one")}
        </button>
      </div>
    );
  }
  const told = present?.faults?.map(faultSaid) ?? problem?.errors?.map((one) => `${one.detail} ${one.remedy}`);
  return (
    <div className="wrong" role="alert">
      <p>{i18n.t("The file cannot be used as it is:")}</p>
      <ul>
        {(told?.length ? told : [error.message]).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </div>
  );
}
