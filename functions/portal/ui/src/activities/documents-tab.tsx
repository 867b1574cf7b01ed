import { Table } from "@trussworks/react-uswds";
import { Link } from "react-router";

import { answered } from "../api/client";
import { useList } from "../api/list";
import { useCustomer } from "../customers/customer-page";
import { Listed } from "../parts/list";
import { useWhen } from "../parts/when";
import { useSession } from "../session/session";
import { words } from "../words";
import { FormPDF } from "./form-facts";

/** "All referral forms sent on a case can be viewed in Distributed Documents." */
export function DocumentsTab() {
  const customer = useCustomer();
  const { api } = useSession();
  const when = useWhen();
  const caseNumber = customer.caseNumber ?? "";
  const list = useList(`cases/${caseNumber}/documents`, (cursor, signal) =>
    answered(api.GET("/v1/cases/{caseNumber}/documents", { signal, params: { path: { caseNumber }, query: { cursor } } })),
  );
  return (
    <Listed list={list} what={words.activities.documents.what} empty={<p>{words.activities.documents.empty}</p>}>
      {(documents) => (
        <Table fullWidth stackedStyle="default" caption={words.activities.documents.caption}>
          <thead>
            <tr>
              <th scope="col">{words.terms.form}</th>
              <th scope="col">{words.terms.provider}</th>
              <th scope="col">{words.terms.sent}</th>
              <th scope="col">{words.terms.status}</th>
              <th scope="col">{words.activities.documents.pdf}</th>
            </tr>
          </thead>
          <tbody>
            {documents.map((document) => (
              <tr key={document.documentId}>
                <th scope="row" data-label={words.terms.form}>
                  <Link to={`/app/referrals/${document.referralId}`}>{document.title}</Link>
                  {document.version > 1 && <span className="under">{words.activities.documents.version(document.version)}</span>}
                </th>
                <td data-label={words.terms.provider}>{document.provider.name}</td>
                <td data-label={words.terms.sent} className="date">
                  {when.day(document.sentAt)}
                </td>
                <td data-label={words.terms.status}>{document.status}</td>
                <td data-label={words.activities.documents.pdf}>
                  <FormPDF referralId={document.referralId} version={document.version} label={words.activities.documents.download} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Listed>
  );
}
