import { useCallback, useEffect, useState } from "react";

import { type Failure, toFailure } from "./failure";

/** Something that is read from the API. While it is read again, what was there stays. */
export interface Resource<T> {
  value?: T;
  failure?: Failure;
  loading: boolean;
  reload(): void;
  /** Takes what a change answered with, in place of reading it again. */
  put(value: T): void;
}

/**
 * Reads when the component appears, and again when the key changes. What belongs to an earlier key is not shown.
 * @param key names what is read, for example the address with its query
 */
export function useResource<T>(key: string, read: (signal: AbortSignal) => Promise<T>): Resource<T> {
  const [state, setState] = useState<{ key: string; value?: T; failure?: Failure; loading: boolean }>({ key, loading: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ key, value: before.key === key ? before.value : undefined, loading: true }));
    read(abort.signal).then(
      (value) => !abort.signal.aborted && setState({ key, value, loading: false }),
      (error: unknown) =>
        !abort.signal.aborted &&
        setState((before) => ({ key, value: before.value, failure: toFailure(error), loading: false })),
    );
    return () => abort.abort();
    // `read` is a new function each time; the key says whether it reads something else.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, turn]);
  const reload = useCallback(() => setTurn((turn) => turn + 1), []);
  const put = useCallback((value: T) => setState({ key, value, loading: false }), [key]);
  const current = state.key === key ? state : { loading: true };
  return { ...current, reload, put };
}
