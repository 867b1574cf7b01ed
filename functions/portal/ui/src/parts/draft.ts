import { type Dispatch, type SetStateAction, useEffect, useState } from "react";

import { useSession } from "../session/session";

const prefix = "draft:";

/** What the names of a user's drafts begin with: the tab may be somebody else's tomorrow. */
function prefixOf(sub: string): string {
  return `${prefix}${sub}:`;
}

/**
 * State of a form that survives a reload and the way back, until it is cleared. It lies in the browser's tab and ends
 * with it, or when its writer signs out or somebody else signs in. Only what differs from the initial state is kept: the rest may have changed by
 * the next time.
 */
export function useDraft<T extends object>(name: string, initial: T): [T, Dispatch<SetStateAction<T>>, () => void] {
  const key = prefixOf(useSession().me.sub) + name;
  const [value, setValue] = useState<T>(() => ({ ...initial, ...kept<T>(key) }));
  useEffect(() => {
    const changed = Object.entries(value).filter(([field, now]) => !alike(now, initial[field as keyof T]));
    if (changed.length === 0) window.sessionStorage.removeItem(key);
    else window.sessionStorage.setItem(key, JSON.stringify(changed));
    // The initial state is a new object each time; what is typed decides.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, value]);
  const clear = () => window.sessionStorage.removeItem(key);
  return [value, setValue, clear];
}

/** Gives up a draft of another form, by its name. */
export function useForget(): (name: string) => void {
  const { sub } = useSession().me;
  return (name) => window.sessionStorage.removeItem(prefixOf(sub) + name);
}

function alike(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function kept<T>(key: string): Partial<T> {
  try {
    const changed = JSON.parse(window.sessionStorage.getItem(key) ?? "[]") as [string, unknown][];
    // JSON has no undefined, and writes null in a list.
    return Object.fromEntries(changed.map(([field, value]) => [field, value ?? undefined])) as Partial<T>;
  } catch {
    return {};
  }
}

/**
 * What was typed and not sent is no longer there.
 * @param kept whose drafts stay, by their sub
 */
export function forgetDrafts(kept?: string) {
  for (const key of Object.keys(window.sessionStorage)) {
    const stays = kept !== undefined && key.startsWith(prefixOf(kept));
    if (key.startsWith(prefix) && !stays) window.sessionStorage.removeItem(key);
  }
}
