import { Table } from "@trussworks/react-uswds";
import { Link, useSearchParams } from "react-router";

import { answered, asFile, fileOf } from "../api/client";
import { useList } from "../api/list";
import type { operations } from "../api/schema";
import { Download } from "../parts/download";
import { Listed } from "../parts/list";
import { Page } from "../parts/page";
import { useSession } from "../session/session";
import { labelOf } from "../words";
import { rowTitle } from "./row-title";

type Query = NonNullable<operations["listDashboardCustomers"]["parameters"]["query"]>;

/** The customers behind a figure. */
export function FigureCustomers() {
  const { api, me, catalog } = useSession();
  const [params] = useSearchParams();
  const row = params.get("row");
  const rollup = params.get("rollup");
  const grantee = params.get("grantee");
  const query: Query = {
    ...(row && { row: row as Query["row"] }),
    ...(rollup && { rollup }),
    ...(grantee && { grantee }),
  };
  const list = useList(`dashboard/customers?${params.toString()}`, (cursor, signal) =>
    answered(api.GET("/v1/dashboard/customers", { signal, params: { query: { ...query, cursor } } })),
  );
  const csv = () => fileOf(api.GET("/v1/dashboard/customers", { params: { query }, ...asFile("text/csv") }));
  const title = rollup ? `At least one referral for ${labelOf(catalog.rollups, rollup)}` : rowTitle(row);
  const all = me.role === "program-admin";
  return (
    <Page title={title} kicker={<Link to={`/app/dashboard${grantee ? `?grantee=${encodeURIComponent(grantee)}` : ""}`}>Dashboard</Link>}>
      {list.items.length > 0 && (
        <Download name={`customers-${row ?? rollup ?? ""}.csv`} fetch={csv}>
          Download as CSV
        </Download>
      )}
      <Listed list={list} what="customers" empty={<p>No customer stands here at the moment.</p>}>
        {(customers) => (
          <Table fullWidth stackedStyle="default" caption="Customers">
            <thead>
              <tr>
                <th scope="col">Last name</th>
                <th scope="col">First name</th>
                <th scope="col">Group</th>
                {all && <th scope="col">Grantee</th>}
              </tr>
            </thead>
            <tbody>
              {customers.map((customer) => (
                <tr key={customer.id}>
                  <th scope="row" data-label="Last name">
                    <Link to={`/app/customers/${customer.id}/progress`}>{customer.lastName}</Link>
                  </th>
                  <td data-label="First name">{customer.firstName}</td>
                  <td data-label="Group">{customer.group}</td>
                  {all && <td data-label="Grantee">{customer.grantee}</td>}
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </Listed>
    </Page>
  );
}
