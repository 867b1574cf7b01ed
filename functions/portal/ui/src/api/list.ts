import { useCallback, useEffect, useRef, useState } from "react";

import { type Failure, toFailure } from "./failure";

/** One page of a list, as the API answers. */
export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/**
 * How many items of a list were shown at a place of the browser's history: the way back shows as many. The router counts
 * the places in the state of each.
 */
const shown = new Map<string, number>();

function placeOf(key: string): string {
  const { idx = 0 } = (window.history.state ?? {}) as { idx?: number };
  return `${idx} ${key}`;
}

/** A list that grows page by page. */
export interface List<T> {
  items: T[];
  failure?: Failure;
  loading: boolean;
  /** Reads the next page; undefined when all is there. It stays while the next page is read. */
  more?: () => void;
  reload(): void;
}

/**
 * Reads the first page when the component appears, and when the key changes.
 * @param key names the list with its filters
 */
export function useList<T>(
  key: string,
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
): List<T> {
  const [state, setState] = useState<{ key: string; items: T[]; cursor?: string; failure?: Failure; loading: boolean }>({
    key,
    items: [],
    loading: true,
  });
  const reading = useRef<AbortController>(undefined);
  const run = useCallback(
    async (before: T[], from: string | undefined, wanted = 0) => {
      reading.current?.abort();
      const abort = new AbortController();
      reading.current = abort;
      setState({ key, items: before, cursor: from, loading: true });
      let items = before;
      let cursor = from;
      try {
        // A filtered page may be empty while there are more.
        do {
          const page: Page<T> = await read(cursor, abort.signal);
          items = [...items, ...page.items];
          cursor = page.nextCursor;
        } while (cursor && (items.length === before.length || items.length < wanted));
        if (abort.signal.aborted) return;
        shown.set(placeOf(key), items.length);
        setState({ key, items, cursor, loading: false });
      } catch (error) {
        if (!abort.signal.aborted) setState({ key, items, cursor, failure: toFailure(error), loading: false });
      }
    },
    // `read` is a new function each time; the key says whether it reads something else.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [key],
  );
  useEffect(() => {
    void run([], undefined, shown.get(placeOf(key)));
    return () => reading.current?.abort();
  }, [run, key]);
  const reload = useCallback(() => void run([], undefined), [run]);
  const current = state.key === key ? state : { items: [], loading: true, failure: undefined, cursor: undefined };
  const { items, cursor } = current;
  const more = cursor ? () => void run(items, cursor) : undefined;
  return { items, failure: current.failure, loading: current.loading, more, reload };
}
