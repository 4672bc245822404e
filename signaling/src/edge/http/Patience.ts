/** Times that the server waits for clients, in milliseconds. */
export type Patience = {
  /** A request begins with a few hundred bytes: whoever takes longer for them is slow on purpose. */
  readonly headersMs: number
  /** Time for a body, besides what its length takes on a bad line. */
  readonly bodyMs: number
  /** A socket that does not present its token is closed after this. */
  readonly connectMs: number
  /** A dead line is noticed after one ping, and the wait for its answer; one that was cut for 5 s mostly just goes on. */
  readonly pingEveryMs: number
  readonly pongMs: number
  /** A client that is cut has so long to say goodbye; ws would wait 30 s. */
  readonly goodbyeMs: number
}

export const PATIENCE: Patience = {
  headersMs: 15_000,
  bodyMs: 30_000,
  connectMs: 10_000,
  pingEveryMs: 4000,
  pongMs: 5000,
  goodbyeMs: 2000,
}
