import { Checkbox } from "@trussworks/react-uswds";

import type { Failure } from "../api/failure";
import { TextField } from "../parts/field";

export interface OrganizationText {
  name: string;
  phone: string;
  address: string;
  email: string;
  receivesOnly: boolean;
  sensitive: boolean;
}

export const blankOrganization: OrganizationText = {
  name: "",
  phone: "",
  address: "",
  email: "",
  receivesOnly: false,
  sensitive: false,
};

interface Props {
  value: OrganizationText;
  onChange(value: OrganizationText): void;
  failure?: Failure;
}

/** The fields of an organization: "required of an organization: name". */
export function OrganizationFields({ value, onChange, failure }: Props) {
  const set = (change: Partial<OrganizationText>) => onChange({ ...value, ...change });
  return (
    <>
      <TextField label="Name" required value={value.name} error={failure?.of("name")} onChange={(name) => set({ name })} />
      <TextField label="Phone" type="tel" value={value.phone} error={failure?.of("phone")} onChange={(phone) => set({ phone })} />
      <TextField label="Address" value={value.address} error={failure?.of("address")} onChange={(address) => set({ address })} />
      <TextField label="Email" type="email" value={value.email} error={failure?.of("email")} onChange={(email) => set({ email })} />
      <Checkbox
        id="organization-receives-only"
        name="receivesOnly"
        label="Only receives referrals"
        labelDescription="May not report back by law, as some domestic-violence providers. It is never asked to answer."
        checked={value.receivesOnly}
        onChange={(event) => set({ receivesOnly: event.target.checked })}
      />
      <Checkbox
        id="organization-sensitive"
        name="sensitive"
        label="Sensitive"
        labelDescription="Its name alone tells something of the customer, as a shelter’s does."
        checked={value.sensitive}
        onChange={(event) => set({ sensitive: event.target.checked })}
      />
    </>
  );
}
