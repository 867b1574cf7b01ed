import { Navigate, Route, Routes } from "react-router";

import { CustomerPage } from "./customers/customer-page";
import { CustomerSearch } from "./customers/customer-search";
import { CustomerFacts } from "./customers/customer-facts";
import { Page } from "./parts/page";
import { NewReferral } from "./referrals/new-referral";
import { ReferralTab } from "./referrals/referral-tab";
import { ReferralView } from "./referrals/referral-view";
import { menuOf } from "./roles";
import { useSession } from "./session/session";

/** Which page stands at which address, for the reader's role. */
export function Pages() {
  const { me } = useSession();
  const start = menuOf(me.role)[0];
  return (
    <Routes>
      <Route path="/" element={start ? <Navigate to={start.path} replace /> : <NoPages />} />
      <Route path="/app">
        <Route path="customers" element={<CustomerSearch />} />
        <Route path="customers/:id" element={<CustomerPage />}>
          <Route index element={<CustomerFacts />} />
          <Route path="referrals" element={<ReferralTab />} />
        </Route>
        <Route path="customers/:id/referrals/new" element={<NewReferral />} />
        <Route path="referrals/:id" element={<ReferralView />} />
      </Route>
      <Route path="*" element={<Nowhere />} />
    </Routes>
  );
}

function NoPages() {
  return (
    <Page title="Nothing to see here">
      <p>This account is for another system to load customers with. It has no pages.</p>
    </Page>
  );
}

function Nowhere() {
  return (
    <Page title="There is no such page">
      <p>The address may be mistyped, or the page may have moved. The menu shows all that there is.</p>
    </Page>
  );
}
