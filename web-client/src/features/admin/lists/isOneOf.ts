/** True when a word of the server is one of those that this version knows. */
export const isOneOf = <T extends string>(known: readonly T[], word: string): word is T =>
  known.some((one) => one === word)
