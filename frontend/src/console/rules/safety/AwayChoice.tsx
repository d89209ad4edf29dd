import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask, client } from "../../api/client";
import { KEYS } from "../../api/desk";
import type { components } from "../../api/schema";
import type { Availability } from "../../api/shapes";
import { available } from "../../conversation/AssignMenu";
import { complain, tell } from "../../shell/toasts";
import { dateAndClock } from "../../words/moments";

const STATES = ["online", "busy", "away", "away_give_back"] as const;

/** Whether somebody takes conversations, as an owner says it for them; what becomes of theirs is told. */
export function AwayChoice({ of }: { of: components["schemas"]["StaffTold"] }) {
  const queries = useQueryClient();
  const name = of.name || of.email;
  const choose = useMutation({
    mutationFn: (state: Availability) =>
      ask(client.PUT("/staff/{id}/availability", { params: { path: { id: of.id } }, body: { state } })),
    onSuccess: async ({ staff, given_back, kept }) => {
      await queries.invalidateQueries({ queryKey: KEYS.staff });
      const isAway = staff.availability.startsWith("away");
      tell({
        text: isAway
          ? i18n.t("{name} is away: {given_back} back in the queue, {kept} stay with them.", { name, given_back, kept })
          : i18n.t("{name}: {state}", { name, state: available(staff.availability) }),
        seconds: 6,
      });
    },
    onError: complain,
  });
  return (
    <select
      aria-label={i18n.t("Whether {name} takes conversations", { name })}
      title={of.available_since ? i18n.t("since {moment}", { moment: dateAndClock(of.available_since) }) : undefined}
      value={of.availability}
      disabled={choose.isPending}
      style={{ width: "auto", maxWidth: "100%" }}
      onChange={(event) => choose.mutate(event.target.value as Availability)}
    >
      {STATES.map((state) => (
        <option key={state} value={state}>
          {available(state)}
        </option>
      ))}
    </select>
  );
}
