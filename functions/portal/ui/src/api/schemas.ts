import type { components } from "./schema";

/** The things that the contract names. */
export type Schemas = components["schemas"];
