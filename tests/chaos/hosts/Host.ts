/** Where a part of the office, or somebody in the meeting, runs. */
export interface Host {
  /** IPv4, as all the others reach it. */
  readonly address: string
  /** Command that starts another one there, which is its last words: `[...through, 'program', 'argument']`. */
  readonly through: readonly string[]
}

/** Computers of an installation, by name. */
export interface Hosts extends AsyncDisposable {
  /** @param name small letters, digits, hyphens */
  of(name: string): Host
  /** Where this process is. */
  readonly here: Host
  /** What goes between them leaves a computer, so that it is encrypted. */
  readonly isRemote: boolean
}

const THIS_MACHINE: Host = { address: '127.0.0.1', through: [] }

/** Everything on this machine, over its loopback. */
export const loopback: Hosts = {
  of: () => THIS_MACHINE,
  here: THIS_MACHINE,
  isRemote: false,
  [Symbol.asyncDispose]: () => Promise.resolve(),
}
