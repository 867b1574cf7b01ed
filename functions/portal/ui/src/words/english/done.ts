/** What was done, said where it was done. */
export const done = {
  resent: (contact: string) => `The referral was sent again to ${contact}.`,
  canceled: (reference: string) => `Referral ${reference} was canceled.`,
  discarded: "The draft was discarded.",
  serviceNoted: "The service was noted.",
  activitySaved: "The activity was saved.",
  formSaved: "The form was saved.",
  accepted: (reference: string) => `You accepted referral ${reference}.`,
  rejected: (reference: string) => `You rejected referral ${reference}.`,
  taskCompleted: "The task was completed.",
  contactAdded: (name: string) => `${name} was added.`,
};

/** What is being done. */
export const doing = {
  sending: "Sending…",
  saving: "Saving…",
};
