import { Link } from "react-router";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import { useCustomer } from "../customers/customer-page";
import { Contents } from "../parts/contents";
import { useSession } from "../session/session";
import { words } from "../words";
import { ReferralTable } from "./referral-table";

/** The customer's referrals: "the table below the New Referral button". */
export function ReferralTab() {
  const customer = useCustomer();
  const { api, me } = useSession();
  const referrals = useResource(`customers/${customer.id}/referrals`, (signal) =>
    answered(api.GET("/v1/customers/{id}/referrals", { signal, params: { path: { id: customer.id } } })),
  );
  const support = me.role !== "navigator";
  return (
    <>
      {support && (
        <Link className="usa-button" to={`/app/customers/${customer.id}/referrals/new`}>
          {words.referrals.window.title}
        </Link>
      )}
      <Contents of={referrals} what={words.referrals.tab.what}>
        {({ items }) =>
          items.length > 0 ? (
            <ReferralTable rows={items} caption={words.referrals.tab.caption(`${customer.firstName} ${customer.lastName}`)} />
          ) : (
            <div className="empty">
              <p>
                {support ? words.referrals.tab.empty : words.referrals.tab.emptyForNavigator}
              </p>
            </div>
          )
        }
      </Contents>
    </>
  );
}
