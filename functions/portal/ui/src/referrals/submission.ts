import { useRef } from "react";

import { answered, type Schemas } from "../api/client";
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

export interface Window {
  submit(of: Submission): Promise<Referral>;
  save(of: Submission): Promise<Referral>;
}

/** Submit Referral and Save, of a new referral or of a draft. */
export function useWindow(customerId: string, saved: Referral | undefined): Window {
  const { api } = useSession();
  const keyOf = useIdempotencyKey();
  // A draft that was changed and could not be sent is tried again as it then is.
  const version = useRef(saved?.version);

  async function create(of: Submission, draft: boolean) {
    const body = { ...bodyOf(customerId, of), ...(draft && { draft }) };
    return answered(api.POST("/v1/referrals", { params: { header: { "Idempotency-Key": keyOf(body) } }, body }));
  }
  async function change(id: string, of: Submission) {
    const changed = await answered(
      api.PUT("/v1/referrals/{id}", {
        params: { path: { id }, header: { "If-Match": `"${version.current}"` } },
        body: bodyOf(customerId, of),
      }),
    );
    version.current = changed.version;
    return changed;
  }
  async function send(id: string) {
    const etag = `"${version.current}"`;
    return answered(
      api.POST("/v1/referrals/{id}/send", {
        params: { path: { id }, header: { "If-Match": etag, "Idempotency-Key": keyOf([id, etag]) } },
        body: {},
      }),
    );
  }
  return {
    save: (of) => (saved ? change(saved.id, of) : create(of, true)),
    submit: async (of) => {
      if (!saved) return create(of, false);
      await change(saved.id, of);
      return send(saved.id);
    },
  };
}
