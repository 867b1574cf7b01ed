/** What is asked before something that nobody brings back. */
export const questions = {
  discardDraft: "Discard this draft?",
  discardDraftWhy: "It was never sent. Nobody is told.",
  discardYes: "Yes, discard it",
  discardNo: "No, keep it",
  discardEntered: "Discard what you entered?",
};
