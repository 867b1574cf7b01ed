import { Accordion } from "@trussworks/react-uswds";
import type { FormEvent } from "react";

import { answered } from "../api/client";
import type { Schemas } from "../api/schemas";
import { useSubmit } from "../api/submit";
import { Act } from "../parts/act";
import { useTell } from "../parts/done";
import { useDraft } from "../parts/draft";
import { Fields } from "../parts/fields";
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
  const tell = useTell();
  const correct = useSubmit(async () => {
    tell();
    onCorrected(
      await answered(api.PATCH("/v1/organizations/{id}", { params: { path: { id: organization.id } }, body: typed })),
    );
    clear();
    tell(words.directory.correction.organizationDone);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void correct.run();
  };
  const form = (
    <Fields failure={correct.failure}>
      <form className="narrow" onSubmit={submit} noValidate>
        <OrganizationFields value={typed} onChange={setTyped} />
        {correct.failure && <Problem failure={correct.failure} />}
        <Act type="submit" busy={correct.busy}>
          {words.directory.correction.save}
        </Act>
      </form>
    </Fields>
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
