/** What is asked for where one of a list is to be chosen, by the last part of the field's name in the API. */
const choose: Partial<Record<string, string>> = {
  activityName: "Choose the activity.",
  decision: "Choose an answer.",
  method: "Choose how the customer agreed.",
  programBlock: "Choose the program block.",
  providerId: "Choose the provider.",
  sessionDescription: "Choose the session.",
};

/** The same, where another form has a text of that name. */
const chooseOf: Partial<Record<string, string>> = {
  outcome: "Choose an outcome.",
  reason: "Choose why it was rejected.",
};

/** What is asked for where something is missing. */
const enter: Partial<Record<string, string>> = {
  by: "Enter the person’s name.",
  email: "Enter the e-mail address.",
  name: "Enter the name.",
  reason: "Enter the reason.",
  service: "Enter the service.",
};

/** What is wrong with a field, where the API says it in words for programmers. */
export const mistakes = {
  choose, chooseOf, enter,
  day: "Enter the day as month, day and year, for example 12/31/2026.",
  number: "Enter a number.",
  of: (field: string, mistake: string) => `${field}: ${mistake}`,
};
