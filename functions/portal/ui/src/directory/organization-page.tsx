import { Button, Table } from "@trussworks/react-uswds";
import { useState } from "react";
import { Link, useParams } from "react-router";

import { answered } from "../api/client";
import { useList } from "../api/list";
import { useResource } from "../api/resource";
import type { Schemas } from "../api/schemas";
import { Contents } from "../parts/contents";
import { useTell } from "../parts/done";
import { Facts } from "../parts/facts";
import { Listed } from "../parts/list";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { Warning } from "../parts/status";
import { useSession } from "../session/session";
import { words } from "../words";
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
    <Page title={organization.value?.name ?? words.terms.organization} kicker={<Link to="/app/directory">{words.directory.title}</Link>}>
      <Contents of={organization} what={words.directory.organization.what}>
        {(value) => (
          <>
            {value.mergedInto && (
              <Notice type="info">
                {words.directory.organization.merged}{" "}
                <Link to={`/app/directory/${value.mergedInto}`}>{words.directory.organization.seeRemaining}</Link>
              </Notice>
            )}
            <Facts
              facts={[
                [words.terms.address, value.address],
                [words.terms.phone, value.phone],
                [words.terms.email, value.email],
                [words.terms.answers, value.receivesOnly && words.directory.organization.receivesOnly],
                [words.directory.organization.sensitive, value.sensitive && words.directory.organization.isSensitive],
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
  const tell = useTell();
  const added = ({ name }: Schemas["Contact"]) => {
    setAdding(false);
    tell(words.done.contactAdded(name));
    list.reload();
  };
  return (
    <section>
      <h2>{words.terms.contacts}</h2>
      <Button type="button" outline aria-expanded={adding} onClick={() => setAdding(!adding)}>
        {words.directory.newContact}
      </Button>
      {adding && <NewContact organizationId={organizationId} onAdded={added} />}
      <Listed list={list} what={words.directory.organization.contacts} empty={<p>{words.directory.organization.noContact}</p>}>
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
          <th scope="col">{words.terms.name}</th>
          <th scope="col">{words.terms.email}</th>
          <th scope="col">{words.terms.phone}</th>
          <th scope="col">
            <span className="usa-sr-only">{words.directory.organization.correct}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {contacts.map((contact) => (
          <tr key={contact.id}>
            <th scope="row" data-label={words.terms.name}>
              {contact.name}
              {contact.title && <span className="under">{contact.title}</span>}
            </th>
            <td data-label={words.terms.email}>
              {contact.email} {contact.deadEmail === contact.email && <Warning>{words.directory.organization.mailCameBack}</Warning>}
            </td>
            <td data-label={words.terms.phone}>{contact.phone}</td>
            <td data-label="">
              <Link to={`/app/directory/${organizationId}/contacts/${contact.id}`} aria-label={words.directory.organization.correctNamed(contact.name)}>
                {words.directory.organization.correct}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
