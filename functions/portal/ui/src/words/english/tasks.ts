/** The navigator's tasks. */
export const tasks = {
  title: "Tasks",
  one: "Task",
  open: "Open",
  completed: "Completed",
  many: "tasks",
  theTask: "the task",
  openCaption: "Open tasks",
  completedCaption: "Completed tasks",
  noneOpen: "There are no open tasks. A provider’s answer creates one.",
  noneCompleted: "No tasks have been completed yet. Open tasks are completed with an outcome.",
  activity: "Activity",
  completedAs: (when: string, outcome: string) => `Completed ${when}: ${outcome}`,
  complete: "Complete the task",
  meanwhile: "Somebody else completed this task",
  meanwhileNext: "What you entered was not saved.",
  youTyped: (note: string) => `Your note: ${note}`,
};
