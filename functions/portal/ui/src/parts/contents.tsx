import type { ReactNode } from "react";

import type { Resource } from "../api/resource";
import { Loading } from "./loading";
import { Problem } from "./problem";

/** Something that is read, in each of its states. */
export function Contents<T>({ of, what, children }: { of: Resource<T>; what: string; children(value: T): ReactNode }) {
  return (
    <>
      {of.failure && <Problem failure={of.failure} onRetry={of.reload} />}
      {of.value !== undefined ? children(of.value) : of.loading && <Loading what={what} />}
    </>
  );
}
