import { english } from "./english";

/** Everything that the portal says, by page. A further language is one more object of this type. */
export type Words = typeof english;

/** The language of the reader. */
export const words: Words = english;
