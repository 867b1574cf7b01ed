import { useCallback, useRef, useState } from "react";

import { type Failure, toFailure } from "./failure";

/** A change that is being made. */
export interface Submit<In extends unknown[]> {
  run(...input: In): Promise<void>;
  busy: boolean;
  failure?: Failure;
  clear(): void;
}

/** Makes a change once at a time, and keeps its failure until the next try. */
export function useSubmit<In extends unknown[]>(change: (...input: In) => Promise<void>): Submit<In> {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const running = useRef(false);
  const run = async (...input: In) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailure(undefined);
    try {
      await change(...input);
    } catch (error) {
      setFailure(toFailure(error));
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { run, busy, failure, clear: useCallback(() => setFailure(undefined), []) };
}

/**
 * Keys that make a retry safe: the same for the same request, so that one that was sent but never answered is not
 * carried out twice.
 */
export function useIdempotencyKey(): (request: unknown) => string {
  const last = useRef<{ text: string; key: string }>(undefined);
  return useCallback((request: unknown) => {
    const text = JSON.stringify(request);
    if (last.current?.text !== text) last.current = { text, key: crypto.randomUUID() };
    return last.current.key;
  }, []);
}
