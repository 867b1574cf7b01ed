import { Link, NavLink, Outlet, useOutletContext, useParams } from "react-router";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import type { Schemas } from "../api/schemas";
import { Contents } from "../parts/contents";
import { Page } from "../parts/page";
import type { Role } from "../roles";
import { useSession } from "../session/session";
import { words } from "../words";
import { customerWord } from "./called";

interface Tab {
  path: string;
  label: string;
}

function tabsOf(role: Role): Tab[] {
  const own = words.customers.tabs;
  const details = { path: "", label: own.details(customerWord(role).One) };
  const referrals = { path: "referrals", label: own.referral };
  const progress = { path: "progress", label: own.progress };
  switch (role) {
    case "navigator":
      return [details, { path: "activities", label: own.activities }, referrals, { path: "documents", label: own.documents }];
    case "program-admin":
      return [details, referrals, progress, { path: "access", label: own.access }, { path: "held", label: own.held }];
    default:
      return [details, referrals, progress];
  }
}

/** "Select the Last Name of the customer to access customer-level details", with tabs at the top. */
export function CustomerPage() {
  const { id = "" } = useParams();
  const { api, me } = useSession();
  const customer = useResource(`customers/${id}`, (signal) =>
    answered(api.GET("/v1/customers/{id}", { signal, params: { path: { id } } })),
  );
  const { one, One, Many } = customerWord(me.role);
  const name = customer.value ? `${customer.value.firstName} ${customer.value.lastName}` : One;
  return (
    <Page title={name} kicker={<Link to="/app/customers">{Many}</Link>}>
      <Contents of={customer} what={words.customers.theOne(one)}>
        {(value) => (
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
            <Outlet context={{ customer: value, onChange: customer.put } satisfies Context} />
          </>
        )}
      </Contents>
    </Page>
  );
}

/** What the tabs are given. */
interface Context {
  customer: Schemas["Customer"];
  onChange(customer: Schemas["Customer"]): void;
}

/** The customer whose tab it is. */
export function useCustomer(): Schemas["Customer"] {
  return useOutletContext<Context>().customer;
}

/** To be told how the customer is after a change. */
export function useCustomerChange(): Context["onChange"] {
  return useOutletContext<Context>().onChange;
}
