import { Button, Radio } from "@trussworks/react-uswds";
import type { FormEvent } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import { Contents } from "../parts/contents";
import { Choice } from "../parts/field";
import { Group } from "../parts/group";
import { Page } from "../parts/page";
import { useSession } from "../session/session";
import { words } from "../words";

/** "Pay close attention to the Activity Name and Session Description selected on the Select Activity page." */
export function SelectActivity() {
  const { id = "" } = useParams();
  const { api } = useSession();
  const navigate = useNavigate();
  // What was chosen stands in the address: it is there again on the way back.
  const [params, setParams] = useSearchParams();
  const name = params.get("activity") ?? "";
  const session = params.get("session") ?? "";
  const catalog = useResource("activities", (signal) => answered(api.GET("/v1/activities", { signal })));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate(`/app/customers/${id}/activities/new?${params.toString()}`);
  };
  const { list, select: own } = words.activities;
  return (
    <Page title={own.title} kicker={<Link to={`/app/customers/${id}/activities`}>{list.caption}</Link>}>
      <Contents of={catalog} what={list.what}>
        {({ activities }) => {
          const chosen = activities.find((activity) => activity.name === name);
          return (
            <form className="narrow" onSubmit={submit}>
              <Choice
                label={words.terms.activityName}
                required
                empty={own.choose}
                options={activities.map(({ name, category }) => ({ key: name, label: own.ofCategory(name, category) }))}
                value={name}
                onChange={(activity) => setParams(activity ? { activity } : {}, { replace: true })}
              />
              {chosen && (
                <Group legend={words.terms.sessionDescription} oneOf required hint={own.sessionHint}>
                  {chosen.sessions.map(({ description }) => (
                    <Radio
                      key={description}
                      id={`session-${description}`}
                      name="session"
                      label={description}
                      checked={session === description}
                      onChange={() => setParams({ activity: name, session: description }, { replace: true })}
                    />
                  ))}
                </Group>
              )}
              <Button type="submit" disabled={!session}>
                {own.next}
              </Button>
            </form>
          );
        }}
      </Contents>
    </Page>
  );
}
