import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { PersonDialog } from "../customers/PersonDialog";
import { complain, tell } from "../shell/toasts";
import { usersOf } from "./SegmentsPage";
import { SEGMENT_KEYS, type Segment, segmentDesk } from "./segments";

/** Delete a segment: what uses it is said first, and while something does it stays. */
export function DropDialog({ of, shut }: { of: Segment; shut: () => void }) {
  const queries = useQueryClient();
  const users = usersOf(of);
  const refresh = () => queries.invalidateQueries({ queryKey: SEGMENT_KEYS.list });
  const drop = useMutation({
    mutationFn: () => segmentDesk.drop(of.id),
    onSuccess: () => {
      tell({ text: i18n.t("Deleted") });
      shut();
      return refresh();
    },
    onError: (error) => {
      complain(error);
      return refresh();
    },
  });
  return (
    <PersonDialog title={i18n.t("Delete {name}", { name: of.name })} shut={shut}>
      <div className="dialog-form">
        {users.length > 0 ? (
          <>
            <p>{i18n.t("It is in use, and stays until these use another one:")}</p>
            <ul className="users">
              {users.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </>
        ) : (
          <p>{i18n.t("Nothing uses it. The rule goes; no customer does.")}</p>
        )}
        <div className="dialog-buttons">
          <button type="button" className="plain" onClick={shut}>
            {i18n.t("Keep it")}
          </button>
          {users.length === 0 && (
            <button type="button" className="primary danger" disabled={drop.isPending} onClick={() => drop.mutate()}>
              {i18n.t("Delete")}
            </button>
          )}
        </div>
      </div>
    </PersonDialog>
  );
}
