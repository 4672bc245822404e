import type { Namespaces } from '../../chaos/hosts/Namespaces.ts'

/** The computer of the ward whose line is tried. */
export const WARD = 'ward'

/** A line that a ward may have, and what happens to it while it is in its meeting. */
export interface LineCase {
  readonly name: string
  /** `down`: told is what the ward gets of the chair; `up`: the ward has the floor, and told is what the chair gets of it. */
  readonly watches: 'down' | 'up'
  /** The line as it is when the ward comes in. */
  readonly before?: (hosts: Namespaces) => Promise<void>
  /** Happens once the whole picture is there. */
  readonly begin?: (hosts: Namespaces) => Promise<void>
  /** Milliseconds after that until it is looked at: how the line goes on is told, not how it became so. Left out: 0. */
  readonly settlesMs?: number
  /** The chair opens a paper for all meanwhile, and turns a page once the ward sees the first. */
  readonly opensPaper?: true
  /** Milliseconds from then on in which sound and picture are looked at, at least. */
  readonly lastsMs: number
  /** Happens after that: the line is as it was before `begin`. Left out: it stays. */
  readonly end?: (hosts: Namespaces) => Promise<void>
}
