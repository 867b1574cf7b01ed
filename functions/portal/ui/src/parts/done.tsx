import { createContext, useCallback, useContext, useEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router";

import { Focused } from "./focused";
import { Notice } from "./notice";

interface Said {
  text: string;
  /** The page that it was said on. */
  pathname: string;
  /** Whether it was done on this page; then it takes the focus, which elsewhere the page's heading has. */
  here: boolean;
}

type Tell = (text?: string) => void;

/** Says on the page what was just done there; nothing, when something else begins. */
const TellContext = createContext<Tell>(() => {});
export const useTell = (): Tell => useContext(TellContext);
export const TellProvider = TellContext.Provider;

/**
 * What was done last, here or on the page before: whoever leads here puts it into the location's state. It is taken out
 * of there at once, as the way back and a reload would say it again when it is no longer so.
 */
export function useDone(): [said: Said | undefined, tell: Tell] {
  const { pathname, search, state } = useLocation() as { pathname: string; search: string; state: { done?: string } | null };
  const navigate = useNavigate();
  const [said, setSaid] = useState<Said>();
  const brought = state?.done;
  useEffect(() => {
    if (!brought) return;
    setSaid({ text: brought, pathname, here: false });
    void navigate(pathname + search, { replace: true, state: null });
  }, [brought, pathname, search, navigate]);
  const tell = useCallback((text?: string) => setSaid(text ? { text, pathname, here: true } : undefined), [pathname]);
  return [said?.pathname === pathname ? said : undefined, tell];
}

/** The place where it is said. It is there before, so that a screen reader hears of what comes in. */
export function Done({ said }: { said?: Said }) {
  const notice = said && <Notice type="success">{said.text}</Notice>;
  return <div role="status" className="done">{said?.here ? <Focused of={said}>{notice}</Focused> : notice}</div>;
}
