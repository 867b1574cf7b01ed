import { Button, Table } from "@trussworks/react-uswds";
import { useState } from "react";
import { Link, useParams } from "react-router";

import { answered, type Schemas } from "../api/client";
import { useList } from "../api/list";
import { useResource } from "../api/resource";
import { Contents } from "../parts/contents";
import { Done } from "../parts/done";
import { Facts } from "../parts/facts";
import { Listed } from "../parts/list";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { Warning } from "../parts/status";
import { useSession } from "../session/session";
import { CorrectOrganization } from "./correct-organization";
import { MergeOrganization } from "./merge-organization";
import { NewContact } from "./new-contact";

/** One organization with its contacts; administrators correct and merge it here. */
export function OrganizationPage() {
  const { id = "" } = useParams();
  const { api, me } = useSession();
  const organization = useResource(`organizations/${id}`, (signal) =>
    answered(api.GET("/v1/organizations/{id}", { signal, params: { path: { id } } })),
  );
  const admin = me.role === "program-admin";
  return (
    <Page title={organization.value?.name ?? "Organization"} kicker={<Link to="/app/directory">Directory</Link>}>
      <Done />
      <Contents of={organization} what="the organization">
        {(value) => (
          <>
            {value.mergedInto && (
              <Notice type="info">
                This organization was merged: <Link to={`/app/directory/${value.mergedInto}`}>see the one that remains</Link>.
              </Notice>
            )}
            <Facts
              facts={[
                ["Address", value.address],
                ["Phone", value.phone],
                ["Email", value.email],
                ["Answers", value.receivesOnly && "It only receives referrals; it is never asked to answer."],
                ["Sensitive", value.sensitive && "Its name alone tells something of the customer."],
              ]}
            />
            <Contacts organizationId={value.id} />
            {admin && !value.mergedInto && (
              <>
                <CorrectOrganization key={`${value.id} ${value.name}`} organization={value} onCorrected={organization.put} />
                <MergeOrganization organization={value} />
              </>
            )}
          </>
        )}
      </Contents>
    </Page>
  );
}

function Contacts({ organizationId }: { organizationId: string }) {
  const { api } = useSession();
  const [adding, setAdding] = useState(false);
  const list = useList(`organizations/${organizationId}/contacts`, (cursor, signal) =>
    answered(
      api.GET("/v1/organizations/{id}/contacts", { signal, params: { path: { id: organizationId }, query: { cursor } } }),
    ),
  );
  const added = () => {
    setAdding(false);
    list.reload();
  };
  return (
    <section>
      <h2>Contacts</h2>
      <Button type="button" outline aria-expanded={adding} onClick={() => setAdding(!adding)}>
        New Contact
      </Button>
      {adding && <NewContact organizationId={organizationId} onAdded={added} />}
      <Listed list={list} what="contacts" empty={<p>There is no contact yet. A referral goes to one: add it with New Contact.</p>}>
        {(contacts) => <ContactTable contacts={contacts} organizationId={organizationId} />}
      </Listed>
    </section>
  );
}

function ContactTable({ contacts, organizationId }: { contacts: Schemas["Contact"][]; organizationId: string }) {
  return (
    <Table fullWidth stackedStyle="default">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Email</th>
          <th scope="col">Phone</th>
          <th scope="col">
            <span className="usa-sr-only">Correct</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {contacts.map((contact) => (
          <tr key={contact.id}>
            <th scope="row" data-label="Name">
              {contact.name}
              {contact.title && <span className="under">{contact.title}</span>}
            </th>
            <td data-label="Email">
              {contact.email} {contact.deadEmail === contact.email && <Warning>Mail came back</Warning>}
            </td>
            <td data-label="Phone">{contact.phone}</td>
            <td data-label="">
              <Link to={`/app/directory/${organizationId}/contacts/${contact.id}`} aria-label={`Correct ${contact.name}`}>
                Correct
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
