import createClient, { type Middleware } from "openapi-fetch";

import { failureOf } from "./failure";
import type { paths } from "./schema";

/** The calls of the contract, each with its own types. */
export type API = ReturnType<typeof createClient<paths>>;

/**
 * The API with a token of whoever is signed in.
 * @param token gives the token; undefined once the session has ended
 * @param onEnded is told when the API no longer takes it
 */
export function newAPI(token: () => Promise<string | undefined>, onEnded: () => void): API {
  // The wrapper finds the fetch of the moment: tests put another in its place.
  const api = createClient<paths>({ baseUrl: window.location.origin, fetch: (request) => fetch(request) });
  const signed: Middleware = {
    async onRequest({ request }) {
      const bearer = await token();
      if (bearer) request.headers.set("Authorization", `Bearer ${bearer}`);
      return request;
    },
    onResponse({ response }) {
      if (response.status === 401) onEnded();
    },
  };
  api.use(signed);
  return api;
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The JSON of a successful answer; throws a Failure for any other. */
export async function answered<T>(call: Promise<Answer<T>>): Promise<Exclude<T, string>> {
  const { data, error, response } = await call;
  if (!response.ok) throw failureOf(response.status, error);
  return data as Exclude<T, string>;
}

/** Something with the ETag that its changes name. */
export interface Tagged<T> {
  value: T;
  etag: string;
}

/** The JSON of a successful answer and its ETag; throws a Failure for any other. */
export async function tagged<T>(call: Promise<Answer<T>>): Promise<Tagged<Exclude<T, string>>> {
  const { response } = await call;
  return { value: await answered(call), etag: response.headers.get("ETag") ?? "" };
}

/** What a call has to be given to answer with a file of that type. */
export function asFile(contentType: string) {
  return { headers: { Accept: contentType }, parseAs: "blob" } as const;
}

/** The file of a successful answer, under the name that the answer gives it; throws a Failure for any other. */
export async function fileOf(call: Promise<Answer<unknown>>): Promise<File> {
  const { data, error, response } = await call;
  if (!response.ok) throw failureOf(response.status, error);
  const [, name = ""] = /filename="?([^";]+)/.exec(response.headers.get("Content-Disposition") ?? "") ?? [];
  return new File([data as Blob], name, { type: (data as Blob).type });
}
