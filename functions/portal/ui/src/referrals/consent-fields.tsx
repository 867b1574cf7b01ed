import { ErrorMessage, Fieldset, Radio } from "@trussworks/react-uswds";

import type { Failure } from "../api/failure";
import type { Schemas } from "../api/schemas";
import { DateField } from "../parts/date-field";
import { TextField } from "../parts/field";
import { words } from "../words";
import { choices } from "../words/choices";

export interface ConsentText {
  by: string;
  method: Schemas["Consent"]["method"] | "";
  date: string;
  until: string;
}

export const blankConsent: ConsentText = { by: "", method: "", date: "", until: "" };

/** Whether anything of it was typed. */
export function isGiven(consent: ConsentText): boolean {
  return Boolean(consent.by.trim() || consent.method || consent.date || consent.until);
}

interface Props {
  value: ConsentText;
  onChange(value: ConsentText): void;
  required: boolean;
  failure?: Failure;
  /** What stands before the names of the fields in the body, for example "consent.". */
  prefix?: string;
}

/** Who agreed to the sharing, how, when, and until when. */
export function ConsentFields({ value, onChange, required, failure, prefix = "" }: Props) {
  const set = (change: Partial<ConsentText>) => onChange({ ...value, ...change });
  const error = (field: string) => failure?.of(prefix + field);
  return (
    <Fieldset legend={required ? words.referrals.consent.legendRequired : words.referrals.consent.legend} legendStyle="default">
      <p className="usa-hint">
        {required ? words.referrals.consent.whyRequired : words.referrals.consent.why}
      </p>
      {failure?.of("consent") && <ErrorMessage>{failure.of("consent")}</ErrorMessage>}
      <TextField label={words.referrals.consent.by} required={required} value={value.by} error={error("by")} onChange={(by) => set({ by })} />
      <Fieldset legend={words.referrals.consent.how} className="small-fieldset">
        {error("method") && <ErrorMessage>{error("method")}</ErrorMessage>}
        {choices(words.keys.consentMethod).map(({ key, label }) => (
          <Radio
            key={key}
            id={`consent-${key}`}
            name="consent-method"
            label={label}
            checked={value.method === key}
            onChange={() => set({ method: key })}
          />
        ))}
      </Fieldset>
      <DateField label={words.referrals.consent.from} required={required} value={value.date} error={error("date")} onChange={(date) => set({ date })} />
      <DateField label={words.referrals.consent.until} required={required} value={value.until} error={error("until")} onChange={(until) => set({ until })} />
    </Fieldset>
  );
}
