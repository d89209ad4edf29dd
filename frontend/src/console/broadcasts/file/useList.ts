import { useQuery } from "@tanstack/react-query";
import { LIST_KEYS, lists } from "./calls";

const SOON = 700;

/** Return a list of people, asked for again while it is being read or accepted. */
export const useList = (id: number | null) =>
  useQuery({
    queryKey: LIST_KEYS.one(id ?? 0),
    queryFn: () => lists.read(id ?? 0),
    enabled: id !== null,
    refetchInterval: ({ state: { data } }) => (data && isAtWork(data.state) ? SOON : false),
  });

export const isAtWork = (state: string) => state === "reading" || state === "accepting";
