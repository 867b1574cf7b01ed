import { words } from "../words";
import { toPerson } from "./mistakes";
import type { components } from "./schema";

type Problem = components["schemas"]["Problem"];

/** A call that was not answered with success. `status` is 0 when there was no answer at all. */
export class Failure extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly problem?: Problem,
  ) {
    super(message);
  }

  /** What is wrong with a field, by its name in the body. */
  of(field: string): string | undefined {
    return this.mistakes.find((error) => error.field === field)?.message;
  }

  /** What is wrong with each field. */
  get mistakes(): NonNullable<Problem["errors"]> {
    return (this.problem?.errors ?? []).map(toPerson);
  }

  /** Whether somebody else came first: the state is not what this reader saw. */
  get overtaken(): boolean {
    return this.status === 412 || (this.status === 409 && this.problem?.current !== undefined);
  }
}

/** The failure in an answer: a problem (RFC 9457), or the gateway's own message. */
export function failureOf(status: number, body: unknown): Failure {
  const problem = isProblem(body) ? body : undefined;
  const message = problem?.detail ?? words.failures.byStatus[status] ?? words.failures.other;
  return new Failure(status, message, problem);
}

/** Anything that was thrown, as a failure. A call that was never answered throws a TypeError. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof TypeError) return failureOf(0, undefined);
  return new Failure(0, error instanceof Error ? error.message : String(error));
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "detail" in body && "title" in body;
}
