import type { Account } from '@diem-cau/signaling-contract'
import type { OperationsSnapshot, OperationsView } from '@diem-cau/signaling-contract/operations'
import type { Logger } from 'pino'
import type { Scene } from '../live/Scene.ts'
import type { Watcher } from '../desk/OperationsDesk.ts'
import { difference, firstWord, type Known } from './difference.ts'
import type { Scope } from './Scope.ts'
import { viewOf } from './viewOf.ts'

/** Rights that were taken away count after at most so long, in milliseconds. */
const SCOPE_CHECK_MS = 20_000

const nothing: Scope = { servers: false, units: new Set() }

type Watching = { readonly view: OperationsView; scope: Scope; checkedAt: number; known: Known }

export type FeedOptions = {
  /** Where they may look. @throws MeetingError `forbidden` when nowhere */
  readonly scopeOf: (account: Account) => Promise<Scope>
  readonly clock: () => number
  readonly logger: Logger
}

/** Everybody who watches, and what each knows: told once a second what is different. */
export class Feed {
  readonly #options: FeedOptions
  readonly #watching = new Map<Watcher, Watching>()

  constructor(options: FeedOptions) {
    this.#options = options
  }

  /** True while somebody watches. */
  get isWatched(): boolean {
    return this.#watching.size > 0
  }

  /** Another view of the same socket takes the place of the one before. @throws MeetingError `forbidden` */
  async watch(watcher: Watcher, view: OperationsView, scene: () => Promise<Scene>): Promise<OperationsSnapshot> {
    const { scopeOf, clock } = this.#options
    const scope = await scopeOf(watcher.account)
    const { snapshot, known } = firstWord(viewOf(await scene(), view, scope))
    this.#watching.set(watcher, { view, scope, checkedAt: clock(), known })
    return snapshot
  }

  unwatch(watcher: Watcher): void {
    this.#watching.delete(watcher)
  }

  tell(scene: Scene): void {
    for (const [watcher, watching] of this.#watching) {
      if (!watcher.isConnected) this.#watching.delete(watcher)
      else this.#tell(watcher, watching, scene)
    }
  }

  #tell(watcher: Watcher, watching: Watching, scene: Scene): void {
    if (this.#options.clock() - watching.checkedAt > SCOPE_CHECK_MS) void this.#check(watcher, watching)
    // Nothing is piled up for a line that is slow: it is told all of it once it is free.
    if (!watcher.isFree) return
    const { view, scope, known } = watching
    const next = difference(known, viewOf(scene, view, scope), view.kind === 'endpoint')
    watching.known = next.known
    if (next.change) watcher.notify({ name: 'operationsChanged', change: next.change })
  }

  async #check({ account }: Watcher, watching: Watching): Promise<void> {
    const { scopeOf, clock, logger } = this.#options
    watching.checkedAt = clock()
    try {
      watching.scope = await scopeOf(account)
    } catch (error) {
      logger.debug({ err: error, accountId: account.accountId }, 'nothing to watch any more')
      watching.scope = nothing
    }
  }
}
