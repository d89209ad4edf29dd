import { i18n } from "@lingui/core";
import { useState } from "react";
import { Bubble } from "../../thread/Bubble";
import type { Message } from "../../thread/types";
import { WordingContext } from "../../thread/wording";
import { SmsCount } from "../composer/SmsCount";
import { fill } from "../composer/templates";
import { calledOf } from "../customers/people";
import { deskWording } from "../words/thread";
import type { Person } from "./calls";
import { filledFor, type Sources } from "./sources";
import { bodyFor, type Text } from "./texts";

interface Props {
  text: Text;
  sources: Sources;
  people: readonly Person[];
  fallback: string | null;
  bySms: boolean;
}

const nothing = () => undefined;

/** The text as somebody of the audience reads it, in the phone's own bubble. */
export function PhonePreview({ text, sources, people, fallback, bySms }: Props) {
  const [place, setPlace] = useState(0);
  const person = people[Math.min(place, Math.max(people.length - 1, 0))];
  const body = bodyFor(text, person?.locale ?? null, fallback);
  if (!body) return null;
  const values = Object.fromEntries(
    text.fields.map((name) => [name, filledFor(sources[name], { name: person?.name ?? "" })]),
  );
  const filled = fill(body.text, values);
  return (
    <aside className="phone-preview" aria-label={i18n.t("As it looks on a phone")}>
      {person && (
        <header>
          <button
            type="button"
            className="plain"
            disabled={place === 0}
            aria-label={i18n.t("The person before")}
            onClick={() => setPlace(place - 1)}
          >
            ←
          </button>
          <span role="status">{calledOf(person)}</span>
          <button
            type="button"
            className="plain"
            disabled={place >= people.length - 1}
            aria-label={i18n.t("The next person")}
            onClick={() => setPlace(place + 1)}
          >
            →
          </button>
        </header>
      )}
      <div className="phone-paper" inert>
        <WordingContext value={deskWording()}>
          <Bubble
            message={asMessage(filled, body.footer, body.buttons, text.picture)}
            quoted={undefined}
            locale={body.locale}
            grouped={false}
            used={undefined}
            tap={nothing}
            openList={nothing}
          />
        </WordingContext>
      </div>
      {bySms && (
        <p className="quiet">
          {i18n.t("As an SMS:")} <SmsCount text={filled} />
        </p>
      )}
    </aside>
  );
}

/** Return a text as the phone gets it. */
export function asMessage(body: string, footer: string, buttons: readonly string[], picture: string | null): Message {
  return {
    seq: 0,
    sid: "preview",
    channel: "whatsapp",
    direction: "in",
    body,
    at: Date.now(),
    status: "received",
    error: null,
    rich: {
      ...(footer && { footer }),
      ...(buttons.length > 0 && {
        actions: buttons.map((title) => ({ type: "QUICK_REPLY", title, id: title, target: "" })),
      }),
    },
    media: picture
      ? [{ sid: "picture", url: picture, kind: "image", type: "image/jpeg", filename: "", alt: i18n.t("Picture") }]
      : [],
  };
}
