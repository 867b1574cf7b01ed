import { Table } from "@trussworks/react-uswds";
import { Link } from "react-router";

import { answered } from "../api/client";
import { useList } from "../api/list";
import type { Schemas } from "../api/schemas";
import { Listed } from "../parts/list";
import { useWhen } from "../parts/when";
import { useSession } from "../session/session";
import { words } from "../words";
import { useCustomer } from "./customer-page";

/** Who saw this customer: each look at the details leaves a record. */
export function AccessTab() {
  const { id } = useCustomer();
  const { api } = useSession();
  const list = useList(`customers/${id}/access`, (cursor, signal) =>
    answered(api.GET("/v1/customers/{id}/access", { signal, params: { path: { id }, query: { cursor } } })),
  );
  const own = words.customers.access;
  return (
    <>
      <p className="lead">{own.intro}</p>
      <Listed list={list} what={own.what} empty={<p>{own.empty}</p>}>
        {(looks) => (
          <Table fullWidth stackedStyle="default" caption={own.caption}>
            <thead>
              <tr>
                <th scope="col">{own.when}</th>
                <th scope="col">{own.who}</th>
                <th scope="col">{own.seen}</th>
              </tr>
            </thead>
            <tbody>
              {looks.map((look) => (
                <Look key={`${look.at} ${look.by.sub ?? look.by.name} ${look.what}`} look={look} />
              ))}
            </tbody>
          </Table>
        )}
      </Listed>
    </>
  );
}

function Look({ look: { at, by, what, referral } }: { look: Schemas["Access"] }) {
  const when = useWhen();
  const own = words.customers.access;
  const seen = words.keys.looked[what] ?? what;
  return (
    <tr>
      <td data-label={own.when} className="date">
        <time dateTime={at}>{when.time(at)}</time>
      </td>
      <td data-label={own.who}>
        {by.name}
        <span className="under">{[by.role && (words.keys.role[by.role] ?? by.role), by.email].filter(Boolean).join(" · ")}</span>
      </td>
      <td data-label={own.seen}>{referral ? <Link to={`/app/referrals/${referral}`}>{seen}</Link> : seen}</td>
    </tr>
  );
}
