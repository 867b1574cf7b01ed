import { Accordion, Button, ButtonGroup } from "@trussworks/react-uswds";
import { useState } from "react";
import { useNavigate } from "react-router";

import { answered } from "../api/client";
import type { Schemas } from "../api/schemas";
import { useSubmit } from "../api/submit";
import { Act } from "../parts/act";
import { Notice } from "../parts/notice";
import { Problem } from "../parts/problem";
import { useSession } from "../session/session";
import { words } from "../words";
import { OrganizationPicker } from "./organization-picker";

/** For one that was added twice: its contacts and referrals follow to the one that remains. */
export function MergeOrganization({ organization }: { organization: Schemas["Organization"] }) {
  const { api } = useSession();
  const navigate = useNavigate();
  const [into, setInto] = useState<Schemas["Organization"]>();
  const merge = useSubmit(async (remains: Schemas["Organization"]) => {
    await answered(
      api.POST("/v1/organizations/{id}/merge", { params: { path: { id: organization.id } }, body: { into: remains.id } }),
    );
    void navigate(`/app/directory/${remains.id}`, {
      state: { done: words.directory.merge.done(organization.name) },
    });
  });
  const content = (
    <>
      <p>{words.directory.merge.intro}</p>
      {into ? (
        <Notice type="warning" level="h4" heading={words.directory.merge.question(organization.name, into.name)} live>
          <p>{words.directory.merge.final}</p>
          <ButtonGroup>
            <Act type="button" busy={merge.busy} onClick={() => void merge.run(into)}>
              {words.directory.merge.merge}
            </Act>
            <Button type="button" outline onClick={() => setInto(undefined)}>
              {words.directory.merge.another}
            </Button>
          </ButtonGroup>
        </Notice>
      ) : (
        <OrganizationPicker without={organization.id} onSelect={setInto} />
      )}
      {merge.failure && <Problem failure={merge.failure} />}
    </>
  );
  return <Accordion items={[{ id: "merge-organization", title: words.directory.merge.title, headingLevel: "h3", expanded: false, content }]} />;
}
