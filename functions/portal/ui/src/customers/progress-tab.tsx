import { Link } from "react-router";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import type { Schemas } from "../api/schemas";
import { Contents } from "../parts/contents";
import { Warning } from "../parts/status";
import { useSession } from "../session/session";
import { words } from "../words";
import { useCustomer } from "./customer-page";

type Progress = Schemas["Progress"];
type Row = Schemas["ReferralRow"];

/** The section Referral Status of the progress page. */
export function ProgressTab() {
  const customer = useCustomer();
  const { api, me } = useSession();
  // A link says to whom a referral went; the progress itself tells the ids only.
  const referrals = useResource(`customers/${customer.id}/referrals`, (signal) =>
    answered(api.GET("/v1/customers/{id}/referrals", { signal, params: { path: { id: customer.id } } })),
  );
  const rows = referrals.value?.items ?? [];
  const progress = useResource(`customers/${customer.id}/progress`, (signal) =>
    answered(api.GET("/v1/customers/{id}/progress", { signal, params: { path: { id: customer.id } } })),
  );
  return (
    <>
      <Contents of={progress} what={words.customers.progress.what}>
        {(value) => (
          <section aria-labelledby="referral-status" className="progress">
            <p>
              <Link to={`/app/customers/${customer.id}/referrals`}>{words.customers.progress.edit}</Link>
            </p>
            <h2 id="referral-status">{words.customers.progress.status}</h2>
            <p className={`standing standing--${value.status}`}>{value.label}</p>
            <Assessed items={value.assessmentItems} rows={rows} assessed={value.status !== "not-assessed"} />
            <Others items={value.otherReferrals} rows={rows} />
            {me.role === "case-manager" && (
              <Link className="usa-button usa-button--outline" to={`/app/customers/${customer.id}/assessments/new`}>
                {words.customers.progress.enter}
              </Link>
            )}
          </section>
        )}
      </Contents>
    </>
  );
}

function Assessed({ items, rows, assessed }: { items: Progress["assessmentItems"]; rows: Row[]; assessed: boolean }) {
  return (
    <>
      <h3>{words.customers.progress.items}</h3>
      {items.length === 0 && (
        <p className="quiet">{assessed ? words.customers.progress.asksForNone : words.customers.progress.notAssessed}</p>
      )}
      <ul className="items">
        {items.map((item) => (
          <li key={item.option} className={`item item--${item.status}`}>
            <span>{item.label}</span> {item.attention && <Warning>{words.keys.attention[item.attention]}</Warning>}
            <Which referrals={item.referrals} rows={rows} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Others({ items, rows }: { items: Progress["otherReferrals"]; rows: Row[] }) {
  return (
    <>
      <h3>{words.customers.progress.others}</h3>
      {items.length === 0 && <p className="quiet">{words.customers.progress.noOthers}</p>}
      <ul className="items">
        {items.map((item) => (
          <li key={`${item.referral} ${item.service}`} className="item item--good">
            <span>{item.label}</span> {item.attention && <Warning>{words.keys.attention[item.attention]}</Warning>}
            <Which referrals={[item.referral]} rows={rows} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** The referrals that address an item. */
function Which({ referrals, rows }: { referrals: string[]; rows: Row[] }) {
  const { view, viewNumbered } = words.customers.progress;
  const labelOf = (id: string, number: number) => {
    const row = rows.find((each) => each.id === id);
    if (row) return words.customers.referralTo(row.reference, row.organization.name);
    return referrals.length > 1 ? viewNumbered(number) : view;
  };
  if (referrals.length === 0) return null;
  return (
    <span className="under">
      {referrals.map((id, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <Link to={`/app/referrals/${id}`}>{labelOf(id, index + 1)}</Link>
        </span>
      ))}
    </span>
  );
}
