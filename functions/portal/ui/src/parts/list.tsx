import { type ReactNode, useEffect, useRef } from "react";

import type { List } from "../api/list";
import { words } from "../words";
import { Act } from "./act";
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

/** A list in each of its states. How many there are is said when it is known, to a screen reader, too. */
export function Listed<T>({ list, what, empty, children }: Props<T>) {
  const { items, failure, loading, more, reload } = list;
  const foot = useRef<HTMLDivElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (loading || !asked.current) return;
    asked.current = false;
    if (!more) foot.current?.focus(); // the button that had the focus is gone
  }, [loading, more]);
  const count = more ? words.lists.some : words.lists.all;
  return (
    <>
      {items.length > 0 && children(items)}
      {failure && <Problem failure={failure} onRetry={reload} />}
      {loading && <Loading what={what} />}
      <div ref={foot} role="status" tabIndex={-1} className="focused">
        {!loading && !failure && (items.length > 0 ? <p className="quiet">{count(what, items.length)}</p> : <div className="empty">{empty}</div>)}
      </div>
      {more && (
        <Act
          type="button"
          outline
          busy={loading}
          onClick={() => {
            asked.current = true;
            more();
          }}
        >
          {words.parts.showMore(what)}
        </Act>
      )}
    </>
  );
}
