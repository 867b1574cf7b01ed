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
  noneOpen: "There is no open task. A provider’s answer makes one.",
  noneCompleted: "No task was completed yet. Open tasks are completed with an outcome.",
  activity: "Activity",
  completedAs: (when: string, outcome: string) => `Completed ${when}: ${outcome}`,
  complete: "Complete the task",
  meanwhile: "Somebody else completed this task",
  meanwhileNext: "What you entered was not saved.",
  youTyped: (note: string) => `Your note: ${note}`,
};
