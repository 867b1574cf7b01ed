import { Fieldset, Radio } from "@trussworks/react-uswds";

import type { Failure } from "../api/failure";
import type { Schemas } from "../api/schemas";
import { useOrganizationNames } from "../directory/organization-names";
import { DateField } from "../parts/date-field";
import { Choice, TextArea, TextField } from "../parts/field";
import { words } from "../words";

export interface ActivityText {
  programBlock: string;
  providerId: string;
  startDate: string;
  endDate: string;
  hoursPerWeek: string;
  additionalComments: string;
}

export const blankActivity: ActivityText = {
  programBlock: "",
  providerId: "",
  startDate: "",
  endDate: "",
  hoursPerWeek: "",
  additionalComments: "",
};

/** What the API is given: the chosen activity and session, and what was typed. */
export function entryOf(activityName: string, sessionDescription: string, typed: ActivityText): Schemas["ActivityEntry"] {
  const { hoursPerWeek, additionalComments, ...rest } = typed;
  return {
    activityName,
    sessionDescription,
    ...rest,
    ...(hoursPerWeek.trim() && { hoursPerWeek: Number(hoursPerWeek) }),
    ...(additionalComments.trim() && { additionalComments: additionalComments.trim() }),
  };
}

interface Props {
  value: ActivityText;
  onChange(value: ActivityText): void;
  blocks: string[];
  /** Ids of the organizations that offer the session. */
  providers: string[];
  failure?: Failure;
}

/** The fields of Customer Activity Detail. */
export function ActivityFields({ value, onChange, blocks, providers, failure }: Props) {
  const nameOf = useOrganizationNames(providers);
  const set = (change: Partial<ActivityText>) => onChange({ ...value, ...change });
  const error = (field: string) => failure?.of(field);
  return (
    <>
      <Choice
        label={words.terms.programBlock}
        required
        empty={words.activities.detail.chooseBlock}
        options={blocks.map((key) => ({ key, label: key }))}
        value={value.programBlock}
        error={error("programBlock")}
        onChange={(programBlock) => set({ programBlock })}
      />
      <Fieldset legend={words.activities.detail.provider}>
        {error("providerId") && <p className="usa-error-message">{error("providerId")}</p>}
        {providers.map((id) => (
          <Radio
            key={id}
            id={`provider-${id}`}
            name="provider"
            label={nameOf(id)}
            checked={value.providerId === id}
            onChange={() => set({ providerId: id })}
          />
        ))}
      </Fieldset>
      <DateField label={words.activities.detail.startDate} required value={value.startDate} error={error("startDate")} onChange={(startDate) => set({ startDate })} />
      <DateField label={words.activities.detail.endDate} required value={value.endDate} error={error("endDate")} onChange={(endDate) => set({ endDate })} />
      <TextField label={words.activities.detail.hours} type="number" value={value.hoursPerWeek} error={error("hoursPerWeek")} onChange={(hoursPerWeek) => set({ hoursPerWeek })} />
      <TextArea
        label={words.activities.detail.comments}
        hint={words.activities.detail.commentsHint}
        maxLength={4000}
        value={value.additionalComments}
        error={error("additionalComments")}
        onChange={(additionalComments) => set({ additionalComments })}
      />
    </>
  );
}

/** Who offers a session of an activity. */
export function providersOf(catalog: Schemas["ActivityCatalog"], activityName: string, sessionDescription: string): string[] {
  const activity = catalog.activities.find(({ name }) => name === activityName);
  return activity?.sessions.find(({ description }) => description === sessionDescription)?.providers ?? [];
}
