/** How much of a list there is. */
export const lists = {
  all: (what: string, count: number) => `Number of ${what}: ${count}`,
  some: (what: string, count: number) => `Number of ${what} shown: ${count}. There are more.`,
  titled: (title: string, count: number, more: boolean) => (more ? `${title}: the first ${count}` : `${title}: ${count}`),
  inGroup: (many: string, group: string) => `${many} in ${group}`,
};
