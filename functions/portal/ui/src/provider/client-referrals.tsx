import { Button, Table } from "@trussworks/react-uswds";
import { type FormEvent, useState } from "react";
import { Link, useSearchParams } from "react-router";

import { answered } from "../api/client";
import { useList } from "../api/list";
import { Choice, TextField } from "../parts/field";
import { Listed } from "../parts/list";
import { Page } from "../parts/page";
import { Status, Warning } from "../parts/status";
import { useWhen } from "../parts/when";
import { useSession } from "../session/session";
import { words } from "../words";

const statuses = ["sent", "accepted", "rejected", "closed", "canceled"] as const;
type ListedStatus = (typeof statuses)[number];

/** View Client Referrals. */
export function ClientReferrals() {
  const { api } = useSession();
  const when = useWhen();
  const [params, setParams] = useSearchParams();
  const q = params.get("q") ?? "";
  const status = statuses.find((each) => each === params.get("status"));
  const [typed, setTyped] = useState({ q, status: status ?? "" });
  const list = useList(`provider/referrals?${q}&${status ?? ""}`, (cursor, signal) =>
    answered(api.GET("/v1/provider/referrals", { signal, params: { query: { q: q || undefined, status, cursor } } })),
  );
  const search = (event: FormEvent) => {
    event.preventDefault();
    setParams({ ...(typed.q.trim() && { q: typed.q.trim() }), ...(typed.status && { status: typed.status }) });
  };
  return (
    <Page title={words.provider.title}>
      <form className="search" role="search" onSubmit={search}>
        <TextField label={words.provider.clientOrCase} value={typed.q} onChange={(q) => setTyped({ ...typed, q })} />
        <Choice
          label={words.terms.status}
          empty={words.terms.all}
          options={statuses.map((key) => ({ key, label: key === "sent" ? words.provider.awaitingYou : words.keys.status[key] }))}
          value={typed.status}
          onChange={(status) => setTyped({ ...typed, status: status as ListedStatus | "" })}
        />
        <Button type="submit">{words.terms.search}</Button>
      </form>
      <Listed
        list={list}
        what={words.provider.referrals}
        empty={<p>{params.size > 0 ? words.provider.none : words.provider.empty}</p>}
      >
        {(referrals) => (
          <Table fullWidth stackedStyle="default" caption={words.provider.caption}>
            <thead>
              <tr>
                <th scope="col">{words.terms.client}</th>
                <th scope="col">{words.terms.caseNumber}</th>
                <th scope="col">{words.terms.activityName}</th>
                <th scope="col">{words.terms.service}</th>
                <th scope="col">{words.terms.sent}</th>
                <th scope="col">{words.terms.status}</th>
                <th scope="col">
                  <span className="usa-sr-only">{words.terms.view}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {referrals.map((referral) => (
                <tr key={referral.id}>
                  <th scope="row" data-label={words.terms.client}>
                    {referral.client?.name ?? <span className="quiet">{words.provider.notShown}</span>}
                  </th>
                  <td data-label={words.terms.caseNumber}>{referral.client?.caseNumber}</td>
                  <td data-label={words.terms.activityName}>{referral.activityName}</td>
                  <td data-label={words.terms.service}>{referral.service}</td>
                  <td data-label={words.terms.sent} className="date">
                    {when.day(referral.sentAt)}
                  </td>
                  <td data-label={words.terms.status}>
                    <Status status={referral.status} /> {referral.overdue && <Warning>{words.terms.overdue}</Warning>}
                  </td>
                  <td data-label="">
                    <Link to={`/app/client-referrals/${referral.id}`} aria-label={words.terms.viewReferral(referral.reference)}>
                      {words.terms.view}
                    </Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </Listed>
    </Page>
  );
}
