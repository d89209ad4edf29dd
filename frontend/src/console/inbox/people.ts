// The shop's people by their ids, and how they are shown.
import { useQuery } from "@tanstack/react-query";
import { desk, KEYS } from "../api/desk";
import type { Label, Staff } from "../api/shapes";

const SELDOM = 5 * 60_000;
const NOBODY: readonly Staff[] = [];

export function useStaff(): readonly Staff[] {
  return useQuery({ queryKey: KEYS.staff, queryFn: desk.staff, staleTime: SELDOM }).data ?? [];
}

const whoWorks = (all: readonly Staff[]) => all.filter((one) => one.state === "active");

/** Those who work here now: to whom a conversation can be given, and whom a note can name. */
export function useColleagues(): readonly Staff[] {
  return useQuery({ queryKey: KEYS.staff, queryFn: desk.staff, staleTime: SELDOM, select: whoWorks }).data ?? NOBODY;
}

export function useLabels(): readonly Label[] {
  return useQuery({ queryKey: KEYS.labels, queryFn: desk.labels, staleTime: SELDOM }).data ?? [];
}

export const nameOf = (one: Staff | undefined) => (one ? one.name || one.email : "?");

/** Return the letters of a face: the first of the first two words, whole as people count letters. */
export function initials(name: string): string {
  const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...letters.segment(word)][0]?.segment.toUpperCase() ?? "")
    .join("");
}

const TINTS = 7;
export const tintOf = (id: number) => id % TINTS;
