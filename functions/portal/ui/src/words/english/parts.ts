/** What parts of many pages say. */
export const parts = {
  loading: (what: string) => `Loading ${what}…`,
  showMore: (what: string) => `Show more ${what}`,
  required: "(required)",
  dateHint: "mm/dd/yyyy",
  didNotWork: "This did not work",
  tryAgain: "Try again",
  signOut: "Sign out",
};
