/** What differs from installation to installation; the function that serves the pages tells it. */
export interface Configuration {
  issuer: string;
  clientId: string;
}

export async function loadConfiguration(): Promise<Configuration> {
  const response = await fetch("/config.json");
  if (!response.ok) throw new Error(`The portal's configuration cannot be read (${response.status}).`);
  return (await response.json()) as Configuration;
}
