import type { ResourceId } from '@diem-cau/signaling-contract/operations'
import type { ResourceFacts } from '../journal/ResourceFacts.ts'
import { type Identity, LiveResource } from './LiveResource.ts'
import type { SeenMeeting } from './Scene.ts'

/** The resources and meetings of this process, as they are now. */
export class Book {
  readonly #resources = new Map<ResourceId, LiveResource>()
  readonly #clock: () => number
  /** Meetings that this process conducts and that somebody is in. */
  meetings: readonly SeenMeeting[] = []

  constructor(clock: () => number) {
    this.#clock = clock
  }

  get all(): Iterable<LiveResource> {
    return this.#resources.values()
  }

  find(key: ResourceId): LiveResource | undefined {
    return this.#resources.get(key)
  }

  /** The resource of that key, made when it is not there, with this name and these facts from now on. */
  put(identity: Identity, name: string, facts: Partial<ResourceFacts> = {}): LiveResource {
    const known = this.#resources.get(identity.key)
    if (known) {
      known.describe(facts, name)
      return known
    }
    const made = new LiveResource(identity, name, this.#clock(), facts)
    this.#resources.set(identity.key, made)
    return made
  }

  /** Fine if it is not there. */
  remove(key: ResourceId): void {
    this.#resources.delete(key)
  }
}
