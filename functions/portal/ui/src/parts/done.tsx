import { useLocation } from "react-router";

import { Notice } from "./notice";

/** Says what was done on the page before; whoever leads here puts it into the location's state. */
export function Done() {
  const { state } = useLocation() as { state: { done?: string } | null };
  if (!state?.done) return null;
  return (
    <Notice type="success" live>
      {state.done}
    </Notice>
  );
}
