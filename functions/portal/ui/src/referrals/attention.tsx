import { answered } from "../api/client";
import { useList } from "../api/list";
import { Listed } from "../parts/list";
import { Page } from "../parts/page";
import { useSession } from "../session/session";
import { words } from "../words";
import { ReferralTable } from "./referral-table";

/** What "good" must not hide: rejected, undeliverable, customer not responding, overdue. */
export function Attention() {
  const { api } = useSession();
  const list = useList("attention", (cursor, signal) =>
    answered(api.GET("/v1/referrals", { signal, params: { query: { attention: true, cursor } } })),
  );
  return (
    <Page title={words.referrals.attention.title}>
      <p className="lead">{words.referrals.attention.intro}</p>
      <Listed list={list} what={words.referrals.list.what} empty={<p>{words.referrals.attention.empty}</p>}>
        {(rows) => <ReferralTable rows={rows} caption={words.referrals.attention.caption} customers />}
      </Listed>
    </Page>
  );
}
