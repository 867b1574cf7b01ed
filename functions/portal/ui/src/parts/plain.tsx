import type { ReactNode } from "react";

/** A page of few words in the middle of the screen. */
export function Plain({ children }: { children: ReactNode }) {
  return (
    <main id="main" className="plain">
      {children}
    </main>
  );
}
