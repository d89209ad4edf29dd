import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { ask, client } from "../api/client";
import { learn } from "../words/i18n";
import { Login } from "./Login";

const FirstOwner = lazy(async () => {
  const [found] = await Promise.all([import("../settings/first/FirstOwner"), learn("settings")]);
  return { default: found.FirstOwner };
});

interface Props {
  locale: string;
  simulated: boolean;
  /** Whose log-in has ended by itself. */
  left: string | undefined;
}

/** What who is not logged in sees: a log-in, or the way to be the first owner where nobody owns anything yet. */
export function WayIn({ locale, simulated, left }: Props) {
  const entrance = useQuery({ queryKey: ["session", "entrance"], queryFn: () => ask(client.GET("/entrance")) });
  if (entrance.isPending) return <div className="loading" />;
  if (!entrance.data?.first_owner)
    return <Login key={locale} simulated={entrance.data?.demo ?? simulated} left={left} />;
  return (
    <Suspense fallback={<div className="loading" />}>
      <FirstOwner />
    </Suspense>
  );
}
