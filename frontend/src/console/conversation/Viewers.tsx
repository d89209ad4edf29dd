import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { desk, KEYS } from "../api/desk";
import { Face } from "../inbox/Face";
import { nameOf, useStaff } from "../inbox/people";

/** The colleagues who look at a conversation, with dots while they write. */
export function Viewers({ id, me }: { id: number; me: number }) {
  const staff = useStaff();
  const present = useQuery({ queryKey: KEYS.presence, queryFn: desk.present }).data ?? [];
  const others = present.filter((one) => one.conversation_id === id && one.staff_id !== me);
  return (
    <div className="viewers">
      {others.map(({ staff_id, state }) => {
        const name = nameOf(staff.find((one) => one.id === staff_id));
        const says =
          state === "typing" ? i18n.t("{name} is writing", { name }) : i18n.t("{name} looks at it", { name });
        return (
          <span key={staff_id} className={`viewer ${state}`} role="img" aria-label={says} title={says}>
            <Face id={staff_id} name={name} small silent />
          </span>
        );
      })}
    </div>
  );
}
