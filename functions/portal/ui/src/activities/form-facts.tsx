import { asFile, fileOf } from "../api/client";
import type { Schemas } from "../api/schemas";
import { Download } from "../parts/download";
import { Facts } from "../parts/facts";
import { useWhen } from "../parts/when";
import { useSession } from "../session/session";
import { words } from "../words";

/** A form to read. */
export function FormFacts({ form }: { form: Schemas["Form"] }) {
  const when = useWhen();
  return (
    <Facts
      facts={form.fields.map(({ label, value, kind }) => [
        label,
        kind === "date" ? when.date(value) : <span className="lines">{value}</span>,
      ])}
    />
  );
}

/** The form as it was sent. */
export function FormPDF({ referralId, version, label = words.activities.form.pdf }: { referralId: string; version?: number; label?: string }) {
  const { api } = useSession();
  const pdf = () =>
    fileOf(
      api.GET("/v1/referrals/{id}/form.pdf", {
        params: { path: { id: referralId }, query: version ? { version } : {} },
        ...asFile("application/pdf"),
      }),
    );
  // The answer names it by the referral: R-XMFP-2H45.pdf.
  const nameOf = (given: string) => {
    const reference = given.replace(/\.pdf$/, "");
    return `${["P301", reference, version && version > 1 && `v${version}`].filter(Boolean).join("-")}.pdf`;
  };
  return (
    <Download name={nameOf} fetch={pdf}>
      {label}
    </Download>
  );
}
