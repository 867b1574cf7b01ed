import { Table } from "@trussworks/react-uswds";
import { Link, useSearchParams } from "react-router";

import { answered, asFile, fileOf } from "../api/client";
import { useList } from "../api/list";
import type { operations } from "../api/schema";
import { Download } from "../parts/download";
import { Listed } from "../parts/list";
import { Page } from "../parts/page";
import { useSession } from "../session/session";
import { words } from "../words";
import { labelOf } from "../words/choices";

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
  const title = rollup ? words.dashboard.listOfRollup(labelOf(catalog.rollups, rollup)) : titleOf(row);
  const all = me.role === "program-admin";
  return (
    <Page title={title} kicker={<Link to={`/app/dashboard${grantee ? `?grantee=${encodeURIComponent(grantee)}` : ""}`}>{words.dashboard.title}</Link>}>
      {list.items.length > 0 && (
        <Download name={`customers-${row ?? rollup ?? ""}.csv`} fetch={csv}>
          {words.terms.downloadCsv}
        </Download>
      )}
      <Listed list={list} what={words.dashboard.theCustomers} empty={<p>{words.dashboard.empty}</p>}>
        {(customers) => (
          <Table fullWidth stackedStyle="default" caption={words.dashboard.customers}>
            <thead>
              <tr>
                <th scope="col">{words.terms.lastName}</th>
                <th scope="col">{words.terms.firstName}</th>
                <th scope="col">{words.terms.group}</th>
                {all && <th scope="col">{words.terms.grantee}</th>}
              </tr>
            </thead>
            <tbody>
              {customers.map((customer) => (
                <tr key={customer.id}>
                  <th scope="row" data-label={words.terms.lastName}>
                    <Link to={`/app/customers/${customer.id}/progress`}>{customer.lastName}</Link>
                  </th>
                  <td data-label={words.terms.firstName}>{customer.firstName}</td>
                  <td data-label={words.terms.group}>{customer.group}</td>
                  {all && <td data-label={words.terms.grantee}>{customer.grantee}</td>}
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </Listed>
    </Page>
  );
}

function titleOf(row: string | null): string {
  const { lists, customers } = words.dashboard;
  return row && row in lists ? lists[row as keyof typeof lists] : customers;
}
