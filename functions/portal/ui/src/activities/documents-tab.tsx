import { Table } from "@trussworks/react-uswds";
import { Link } from "react-router";

import { answered } from "../api/client";
import { useList } from "../api/list";
import { useCustomer } from "../customers/customer-page";
import { Listed } from "../parts/list";
import { useWhen } from "../parts/when";
import { useSession } from "../session/session";
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
    <Listed list={list} what="documents" empty={<p>No form was sent on this case yet.</p>}>
      {(documents) => (
        <Table fullWidth stackedStyle="default" caption="Distributed Documents">
          <thead>
            <tr>
              <th scope="col">Form</th>
              <th scope="col">Provider</th>
              <th scope="col">Sent</th>
              <th scope="col">Status</th>
              <th scope="col">PDF</th>
            </tr>
          </thead>
          <tbody>
            {documents.map((document) => (
              <tr key={document.documentId}>
                <th scope="row" data-label="Form">
                  <Link to={`/app/referrals/${document.referralId}`}>{document.title}</Link>
                  {document.version > 1 && <span className="under">Version {document.version}</span>}
                </th>
                <td data-label="Provider">{document.provider.name}</td>
                <td data-label="Sent" className="date">
                  {when.day(document.sentAt)}
                </td>
                <td data-label="Status">{document.status}</td>
                <td data-label="PDF">
                  <FormPDF referralId={document.referralId} version={document.version} label="Download" />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Listed>
  );
}
