import { useMe } from "../../session/session";

/** Return the language of whoever looks, in which examples are shown. */
export const useSpoken = () => useMe().staff.locale;
