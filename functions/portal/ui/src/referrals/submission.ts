import { answered } from "../api/client";
import type { Schemas } from "../api/schemas";
import { useIdempotencyKey } from "../api/submit";
import { useSession } from "../session/session";
import { type ConsentText, blankConsent, isGiven } from "./consent-fields";

type Referral = Schemas["Referral"];

/** What was chosen and typed in the New Referral window. */
export interface Submission {
  organization?: Schemas["Organization"];
  contact?: Schemas["Contact"];
  services: string[];
  note: string;
  consent: ConsentText;
  allowRepeat: string;
}

export const blankSubmission: Submission = { services: [], note: "", consent: blankConsent, allowRepeat: "" };

/** The window as a draft was saved. */
export function submissionOf(saved: Referral): Submission {
  const { organization, contact } = saved;
  return {
    organization: organization.id ? (organization as Schemas["Organization"]) : undefined,
    contact: contact.id ? (contact as Schemas["Contact"]) : undefined,
    services: saved.services.map((line) => line.key),
    note: saved.note,
    consent: saved.consent ?? blankConsent,
    allowRepeat: saved.allowRepeat ?? "",
  };
}

function bodyOf(customerId: string, of: Submission): Schemas["NewReferral"] {
  return {
    customerId,
    services: of.services,
    ...(of.organization && { organizationId: of.organization.id }),
    ...(of.contact && { contactId: of.contact.id }),
    ...(of.note.trim() && { note: of.note.trim() }),
    ...(isGiven(of.consent) && { consent: of.consent as Schemas["Consent"] }),
    ...(of.allowRepeat.trim() && { allowRepeat: of.allowRepeat.trim() }),
  };
}

/** Whether two windows would ask for the same. */
export function asksAlike(one: Submission, other: Submission): boolean {
  return JSON.stringify(bodyOf("", one)) === JSON.stringify(bodyOf("", other));
}

/** The calls behind Submit Referral and Save: of a new referral, and of a draft as its reader saw it. */
export interface Window {
  create(of: Submission, draft: boolean): Promise<Referral>;
  change(id: string, etag: string, of: Submission): Promise<Referral>;
  send(id: string, etag: string): Promise<Referral>;
}

export function useWindow(customerId: string): Window {
  const { api } = useSession();
  const keyOf = useIdempotencyKey();
  return {
    create: (of, draft) => {
      const body = { ...bodyOf(customerId, of), ...(draft && { draft }) };
      return answered(api.POST("/v1/referrals", { params: { header: { "Idempotency-Key": keyOf(body) } }, body }));
    },
    change: (id, etag, of) =>
      answered(
        api.PUT("/v1/referrals/{id}", {
          params: { path: { id }, header: { "If-Match": etag } },
          body: bodyOf(customerId, of),
        }),
      ),
    send: (id, etag) =>
      answered(
        api.POST("/v1/referrals/{id}/send", {
          params: { path: { id }, header: { "If-Match": etag, "Idempotency-Key": keyOf([id, etag]) } },
          body: {},
        }),
      ),
  };
}
