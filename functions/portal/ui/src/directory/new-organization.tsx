import { Button, ButtonGroup } from "@trussworks/react-uswds";
import type { FormEvent } from "react";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import type { Schemas } from "../api/schemas";
import { useIdempotencyKey, useSubmit } from "../api/submit";
import { Act } from "../parts/act";
import { useDraft } from "../parts/draft";
import { Fields } from "../parts/fields";
import { Focused } from "../parts/focused";
import { Notice } from "../parts/notice";
import { Problem } from "../parts/problem";
import { useSession } from "../session/session";
import { words } from "../words";
import { blankOrganization, OrganizationFields } from "./organization-fields";

interface Props {
  /** The customer whose window it is added in; none in the directory. */
  of?: string;
  onAdded(organization: Schemas["Organization"]): void;
}

/** "If it has not, click the New Organization button and enter the information in the required fields." */
export function NewOrganization({ of = "", onAdded }: Props) {
  const { api } = useSession();
  const [typed, setTyped, clear] = useDraft(`organization:${of}`, blankOrganization);
  const keyOf = useIdempotencyKey();
  const add = useSubmit(async (confirmDistinct: boolean) => {
    const body: Schemas["NewOrganization"] = { ...typed, ...(confirmDistinct && { confirmDistinct }) };
    const added = await answered(
      api.POST("/v1/organizations", { params: { header: { "Idempotency-Key": keyOf(body) } }, body }),
    );
    take(added);
  });
  const take = (organization: Schemas["Organization"]) => {
    clear();
    onAdded(organization);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void add.run(false);
  };
  const alike = add.failure?.problem?.duplicateOf;
  return (
    <Fields failure={add.failure}>
      <form onSubmit={submit} className="picker" noValidate>
        <OrganizationFields value={typed} onChange={setTyped} />
        {add.failure && !alike && <Problem failure={add.failure} />}
        {alike && <Alike id={alike} busy={add.busy} onSelect={take} onDistinct={() => void add.run(true)} />}
        <ButtonGroup>
          <Act type="submit" busy={add.busy}>
            {words.directory.newOrganization.add}
          </Act>
        </ButtonGroup>
      </form>
    </Fields>
  );
}

interface AlikeProps {
  id: string;
  busy: boolean;
  onSelect(organization: Schemas["Organization"]): void;
  onDistinct(): void;
}

/** The organization of the same name that stands already. */
function Alike({ id, busy, onSelect, onDistinct }: AlikeProps) {
  const { api } = useSession();
  const found = useResource(`organizations/${id}`, (signal) =>
    answered(api.GET("/v1/organizations/{id}", { signal, params: { path: { id } } })),
  );
  return (
    <Focused of={id}>
      <Notice type="warning" level="h3" heading={words.directory.newOrganization.alike} live>
        {found.value && (
          <>
            <p>
              {found.value.name}
              <span className="under">{[found.value.address, found.value.phone].filter(Boolean).join(" · ")}</span>
            </p>
            <ButtonGroup>
              <Button type="button" onClick={() => found.value && onSelect(found.value)}>
                {words.directory.newOrganization.takeAlike}
              </Button>
              <Act type="button" outline busy={busy} onClick={onDistinct}>
                {words.directory.newOrganization.distinct}
              </Act>
            </ButtonGroup>
          </>
        )}
      </Notice>
    </Focused>
  );
}
