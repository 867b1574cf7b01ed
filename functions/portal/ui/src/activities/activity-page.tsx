import { ButtonGroup } from "@trussworks/react-uswds";
import type { FormEvent } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import type { Schemas } from "../api/schemas";
import { useIdempotencyKey, useSubmit } from "../api/submit";
import { Act } from "../parts/act";
import { Contents } from "../parts/contents";
import { useTell } from "../parts/done";
import { useDraft } from "../parts/draft";
import { Facts } from "../parts/facts";
import { Fields } from "../parts/fields";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { Problem } from "../parts/problem";
import { useSession } from "../session/session";
import { words } from "../words";
import { ActivityFields, type ActivityText, entryOf, providersOf } from "./activity-fields";

/** Customer Activity Detail, re-opened from the list: its Generate Form button makes the referral. */
export function ActivityPage() {
  const { id = "", activityId = "" } = useParams();
  const { api } = useSession();
  const read = useResource(`customers/${id}/activities/${activityId}`, async (signal) => {
    const [customer, catalog, activity] = await Promise.all([
      answered(api.GET("/v1/customers/{id}", { signal, params: { path: { id } } })),
      answered(api.GET("/v1/activities", { signal })),
      answered(api.GET("/v1/customers/{id}/activities/{activityId}", { signal, params: { path: { id, activityId } } })),
    ]);
    return { customer, catalog, activity };
  });
  return (
    <Page title={words.activities.detail.title} kicker={<Link to={`/app/customers/${id}/activities`}>{words.activities.list.caption}</Link>}>
      <Contents of={read} what={words.activities.detail.what}>
        {(value) => (
          <Detail
            customer={value.customer}
            activity={value.activity}
            providers={providersOf(value.catalog, value.activity.activityName, value.activity.sessionDescription)}
            onChange={(activity) => read.put({ ...value, activity })}
          />
        )}
      </Contents>
    </Page>
  );
}

interface Props {
  customer: Schemas["Customer"];
  activity: Schemas["Activity"];
  providers: string[];
  onChange(activity: Schemas["Activity"]): void;
}

function Detail({ customer, activity, providers, onChange }: Props) {
  const { api } = useSession();
  const navigate = useNavigate();
  const tell = useTell();
  const [typed, setTyped, clear] = useDraft(`activity:${activity.id}`, textOf(activity));
  const path = { id: customer.id, activityId: activity.id };
  const keyOf = useIdempotencyKey();
  const body = entryOf(activity.activityName, activity.sessionDescription, typed);
  const changed = JSON.stringify(body) !== JSON.stringify(entryOf(activity.activityName, activity.sessionDescription, textOf(activity)));

  const save = useSubmit(async () => {
    tell();
    generate.clear();
    onChange(await answered(api.PUT("/v1/customers/{id}/activities/{activityId}", { params: { path }, body })));
    clear();
    tell(words.done.activitySaved);
  });
  const generate = useSubmit(async () => {
    tell();
    save.clear();
    const { referralId } = await answered(
      api.POST("/v1/customers/{id}/activities/{activityId}/form", {
        params: { path, header: { "Idempotency-Key": keyOf(activity) } },
        body: {},
      }),
    );
    void navigate(`/app/referrals/${referralId}/form`);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save.run();
  };
  const failure = save.failure ?? generate.failure;
  const standing = failure?.problem?.duplicateOf;
  return (
    <>
      {activity.warnings.length > 0 && (
        <Notice type="warning" heading={words.activities.detail.check}>
          {activity.warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
        </Notice>
      )}
      <Facts
        facts={[
          [words.terms.client, `${customer.firstName} ${customer.lastName}`],
          [words.terms.activityName, activity.activityName],
          [words.terms.sessionDescription, activity.sessionDescription],
        ]}
      />
      <Fields failure={failure}>
        <form className="narrow" onSubmit={submit} noValidate>
          <ActivityFields
            value={typed}
            onChange={setTyped}
            blocks={(customer.programBlocks ?? []).map(({ block }) => block)}
            providers={providers}
          />
          {failure && <Problem failure={failure} />}
          {standing && (
            <p>
              <Link to={`/app/referrals/${standing}`}>{words.activities.detail.standing}</Link>
            </p>
          )}
          <ButtonGroup>
            <Act type="button" disabled={changed} busy={generate.busy} onClick={() => void generate.run()}>
              {words.activities.detail.generate}
            </Act>
            <Act type="submit" outline disabled={!changed} busy={save.busy}>
              {words.terms.save}
            </Act>
          </ButtonGroup>
          {changed && <p className="usa-hint">{words.activities.detail.saveFirst}</p>}
        </form>
      </Fields>
    </>
  );
}

function textOf(activity: Schemas["Activity"]): ActivityText {
  return {
    programBlock: activity.programBlock,
    providerId: activity.providerId,
    startDate: activity.startDate,
    endDate: activity.endDate,
    hoursPerWeek: activity.hoursPerWeek?.toString() ?? "",
    additionalComments: activity.additionalComments ?? "",
  };
}
