const byStatus: Partial<Record<number, string>> = {
  0: "The system cannot be reached. Please check the connection and try again.",
  401: "Your session has ended. Please sign in again.",
  403: "Your account is not allowed to do this.",
  404: "This page does not exist, or you are not allowed to see it.",
  429: "There are too many requests at the moment. Please try again in a minute.",
};

/** What the reader is told of an answer that says nothing itself. */
export const failures = {
  byStatus,
  other: "Something went wrong on our side. Please try again in a minute.",
};
