const byStatus: Partial<Record<number, string>> = {
  0: "The system cannot be reached. Please check the connection and try again.",
  401: "Your session has ended. Please sign in again.",
  403: "Your account may not do this.",
  404: "There is no such page, or it is not yours to see.",
  429: "There are many requests at the moment. Please try again in a minute.",
};

/** What an answer says that says nothing itself. */
export const failures = {
  byStatus,
  other: "Something went wrong on our side. Please try again in a minute.",
};
