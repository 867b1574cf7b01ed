import { Link, NavLink, Outlet, useOutletContext, useParams } from "react-router";

import { answered, type Schemas } from "../api/client";
import { useResource } from "../api/resource";
import { Contents } from "../parts/contents";
import { Page } from "../parts/page";
import { customerWord, type Role } from "../roles";
import { useSession } from "../session/session";

interface Tab {
  path: string;
  label: string;
}

function tabsOf(role: Role): Tab[] {
  const details = { path: "", label: `${customerWord(role).One} details` };
  const referrals = { path: "referrals", label: "Referral" };
  if (role === "navigator") {
    return [details, { path: "activities", label: "Activities" }, referrals, { path: "documents", label: "Distributed Documents" }];
  }
  return [details, referrals, { path: "progress", label: "Progress" }];
}

/** "Select the Last Name of the customer to access customer-level details", with tabs at the top. */
export function CustomerPage() {
  const { id = "" } = useParams();
  const { api, me } = useSession();
  const customer = useResource(`customers/${id}`, (signal) =>
    answered(api.GET("/v1/customers/{id}", { signal, params: { path: { id } } })),
  );
  const words = customerWord(me.role);
  const name = customer.value ? `${customer.value.firstName} ${customer.value.lastName}` : words.One;
  return (
    <Page title={name} kicker={<Link to="/app/customers">{words.Many}</Link>}>
      <Contents of={customer} what={`the ${words.one}`}>
        {(customer) => (
          <>
            <nav className="tabs" aria-label={name}>
              <ul>
                {tabsOf(me.role).map(({ path, label }) => (
                  <li key={path}>
                    <NavLink to={path} end>
                      {label}
                    </NavLink>
                  </li>
                ))}
              </ul>
            </nav>
            <Outlet context={customer} />
          </>
        )}
      </Contents>
    </Page>
  );
}

/** The customer whose tab it is. */
export function useCustomer(): Schemas["Customer"] {
  return useOutletContext();
}
