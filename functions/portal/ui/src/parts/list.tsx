import { Button } from "@trussworks/react-uswds";
import type { ReactNode } from "react";

import type { List } from "../api/list";
import { words } from "../words";
import { Loading } from "./loading";
import { Problem } from "./problem";

interface Props<T> {
  list: List<T>;
  /** What the list is of, in the plural. */
  what: string;
  /** Says what to do when there is none. */
  empty: ReactNode;
  children(items: T[]): ReactNode;
}

/** A list in each of its states. */
export function Listed<T>({ list, what, empty, children }: Props<T>) {
  return (
    <>
      {list.items.length > 0 && children(list.items)}
      {list.failure && <Problem failure={list.failure} onRetry={list.reload} />}
      {list.loading && <Loading what={what} />}
      {!list.loading && !list.failure && list.items.length === 0 && <div className="empty">{empty}</div>}
      {list.more && (
        <Button type="button" outline onClick={list.more}>
          {words.parts.showMore(what)}
        </Button>
      )}
    </>
  );
}
