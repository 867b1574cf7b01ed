import { Radio } from "@trussworks/react-uswds";

import type { Schemas } from "../api/schemas";
import { DateField } from "../parts/date-field";
import { TextField } from "../parts/field";
import { Group } from "../parts/group";
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
  /** Why it is asked for. */
  why?: string;
  /** What stands before the names of the fields in the body, for example "consent.". */
  prefix?: string;
}

/** Who agreed to the sharing, how, when, and until when. */
export function ConsentFields({ value, onChange, required, why = words.referrals.consent.why, prefix = "" }: Props) {
  const set = (change: Partial<ConsentText>) => onChange({ ...value, ...change });
  return (
    <Group legend={words.referrals.consent.legend} field="consent" required={required} hint={why}>
      <TextField label={words.referrals.consent.by} required={required} value={value.by} field={`${prefix}by`} onChange={(by) => set({ by })} />
      <Group legend={words.referrals.consent.how} field={`${prefix}method`} oneOf required={required} className="small-fieldset">
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
      </Group>
      <DateField label={words.referrals.consent.from} required={required} value={value.date} field={`${prefix}date`} onChange={(date) => set({ date })} />
      <DateField label={words.referrals.consent.until} required={required} value={value.until} field={`${prefix}until`} onChange={(until) => set({ until })} />
    </Group>
  );
}
