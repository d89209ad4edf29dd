import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { NEWSLETTER_KEYS, newsletterDesk } from "../newsletters/newsletters";
import { BuildHere, SegmentSaid } from "../segments/BuildHere";
import { go } from "../shell/place";
import { BROADCAST_KEYS, calls, type Segment } from "./calls";
import { AudienceFile } from "./file/AudienceFile";
import { PeopleCounted } from "./PeopleCounted";
import type { Draft } from "./useDraft";

type Way = "agreed" | "segment" | "newsletter" | "file" | "customers" | "";

/** Return how the people of an audience are named. */
export function wayOf(audience: Draft["of"]["audience"]): Way {
  if (audience.agreed) return "agreed";
  if (audience.customers) return "customers";
  if (audience.newsletter !== undefined) return "newsletter";
  if (audience.file !== undefined) return "file";
  return audience.segment !== undefined ? "segment" : "";
}

/** The first step: to whom it goes, how many these are, and who of them will not get it. */
export function WhoStep({ of, save }: Draft) {
  const [way, setWay] = useState<Way>(wayOf(of.audience));
  const segments = useQuery({ queryKey: BROADCAST_KEYS.segments, queryFn: calls.segments });
  const choose = (next: Way) => {
    setWay(next);
    if (next === "agreed") void save({ audience: { agreed: true } });
  };
  return (
    <>
      <fieldset className="choices-of-one">
        <legend className="unseen">{i18n.t("Who gets it?")}</legend>
        <Choice
          on={way === "agreed"}
          words={i18n.t("Everybody who agreed to offers")}
          hint={i18n.t("All customers who said yes and did not take it back.")}
          choose={() => choose("agreed")}
        />
        <Choice
          on={way === "segment"}
          words={i18n.t("A segment")}
          hint={i18n.t("Customers of one kind: five or more orders, say, or not since March.")}
          choose={() => choose("segment")}
        />
        {way === "segment" && (
          <SegmentChoice
            all={segments.data}
            chosen={Number(of.audience.segment) || 0}
            choose={(segment) => void save({ audience: { segment } })}
          />
        )}
        {way === "segment" && <BuildHere choose={(segment) => void save({ audience: { segment } })} />}
        <NewsletterChoice of={of} save={save} on={way === "newsletter"} choose={() => choose("newsletter")} />
        <Choice
          on={way === "file"}
          words={i18n.t("A list of people")}
          hint={i18n.t("A CSV file with phone numbers, whose people agreed to offers.")}
          choose={() => choose("file")}
        />
        {way === "file" && <ListChoice of={of} save={save} />}
        {way === "customers" && (
          <Choice on words={i18n.t("The people chosen in the inbox")} hint="" choose={() => undefined} />
        )}
      </fieldset>
      {wayOf(of.audience) !== "" && <PeopleCounted id={of.id} />}
    </>
  );
}

/** One of the newsletters that are offered, or the one that was chosen; nothing where the shop has none. */
function NewsletterChoice({ of, save, on, choose }: Pick<Draft, "of" | "save"> & { on: boolean; choose: () => void }) {
  const all = useQuery({ queryKey: NEWSLETTER_KEYS.list, queryFn: newsletterDesk.list }).data;
  const { newsletter } = of.audience as { newsletter?: number };
  const offered = all?.filter((one) => one.ended_at === null || one.id === newsletter) ?? [];
  if (offered.length === 0) return null;
  return (
    <>
      <Choice
        on={on}
        words={i18n.t("Who has subscribed to a newsletter")}
        hint={i18n.t("Customers who asked for it in the chat, and have not stopped offers since.")}
        choose={choose}
      />
      {on && (
        <div className="segment-choice">
          <select
            aria-label={i18n.t("Newsletter")}
            value={newsletter ?? ""}
            onChange={({ target }) => void save({ audience: { newsletter: Number(target.value) } })}
          >
            <option value="" disabled>
              {i18n.t("Choose a newsletter")}
            </option>
            {offered.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </div>
      )}
    </>
  );
}

/** A list, and where it is wanted a segment beside it: whoever is in either gets it, once. */
function ListChoice({ of, save }: Pick<Draft, "of" | "save">) {
  const segments = useQuery({ queryKey: BROADCAST_KEYS.segments, queryFn: calls.segments });
  const { segment, file } = of.audience as { segment?: number; file?: number };
  const choose = (id: number) => void save({ audience: id ? { ...(segment && { segment }), file: id } : {} });
  return (
    <>
      <AudienceFile chosen={file ?? 0} choose={choose} />
      {file && segments.data && segments.data.length > 0 && (
        <label className="field beside-list">
          <span>{i18n.t("And everybody of a segment, if you like")}</span>
          <select
            value={segment ?? ""}
            onChange={({ target }) =>
              void save({ audience: target.value ? { segment: Number(target.value), file } : { file } })
            }
          >
            <option value="">{i18n.t("The list alone")}</option>
            {segments.data.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}

interface ChoiceProps {
  on: boolean;
  words: string;
  hint: string;
  choose: () => void;
}

export function Choice({ on, words, hint, choose }: ChoiceProps) {
  return (
    <label className="choice-of-one">
      <input type="radio" name="choice" checked={on} onChange={choose} />
      <span>
        <b>{words}</b>
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}

interface SegmentProps {
  all: readonly Segment[] | undefined;
  chosen: number;
  choose: (id: number) => void;
}

function SegmentChoice({ all, chosen, choose }: SegmentProps) {
  const found = all?.find((one) => one.id === chosen);
  return (
    <div className="segment-choice">
      {all?.length === 0 ? (
        <p className="hint-line">{i18n.t("There is no segment yet. Build one: you see at once how many it means.")}</p>
      ) : (
        <select
          aria-label={i18n.t("Segment")}
          value={chosen || ""}
          onChange={(event) => choose(Number(event.target.value))}
        >
          <option value="" disabled>
            {i18n.t("Choose a segment")}
          </option>
          {all?.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      )}
      {found && <SegmentSaid of={found} />}
      <a
        className="link"
        href="/console/segments"
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          go({ page: "segments", rest: "", asked: "" });
        }}
      >
        {i18n.t("See and build segments")}
      </a>
    </div>
  );
}
