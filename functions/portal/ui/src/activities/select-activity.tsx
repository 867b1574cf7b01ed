import { Button, Fieldset, Radio } from "@trussworks/react-uswds";
import { type FormEvent, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import { Contents } from "../parts/contents";
import { Choice } from "../parts/field";
import { Page } from "../parts/page";
import { useSession } from "../session/session";

/** "Pay close attention to the Activity Name and Session Description selected on the Select Activity page." */
export function SelectActivity() {
  const { id = "" } = useParams();
  const { api } = useSession();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [session, setSession] = useState("");
  const catalog = useResource("activities", (signal) => answered(api.GET("/v1/activities", { signal })));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate(`/app/customers/${id}/activities/new?${new URLSearchParams({ activity: name, session }).toString()}`);
  };
  return (
    <Page title="Select Activity" kicker={<Link to={`/app/customers/${id}/activities`}>Customer Activity List</Link>}>
      <Contents of={catalog} what="the activities">
        {({ activities }) => {
          const chosen = activities.find((activity) => activity.name === name);
          return (
            <form className="narrow" onSubmit={submit}>
              <Choice
                label="Activity Name"
                required
                empty="Choose an activity"
                options={activities.map((activity) => ({ key: activity.name, label: `${activity.name} (${activity.category})` }))}
                value={name}
                onChange={(name) => {
                  setName(name);
                  setSession("");
                }}
              />
              {chosen && (
                <Fieldset legend="Session Description (required)">
                  <p className="usa-hint">It becomes the referred Service on the form.</p>
                  {chosen.sessions.map(({ description }) => (
                    <Radio
                      key={description}
                      id={`session-${description}`}
                      name="session"
                      label={description}
                      checked={session === description}
                      onChange={() => setSession(description)}
                    />
                  ))}
                </Fieldset>
              )}
              <Button type="submit" disabled={!session}>
                Continue
              </Button>
            </form>
          );
        }}
      </Contents>
    </Page>
  );
}
