import { Checkbox, Fieldset } from "@trussworks/react-uswds";
import type { FormEvent } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { answered } from "../api/client";
import { useIdempotencyKey, useSubmit } from "../api/submit";
import { Act } from "../parts/act";
import { DateField } from "../parts/date-field";
import { useDraft } from "../parts/draft";
import { Fields } from "../parts/fields";
import { Page } from "../parts/page";
import { Problem } from "../parts/problem";
import { useWhen } from "../parts/when";
import { useSession } from "../session/session";
import { words } from "../words";

/** A Service Needs Assessment: which of its referral options were ticked. */
export function NewAssessment() {
  const { id = "" } = useParams();
  const { api, catalog } = useSession();
  const navigate = useNavigate();
  const when = useWhen();
  const [typed, setTyped, clear] = useDraft(`assessment:${id}`, { date: when.today(), options: [] as string[] });
  const keyOf = useIdempotencyKey();
  const enter = useSubmit(async () => {
    await answered(
      api.POST("/v1/customers/{id}/assessments", {
        params: { path: { id }, header: { "Idempotency-Key": keyOf(typed) } },
        body: typed,
      }),
    );
    clear();
    void navigate(`/app/customers/${id}/progress`, { state: { done: words.customers.assessment.entered } });
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void enter.run();
  };
  const set = (key: string, ticked: boolean) =>
    setTyped({ ...typed, options: ticked ? [...typed.options, key] : typed.options.filter((other) => other !== key) });
  return (
    <Page title={words.customers.assessment.title} kicker={<Link to={`/app/customers/${id}/progress`}>{words.customers.tabs.progress}</Link>}>
      <Fields failure={enter.failure}>
        <form className="narrow" onSubmit={submit} noValidate>
          <DateField label={words.customers.assessment.date} required value={typed.date} field="date" onChange={(date) => setTyped({ ...typed, date })} />
          <p>{words.customers.assessment.check}</p>
          {catalog.alignments.map(({ section, options }) => (
            <Fieldset key={section} legend={section} className="small-fieldset">
              {options.map(({ key, label }) => (
                <Checkbox key={key} id={`option-${key}`} name="options" label={label} checked={typed.options.includes(key)} onChange={(event) => set(key, event.target.checked)} />
              ))}
            </Fieldset>
          ))}
          {enter.failure && <Problem failure={enter.failure} />}
          <Act type="submit" busy={enter.busy}>
            {words.customers.assessment.enter}
          </Act>
        </form>
      </Fields>
    </Page>
  );
}
