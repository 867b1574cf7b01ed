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
import { statusWord } from "../words";

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
    <Page title="View Client Referrals">
      <form className="search" role="search" onSubmit={search}>
        <TextField label="Client or case number" value={typed.q} onChange={(q) => setTyped({ ...typed, q })} />
        <Choice
          label="Status"
          empty="All"
          options={statuses.map((key) => ({ key, label: key === "sent" ? "Awaiting your answer" : statusWord[key] }))}
          value={typed.status}
          onChange={(status) => setTyped({ ...typed, status: status as ListedStatus | "" })}
        />
        <Button type="submit">Search</Button>
      </form>
      <Listed
        list={list}
        what="referrals"
        empty={<p>{params.size > 0 ? "None was found. Try the beginning of the name, the whole case number, or another status." : "No client was referred to you yet. An e-mail tells you when one is."}</p>}
      >
        {(referrals) => (
          <Table fullWidth stackedStyle="default" caption="Client referrals, newest first">
            <thead>
              <tr>
                <th scope="col">Client</th>
                <th scope="col">Case number</th>
                <th scope="col">Activity</th>
                <th scope="col">Service</th>
                <th scope="col">Sent</th>
                <th scope="col">Status</th>
                <th scope="col">
                  <span className="usa-sr-only">View</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {referrals.map((referral) => (
                <tr key={referral.id}>
                  <th scope="row" data-label="Client">
                    {referral.client?.name ?? <span className="quiet">No longer shown</span>}
                  </th>
                  <td data-label="Case number">{referral.client?.caseNumber}</td>
                  <td data-label="Activity">{referral.activityName}</td>
                  <td data-label="Service">{referral.service}</td>
                  <td data-label="Sent" className="date">
                    {when.day(referral.sentAt)}
                  </td>
                  <td data-label="Status">
                    <Status status={referral.status} /> {referral.overdue && <Warning>Overdue</Warning>}
                  </td>
                  <td data-label="">
                    <Link to={`/app/client-referrals/${referral.id}`} aria-label={`View referral ${referral.reference}`}>
                      View
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
