import { Icon } from "../../thread/icons";
import { withKey } from "../keys/table";

/** Leads from one of a page's things to all of them; says the key that does the same. */
export function BackButton({ name, back }: { name: string; back: () => void }) {
  return (
    <button type="button" className="round" aria-label={name} title={withKey("back", name)} onClick={back}>
      <Icon name="back" />
    </button>
  );
}
