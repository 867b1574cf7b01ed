import type { Failure } from "../api/failure";
import { Choice, TextField } from "../parts/field";

export interface ContactText {
  name: string;
  title: string;
  email: string;
  phone: string;
  language: "" | "en" | "es";
}

export const blankContact: ContactText = { name: "", title: "", email: "", phone: "", language: "" };

interface Props {
  value: ContactText;
  onChange(value: ContactText): void;
  failure?: Failure;
}

/** The fields of a contact: "required of a contact: name and e-mail". */
export function ContactFields({ value, onChange, failure }: Props) {
  const set = (change: Partial<ContactText>) => onChange({ ...value, ...change });
  return (
    <>
      <TextField label="Name" required value={value.name} error={failure?.of("name")} onChange={(name) => set({ name })} />
      <TextField label="Email" required type="email" value={value.email} error={failure?.of("email")} onChange={(email) => set({ email })} />
      <TextField label="Title" value={value.title} error={failure?.of("title")} onChange={(title) => set({ title })} />
      <TextField label="Phone" type="tel" value={value.phone} error={failure?.of("phone")} onChange={(phone) => set({ phone })} />
      <Choice
        label="Language of e-mails and the partner’s page"
        value={value.language || "en"}
        options={[
          { key: "en", label: "English" },
          { key: "es", label: "Spanish" },
        ]}
        onChange={(language) => set({ language: language as ContactText["language"] })}
      />
    </>
  );
}
