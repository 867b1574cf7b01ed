import { answered } from "../api/client";
import { useList } from "../api/list";
import { Listed } from "../parts/list";
import { Page } from "../parts/page";
import { useSession } from "../session/session";
import { ReferralTable } from "./referral-table";

/** What "good" must not hide: rejected, undeliverable, customer not responding, overdue. */
export function Attention() {
  const { api } = useSession();
  const list = useList("attention", (cursor, signal) =>
    answered(api.GET("/v1/referrals", { signal, params: { query: { attention: true, cursor } } })),
  );
  return (
    <Page title="Attention">
      <p className="lead">Referrals that were rejected or not delivered, that wait for the customer, or whose answer is overdue.</p>
      <Listed list={list} what="referrals" empty={<p>Nothing needs your attention.</p>}>
        {(rows) => <ReferralTable rows={rows} caption="Referrals that need attention" customers />}
      </Listed>
    </Page>
  );
}
