import { createContext, type ReactNode, useContext, useEffect, useId, useMemo, useState } from "react";

import type { Failure } from "../api/failure";

/** A field of a form, as its label calls it. */
interface Known {
  id: string;
  label: string;
}

interface Scope {
  failure?: Failure;
  /** By their names in the body of the call. */
  known: Map<string, Known>;
}

const ScopeContext = createContext<Scope>({ known: new Map() });

/** Around the fields of a form and what says its problem: each field finds what is wrong with it, and the problem its fields. */
export function Fields({ failure, children }: { failure?: Failure; children: ReactNode }) {
  const [known] = useState(() => new Map<string, Known>());
  const scope = useMemo(() => ({ failure, known }), [failure, known]);
  return <ScopeContext value={scope}>{children}</ScopeContext>;
}

/**
 * A field of the form around it.
 * @param name in the body of the call; undefined where nothing can be wrong
 * @param label what a summary of the mistakes calls it
 */
export function useField(name: string | undefined, label: string): { id: string; error?: string } {
  const id = useId();
  const { failure, known } = useContext(ScopeContext);
  useEffect(() => {
    if (name === undefined) return;
    known.set(name, { id, label });
    return () => void known.delete(name);
  }, [known, name, id, label]);
  return { id, error: name === undefined ? undefined : failure?.of(name) };
}

/** The fields of the form around it. */
export function useKnownFields(): Scope["known"] {
  return useContext(ScopeContext).known;
}

/** Leads to a field, to the first of a group, or to the heading of one that waits for another. */
export function focusOn({ id }: Known) {
  const place = document.getElementById(id);
  const control = "input, select, textarea, button";
  const target = place?.matches(control) ? place : (place?.querySelector<HTMLElement>(control) ?? place?.querySelector<HTMLElement>("[tabindex]"));
  place?.scrollIntoView({ block: "center" });
  target?.focus({ preventScroll: true });
}
