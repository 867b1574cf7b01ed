import { type Dispatch, type SetStateAction, useEffect, useState } from "react";

const prefix = "draft:";

/**
 * State of a form that survives a reload and the way back, until it is cleared. It lies in the browser's tab and ends
 * with it, or when its writer signs out.
 */
export function useDraft<T extends object>(name: string, initial: T): [T, Dispatch<SetStateAction<T>>, () => void] {
  const key = prefix + name;
  const [value, setValue] = useState<T>(() => ({ ...initial, ...kept<T>(key) }));
  useEffect(() => window.sessionStorage.setItem(key, JSON.stringify(value)), [key, value]);
  const clear = () => window.sessionStorage.removeItem(key);
  return [value, setValue, clear];
}

function kept<T>(key: string): Partial<T> {
  try {
    return JSON.parse(window.sessionStorage.getItem(key) ?? "{}") as Partial<T>;
  } catch {
    return {};
  }
}

/** What was typed and not sent is no longer there. */
export function forgetDrafts() {
  for (const key of Object.keys(window.sessionStorage)) {
    if (key.startsWith(prefix)) window.sessionStorage.removeItem(key);
  }
}
