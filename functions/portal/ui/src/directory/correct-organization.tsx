import { Accordion, Button } from "@trussworks/react-uswds";
import { type FormEvent, useState } from "react";

import { answered } from "../api/client";
import type { Schemas } from "../api/schemas";
import { useSubmit } from "../api/submit";
import { useDraft } from "../parts/draft";
import { Notice } from "../parts/notice";
import { Problem } from "../parts/problem";
import { useSession } from "../session/session";
import { words } from "../words";
import { OrganizationFields, type OrganizationText } from "./organization-fields";

interface Props {
  organization: Schemas["Organization"];
  onCorrected(organization: Schemas["Organization"]): void;
}

/** What is wrong about an organization is put right by an administrator. */
export function CorrectOrganization({ organization, onCorrected }: Props) {
  const { api } = useSession();
  const [typed, setTyped, clear] = useDraft(`correct-organization:${organization.id}`, textOf(organization));
  const [done, setDone] = useState(false);
  const correct = useSubmit(async () => {
    onCorrected(
      await answered(api.PATCH("/v1/organizations/{id}", { params: { path: { id: organization.id } }, body: typed })),
    );
    clear();
    setDone(true);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setDone(false);
    void correct.run();
  };
  const form = (
    <form className="narrow" onSubmit={submit} noValidate>
      {done && (
        <Notice type="success" live>
          {words.directory.correction.organizationDone}
        </Notice>
      )}
      <OrganizationFields value={typed} onChange={setTyped} failure={correct.failure} />
      {correct.failure && <Problem failure={correct.failure} />}
      <Button type="submit" disabled={correct.busy}>
        {words.directory.correction.save}
      </Button>
    </form>
  );
  return (
    <>
      <h2>{words.directory.organization.administration}</h2>
      <Accordion items={[{ id: "correct-organization", title: words.directory.correction.organization, headingLevel: "h3", expanded: false, content: form }]} />
    </>
  );
}

function textOf({ name, phone = "", address = "", email = "", receivesOnly = false, sensitive = false }: Schemas["Organization"]): OrganizationText {
  return { name, phone, address, email, receivesOnly, sensitive };
}
