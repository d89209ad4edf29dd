import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { Activity, lazy, Suspense, useEffect, useState } from "react";
import { Password } from "../session/Password";
import { deskOf, useSession } from "../session/session";
import { WayIn } from "../session/WayIn";
import { isConsoleLocale, learn, speak } from "../words/i18n";
import { Away } from "./Away";
import { Desk } from "./Desk";
import { giveBack } from "./layers";
import { usePlace } from "./place";
import { useStore } from "./store";

const OperatorDesk = lazy(async () => {
  const words = [learn("installation"), learn("rules"), learn("settings")];
  const [found] = await Promise.all([import("../installation/OperatorDesk"), ...words]);
  return { default: found.OperatorDesk };
});

/** Who is not logged in sees the way in, whatever the address; it stays, so that one is there after.
 *
 * Where a log-in ends by itself the desk waits behind it, unseen and still, with all that was typed.
 */
export function App({ simulated }: { simulated: boolean }) {
  const session = useSession();
  const { page } = usePlace();
  const left = useStore(deskOf);
  const locale = useSpoken(session.data?.staff.locale);
  useEffect(giveBack, []);
  if (page === "password") return <Password key={locale} />;
  if (session.isPending) return <div className="loading" role="status" aria-label={i18n.t("Loading")} />;
  if (session.data === undefined) return <Away retry={() => void session.refetch()} />;
  return (
    <>
      {!session.data && <WayIn locale={locale} simulated={simulated} left={left?.staff.email} />}
      {left && (
        <Activity mode={session.data ? "visible" : "hidden"}>
          {left.permissions.includes("installation.read") ? (
            <Suspense fallback={<div className="loading" role="status" aria-label={i18n.t("Loading")} />}>
              <OperatorDesk key={`${locale} ${left.staff.id}`} />
            </Suspense>
          ) : (
            <Desk key={`${locale} ${left.staff.id}`} simulated={simulated} />
          )}
        </Activity>
      )}
    </>
  );
}

/** Return the language on the screen, which is that of who is logged in once it is loaded. */
function useSpoken(wanted: string | undefined): string {
  const queries = useQueryClient();
  const [spoken, setSpoken] = useState(i18n.locale);
  useEffect(() => {
    const changed = i18n.on("change", () => setSpoken(i18n.locale));
    return changed;
  }, []);
  useEffect(() => {
    if (wanted && isConsoleLocale(wanted) && wanted !== i18n.locale) {
      // What the server has said was in the other language.
      void speak(wanted).then(() => queries.invalidateQueries({ queryKey: ["broadcast"] }));
    }
  }, [wanted, queries]);
  return spoken;
}
