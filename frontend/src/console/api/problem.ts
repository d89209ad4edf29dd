// What the API says when it refuses (RFC 9457), as a value and as the error that calls throw.
import { i18n } from "@lingui/core";
import type { ConversationTold, MessageTold } from "./shapes";

export interface Problem {
  status: number;
  /** Its end names the kind, where a page acts on one: …#code-needed, …#proof-needed. */
  type?: string;
  title: string;
  detail: string;
  errors?: readonly { pointer: string; detail: string; remedy: string }[];
  /** With 409: the conversation as it is now, and whose answer has overtaken a send. */
  present?: (ConversationTold & { answered?: MessageTold }) | null;
}

/** A call that was refused; `status` 0 where nothing answered. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.problem = problem;
  }

  isA(kind: string): boolean {
    return this.problem.type?.endsWith(`#${kind}`) ?? false;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** Say in one line what is wrong and what to do: one sentence and the next, or two halves of one. */
export const withRemedy = (detail: string, remedy: string) =>
  remedy ? `${detail}${/[.।]$/.test(detail) ? "" : ":"} ${remedy}` : detail;

/** Return what an answer that is no success says; proxies answer with pages of their own. */
export function readProblem(status: number, body: unknown): Problem {
  const told = (typeof body === "object" && body !== null ? body : {}) as Partial<Problem>;
  return { ...told, status, title: told.title ?? unnamed(status), detail: told.detail ?? "" };
}

const unnamed = (status: number) => (status >= 500 ? i18n.t("Dastak does not answer") : `HTTP ${status}`);

export const isAway = (error: unknown) =>
  error instanceof Refused && (error.status === 0 || error.status === 502 || error.status === 503);
