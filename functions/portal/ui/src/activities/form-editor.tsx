import { Button, ButtonGroup } from "@trussworks/react-uswds";
import type { FormEvent } from "react";
import { Link, useNavigate } from "react-router";

import { answered, type Schemas, type Tagged, tagged } from "../api/client";
import { useIdempotencyKey, useSubmit } from "../api/submit";
import { DateField } from "../parts/date-field";
import { useDraft } from "../parts/draft";
import { Facts } from "../parts/facts";
import { TextArea, TextField } from "../parts/field";
import { Notice } from "../parts/notice";
import { Problem } from "../parts/problem";
import { useWhen } from "../parts/when";
import { useSession } from "../session/session";

type Form = Schemas["Form"];

interface Props {
  form: Form;
  etag: string;
  onChange(form: Tagged<Form>): void;
}

/** "Reviews the form, make any necessary updates, and click the Send to Provider button on the form." */
export function FormEditor({ form, etag, onChange }: Props) {
  const { api } = useSession();
  const navigate = useNavigate();
  const when = useWhen();
  const editable = form.fields.filter((field) => field.editable);
  const [typed, setTyped, clear] = useDraft<Record<string, string>>(`form:${form.referralId}`, {});
  const valueOf = (field: Schemas["FormField"]) => typed[field.key] ?? field.value;
  const changes = editable.filter((field) => valueOf(field) !== field.value);
  const path = { id: form.referralId };
  const keyOf = useIdempotencyKey();

  /** Puts what was typed into the form, if anything was. */
  async function put(): Promise<Tagged<Form>> {
    if (changes.length === 0) return { value: form, etag };
    const saved = await tagged(
      api.PUT("/v1/referrals/{id}/form", {
        params: { path, header: { "If-Match": etag } },
        body: { fields: changes.map((field) => ({ key: field.key, value: valueOf(field) })) },
      }),
    );
    clear();
    setTyped({});
    onChange(saved);
    return saved;
  }
  const save = useSubmit(async () => {
    await put();
  });
  const send = useSubmit(async () => {
    const saved = await put();
    const sent = await answered(
      api.POST("/v1/referrals/{id}/send", {
        params: { path, header: { "If-Match": saved.etag, "Idempotency-Key": keyOf(saved.etag) } },
        body: {},
      }),
    );
    void navigate(`/app/referrals/${sent.id}`, { state: { done: `The form was sent to ${sent.organization.name}.` } });
  });
  const reload = async () => onChange(await tagged(api.GET("/v1/referrals/{id}/form", { params: { path } })));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.clear();
    void save.run();
  };
  const failure = save.failure ?? send.failure;
  const errorOf = (field: Schemas["FormField"]) => failure?.of(`fields[${changes.indexOf(field)}].value`);
  const set = (key: string) => (value: string) => setTyped({ ...typed, [key]: value });

  return (
    <>
      <Facts
        facts={form.fields
          .filter((field) => !field.editable)
          .map(({ label, value, kind }) => [label, kind === "date" ? when.date(value) : value])}
      />
      <form className="narrow" onSubmit={submit} noValidate>
        {editable.map((field) => {
          const common = { label: field.label, value: valueOf(field), error: errorOf(field), onChange: set(field.key) };
          switch (field.kind) {
            case "long":
              return <TextArea key={field.key} maxLength={4000} {...common} />;
            case "date":
              return <DateField key={field.key} {...common} />;
            default:
              return <TextField key={field.key} type={field.kind === "number" ? "number" : "text"} {...common} />;
          }
        })}
        {failure?.status === 412 ? (
          <Notice type="warning" heading="Somebody else changed this form" live>
            <p>Nothing of yours was saved yet, and what you typed is still there.</p>
            <Button type="button" outline onClick={() => void reload().then(save.clear).then(send.clear)}>
              Show the form as it now is
            </Button>
          </Notice>
        ) : (
          failure && <Problem failure={failure} heading="The form was not sent" />
        )}
        {failure?.problem?.duplicateOf && (
          <p>
            <Link to={`/app/referrals/${failure.problem.duplicateOf}`}>Note the second service on the referral that stands</Link>
          </p>
        )}
        <ButtonGroup>
          <Button type="button" disabled={send.busy || save.busy} onClick={() => (save.clear(), void send.run())}>
            Send to Provider
          </Button>
          <Button type="submit" outline disabled={changes.length === 0 || save.busy}>
            Save
          </Button>
        </ButtonGroup>
      </form>
    </>
  );
}
