/** Mutants that no test can kill, with the reason: what they change makes no other rows. */
export const SURVIVORS: Readonly<Record<string, string>> = {};
