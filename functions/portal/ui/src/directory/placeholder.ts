/** Domains that people enter for want of an address. The system sends no mail to them, nor to those under them. */
const placeholders = [
  "noemail.com", "none.com", "nomail.com", "noemail.org", "noemail.net", "example.com", "example.net", "example.org",
  "test.com", "invalid", "localhost",
];

/** Whether no mail can be sent to an address, as it stands for having none. */
export function isPlaceholder(email: string): boolean {
  if (!email.includes("@")) return false;
  const domain = email.slice(email.lastIndexOf("@") + 1).trim().toLowerCase();
  return placeholders.some((placeholder) => domain === placeholder || domain.endsWith(`.${placeholder}`));
}
