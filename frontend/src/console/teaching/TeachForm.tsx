import { i18n } from "@lingui/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Refused } from "../api/problem";
import { tell } from "../shell/toasts";
import { type Conflict, KEYS, type Lesson, teaching } from "./calls";
import { meaning, SUBJECTS } from "./meanings";

const TOPIC = "topic:";

interface Props {
  of: { id: number; text: string; locale: string };
  done: () => void;
}

/** What a message means: chosen in the merchant's words, with what its words mean already. */
export function TeachForm({ of, done }: Props) {
  const [text, setText] = useState(of.text);
  const [chosen, setChosen] = useState("");
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const [wrong, setWrong] = useState("");
  const meanings = useQuery({ queryKey: KEYS.meanings, queryFn: teaching.meanings });
  const queries = useQueryClient();
  const id = useId();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const means = chosen.startsWith(TOPIC) ? { topic: chosen.slice(TOPIC.length) } : { intent: chosen };
    const body: Lesson = {
      intent: "",
      topic: "",
      message_id: of.id,
      text,
      locale: of.locale,
      anyway: conflicts.length > 0,
      ...means,
    };
    setWrong("");
    try {
      await teaching.teach(body);
      tell({ text: i18n.t("Taught: the next training learns it") });
      void queries.invalidateQueries({ queryKey: KEYS.examples });
      done();
    } catch (error) {
      if (error instanceof Refused && error.status === 409) setConflicts((await teaching.conflicts(body)).conflicts);
      else setWrong(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <form className="teach-form" onSubmit={(event) => void send(event)}>
      <label htmlFor={`${id}text`}>{i18n.t("The words; numbers and names are left out")}</label>
      <textarea
        id={`${id}text`}
        rows={2}
        maxLength={300}
        required
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <label htmlFor={`${id}means`}>{i18n.t("What the customer means")}</label>
      <select
        id={`${id}means`}
        required
        value={chosen}
        onChange={(event) => {
          setChosen(event.target.value);
          setConflicts([]);
        }}
      >
        <option value="">{i18n.t("Choose …")}</option>
        {SUBJECTS.map((subject) => (
          <optgroup key={subject.say()} label={subject.say()}>
            {Object.entries(subject.meanings).map(([name, say]) => (
              <option key={name} value={name}>
                {say()}
              </option>
            ))}
          </optgroup>
        ))}
        {meanings.data && meanings.data.topics.length > 0 && (
          <optgroup label={i18n.t("Your answers")}>
            {meanings.data.topics.map((topic) => (
              <option key={topic} value={TOPIC + topic}>
                {topic.replaceAll("_", " ")}
              </option>
            ))}
          </optgroup>
        )}
      </select>
      {conflicts.length > 0 && <Conflicts of={conflicts} />}
      {wrong && (
        <p className="wrong" role="alert">
          {wrong}
        </p>
      )}
      <div className="teaching-buttons">
        <button type="submit" className="primary">
          {conflicts.length > 0 ? i18n.t("Teach it all the same") : i18n.t("Teach this")}
        </button>
        <a href="/console/settings/answers">{i18n.t("None fits: write an answer")}</a>
      </div>
    </form>
  );
}

const KINDS: Record<Conflict["kind"], () => string> = {
  same: () => i18n.t("you have taught these words"),
  alike: () => i18n.t("you have taught words that sound like it"),
  known: () => i18n.t("every shop's assistant knows these words"),
};

function Conflicts({ of }: { of: readonly Conflict[] }) {
  return (
    <div className="conflicts" role="alert">
      <p>{i18n.t("This means something else already:")}</p>
      <ul>
        {of.map((one) => (
          <li key={one.kind + one.text}>
            “{one.text}” → {one.topic ? one.topic.replaceAll("_", " ") : meaning(one.intent)} ({KINDS[one.kind]()})
          </li>
        ))}
      </ul>
    </div>
  );
}
