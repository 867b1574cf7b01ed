import { Checkbox } from "@trussworks/react-uswds";

import { TextField } from "../parts/field";
import { words } from "../words";

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
}

/** The fields of an organization: "required of an organization: name". */
export function OrganizationFields({ value, onChange }: Props) {
  const set = (change: Partial<OrganizationText>) => onChange({ ...value, ...change });
  return (
    <>
      <TextField label={words.terms.name} required value={value.name} field="name" onChange={(name) => set({ name })} />
      <TextField label={words.terms.phone} type="tel" value={value.phone} field="phone" onChange={(phone) => set({ phone })} />
      <TextField label={words.terms.address} value={value.address} field="address" onChange={(address) => set({ address })} />
      <TextField label={words.terms.email} type="email" value={value.email} field="email" onChange={(email) => set({ email })} />
      <Checkbox
        id="organization-receives-only"
        name="receivesOnly"
        label={words.directory.organizationFields.onlyReceives}
        labelDescription={words.directory.organizationFields.onlyReceivesWhy}
        checked={value.receivesOnly}
        onChange={(event) => set({ receivesOnly: event.target.checked })}
      />
      <Checkbox
        id="organization-sensitive"
        name="sensitive"
        label={words.directory.organizationFields.sensitive}
        labelDescription={words.directory.organizationFields.sensitiveWhy}
        checked={value.sensitive}
        onChange={(event) => set({ sensitive: event.target.checked })}
      />
    </>
  );
}
