import { initials, tintOf } from "./people";

interface Props {
  id: number;
  name: string;
  small?: boolean;
  /** Shown beside the name already: nothing to read out. */
  silent?: boolean;
}

/** Somebody's initials on a colour of their own. */
export function Face({ id, name, small, silent }: Props) {
  const label = silent ? { "aria-hidden": true } : { role: "img", "aria-label": name, title: name };
  return (
    <span className={`avatar tint-${tintOf(id)} ${small ? "small" : ""}`} {...label}>
      {initials(name) || "?"}
    </span>
  );
}
