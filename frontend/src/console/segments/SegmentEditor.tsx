import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import { Refused, withRemedy } from "../api/problem";
import { may, useMe } from "../session/session";
import { complain, tell } from "../shell/toasts";
import { useFields } from "./context";
import { faultsOf } from "./faults";
import { RuleBuilder } from "./RuleBuilder";
import { SEGMENT_KEYS, type Segment, segmentDesk } from "./segments";
import { fromRule, type Group, newCondition, newGroup, partAt, type Rule, toRule } from "./tree";
import { useCount, WhoFits } from "./WhoFits";
import "./segments.css";

interface Props {
  /** The segment that is revised; null for a new one. */
  of: Segment | null;
  /** What is done once it is kept. */
  kept: (segment: Segment) => void;
  cancel?: () => void;
}

/** A segment: its name, its rule, whom it means while one builds, and the button that keeps it. */
export function SegmentEditor({ of, kept, cancel }: Props) {
  const me = useMe();
  const fields = useFields();
  const [name, setName] = useState(of?.name ?? "");
  const [root, setRoot] = useState<Group>(() => (of ? fromRule(of.rule as Rule) : newGroup([newCondition()])));
  const [tried, setTried] = useState(false);
  const [nameWrong, setNameWrong] = useState("");
  const written = useMemo(() => toRule(root), [root]);
  const missing = useMemo(() => faultsOf(root, fields?.byName ?? new Map()), [root, fields]);
  const whole = fields !== undefined && missing.size === 0;
  const asked = useCount(whole ? written.rule : null);
  const save = useKeep(of, name, written.rule, kept, setNameWrong);
  const refused = whole ? refusalsOf(save.error ?? asked.error, written.places, root.key) : new Map<number, string>();
  const wrong = tried && !whole ? missing : refused;
  const change = useCallback(
    (now: Group) => {
      setRoot(now);
      save.reset();
    },
    [save.reset],
  );
  const submit = () => {
    flushSync(() => {
      setTried(true);
      setNameWrong(name.trim() === "" ? i18n.t("Give it a name.") : "");
    });
    if (name.trim() !== "" && whole && !save.isPending) save.mutate();
    else focusFirstWrong();
  };
  // Not half of it: whoever types on by keyboard would tab past the rule that is still on its way.
  if (fields === undefined) return <p role="status">{i18n.t("Loading")}</p>;
  return (
    <form
      className="segment-editor"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <NameField name={name} wrong={nameWrong} change={setName} />
      <div className="segment-two">
        <RuleBuilder root={root} change={change} mine={of?.id ?? null} wrong={wrong} />
        <WhoFits rule={whole ? written.rule : null} asked={asked} />
      </div>
      <div className="segment-buttons">
        {may(me, "segments.write") && (
          <button type="submit" className="primary" disabled={save.isPending}>
            {i18n.t("Save")}
          </button>
        )}
        {cancel && (
          <button type="button" className="plain" onClick={cancel}>
            {i18n.t("Back")}
          </button>
        )}
      </div>
    </form>
  );
}

function NameField({ name, wrong, change }: { name: string; wrong: string; change: (name: string) => void }) {
  return (
    <div className="field segment-name">
      <label htmlFor="segment-name">{i18n.t("Name of the segment")}</label>
      <input
        id="segment-name"
        value={name}
        maxLength={60}
        aria-invalid={wrong !== ""}
        aria-describedby={wrong ? "segment-name-wrong" : undefined}
        onChange={(event) => change(event.target.value)}
      />
      {wrong && (
        <p className="wrong" id="segment-name-wrong" role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}

function useKeep(
  of: Segment | null,
  name: string,
  rule: Rule,
  kept: (segment: Segment) => void,
  setNameWrong: (wrong: string) => void,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      of ? segmentDesk.change(of.id, of.version, name.trim(), rule) : segmentDesk.add(name.trim(), rule),
    onSuccess: async (now) => {
      await queries.invalidateQueries({ queryKey: SEGMENT_KEYS.list });
      tell({ text: i18n.t("Saved"), seconds: 3 });
      kept(now);
    },
    onError: (error) => {
      if (!(error instanceof Refused)) return complain(error);
      const { status, problem } = error;
      const ofName = problem.errors?.find((one) => one.pointer === "/name");
      if (ofName) return setNameWrong(withRemedy(ofName.detail, ofName.remedy));
      if (status === 409 && problem.title === "There already") {
        return setNameWrong(i18n.t("There is one of this name: choose another, or change that one."));
      }
      if (status === 409 && problem.present) {
        complain(new Error(i18n.t("Somebody has changed it meanwhile: look at it again.")));
        return void queries.invalidateQueries({ queryKey: SEGMENT_KEYS.list });
      }
      if (status !== 422) complain(error);
    },
  });
}

/** What the server says of parts of the rule, each at its part; of what is nowhere here, at the whole. */
function refusalsOf(error: Error | null, places: ReadonlyMap<string, number>, whole: number) {
  const found = new Map<number, string>();
  if (!(error instanceof Refused) || error.status !== 422) return found;
  for (const { pointer, detail, remedy } of error.problem.errors ?? []) {
    if (pointer.startsWith("/rule")) found.set(partAt(places, pointer) ?? whole, `${detail}: ${remedy}`);
  }
  return found;
}

function focusFirstWrong() {
  const wrong = document.querySelector<HTMLElement>(".segment-editor [aria-invalid=true], .segment-editor .wrong");
  const box = wrong?.matches("input, select")
    ? wrong
    : wrong?.parentElement?.querySelector<HTMLElement>("select, input");
  box?.focus();
}
