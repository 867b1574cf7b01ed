import { type ReactNode, useEffect, useRef } from "react";
import { useNavigationType } from "react-router";

import { Done, TellProvider, useDone } from "./done";
import { useTitle } from "./title";

/**
 * A page's heading, what was just done, and the body. After a click that leads to it, it is shown from its top and the heading has the focus:
 * that is what a screen reader then reads. A load, and the way back, are the browser's own.
 */
export function Page({ title, kicker, children }: { title: string; kicker?: ReactNode; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const clicked = useNavigationType() !== "POP";
  const [said, tell] = useDone();
  useTitle(title);
  useEffect(() => {
    if (!clicked) return;
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
    // Only when it appears: an address changes while one types in a search, too.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <TellProvider value={tell}>
      {kicker && <div className="kicker">{kicker}</div>}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <Done said={said} />
      {children}
    </TellProvider>
  );
}
