import { Radio } from "@trussworks/react-uswds";

import type { Schemas } from "../api/schemas";
import { useOrganizationNames } from "../directory/organization-names";
import { DateField } from "../parts/date-field";
import { Choice, TextArea, TextField } from "../parts/field";
import { Group } from "../parts/group";
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
}

/** The fields of Customer Activity Detail. */
export function ActivityFields({ value, onChange, blocks, providers }: Props) {
  const nameOf = useOrganizationNames(providers);
  const set = (change: Partial<ActivityText>) => onChange({ ...value, ...change });
  return (
    <>
      <Choice
        label={words.terms.programBlock}
        required
        empty={words.activities.detail.chooseBlock}
        options={blocks.map((key) => ({ key, label: key }))}
        value={value.programBlock}
        field="programBlock"
        onChange={(programBlock) => set({ programBlock })}
      />
      <Group legend={words.terms.provider} field="providerId" oneOf required>
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
      </Group>
      <DateField label={words.activities.detail.startDate} required value={value.startDate} field="startDate" onChange={(startDate) => set({ startDate })} />
      <DateField label={words.activities.detail.endDate} required value={value.endDate} field="endDate" onChange={(endDate) => set({ endDate })} />
      <TextField label={words.activities.detail.hours} type="number" value={value.hoursPerWeek} field="hoursPerWeek" onChange={(hoursPerWeek) => set({ hoursPerWeek })} />
      <TextArea
        label={words.activities.detail.comments}
        hint={words.activities.detail.commentsHint}
        maxLength={4000}
        value={value.additionalComments}
        field="additionalComments"
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
