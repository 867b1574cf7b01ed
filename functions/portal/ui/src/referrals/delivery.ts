import { useEffect } from "react";

import { answered } from "../api/client";
import type { Schemas } from "../api/schemas";
import { useSession } from "../session/session";

type Referral = Schemas["Referral"];

/** Seconds after which it is looked again, one after the other: most mails arrive soon, the rest late. */
const pauses = [2, 4, 8, 16, 32, 64];

const underway: (Schemas["Delivery"] | undefined)[] = ["queued", "sent"];

/**
 * Follows a referral's e-mail while it is on its way, for a while and whenever its reader comes back to the page. It
 * looks into the customer's table: each reading of a referral itself counts as somebody's look at it.
 * @param onNews is told how the referral is when the e-mail has got further
 */
export function useDelivery(referral: Referral | undefined, onNews: (now: Referral) => void) {
  const { api } = useSession();
  const { id, version, delivery, customer } = referral ?? {};
  const customerId = customer?.id;
  useEffect(() => {
    if (!id || !customerId || !underway.includes(delivery)) return;
    const abort = new AbortController();
    const { signal } = abort;
    const look = async () => {
      const { items } = await answered(api.GET("/v1/customers/{id}/referrals", { signal, params: { path: { id: customerId } } }));
      const row = items.find((each) => each.id === id);
      if (!row || row.delivery === delivery) return;
      const now = await answered(api.GET("/v1/referrals/{id}", { signal, params: { path: { id } } }));
      if (!signal.aborted) onNews(now);
    };
    // What was not told this time is told the next.
    const quietly = () => void look().catch(() => {});
    const timers = pauses.map((pause, index) =>
      window.setTimeout(quietly, 1000 * pauses.slice(0, index).reduce((sum, before) => sum + before, pause)),
    );
    window.addEventListener("focus", quietly, { signal });
    return () => {
      abort.abort();
      timers.forEach((timer) => window.clearTimeout(timer));
    };
    // `onNews` is a new function each time, and says no more than the rest.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [api, id, version, delivery, customerId]);
}
