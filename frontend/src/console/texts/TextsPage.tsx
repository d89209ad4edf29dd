import { i18n } from "@lingui/core";
import { usePlace } from "../shell/place";
import { NewText, OneText } from "./EditorPage";
import { TextList } from "./TextList";
import { readFrom, toTexts } from "./where";
import "./texts.css";

/** The shop's own texts for many: all of them, or one that is written. */
export function TextsPage() {
  const { rest, asked } = usePlace();
  const from = readFrom(asked);
  if (rest === "") return <TextList />;
  if (rest === "new") return <NewText from={from} />;
  if (/^[1-9]\d{0,15}$/.test(rest)) return <OneText key={rest} id={Number(rest)} from={from} />;
  return (
    <main className="page">
      <h1>{i18n.t("There is no such page")}</h1>
      <button type="button" className="plain" onClick={toTexts}>
        {i18n.t("All texts")}
      </button>
    </main>
  );
}
