import { Link } from "react-router";

import { useCustomer } from "../customers/customer-page";
import { answered } from "../api/client";
import { useResource } from "../api/resource";
import { Contents } from "../parts/contents";
import { Done } from "../parts/done";
import { useSession } from "../session/session";
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
      <Done />
      {support && (
        <Link className="usa-button" to={`/app/customers/${customer.id}/referrals/new`}>
          New Referral
        </Link>
      )}
      <Contents of={referrals} what="the referrals">
        {({ items }) =>
          items.length > 0 ? (
            <ReferralTable rows={items} caption={`Referrals of ${customer.firstName} ${customer.lastName}`} />
          ) : (
            <div className="empty">
              <p>
                {support
                  ? "There is no referral yet. New Referral asks a partner for a service."
                  : "There is no referral yet. Open an activity and choose Generate Form to make one."}
              </p>
            </div>
          )
        }
      </Contents>
    </>
  );
}
