/** The right of this process to one thing, say to conduct a meeting, until it lets go or another process has it. */
export type Lease = {
  /** The number grows with every change of hands: of two that believe they hold it the higher one does. */
  readonly fence: number
  /** Fine if it was lost. Never fails: what cannot be given back runs out by itself. */
  release(): Promise<void>
}

export type Claimed =
  | { readonly kind: 'held'; readonly lease: Lease }
  /** `holder`: the id of the process that has it. */
  | { readonly kind: 'elsewhere'; readonly holder: string }

/** Tells which process has what, among all that share a directory. */
export type Leases = {
  /**
   * Takes it, or takes it again: what this process has it keeps.
   * @param onLost another process has it, as this one did not renew it in time
   * @param ended this process has ended: what it had is waited for no longer than it takes to see that it is not renewed
   * @throws DirectoryUnavailable
   */
  claim(name: string, onLost: () => void, ended?: string): Promise<Claimed>
  /** The id of the process that has it; null = none. @throws DirectoryUnavailable */
  holderOf(name: string): Promise<string | null>
}

/** Thrown when what processes share cannot be reached. Meetings that run go on. */
export class DirectoryUnavailable extends Error {
  constructor(cause: unknown) {
    super('the directory of processes and nodes cannot be reached', { cause })
    this.name = 'DirectoryUnavailable'
  }
}
