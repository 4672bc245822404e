import type { Notice } from '@diem-cau/signaling-contract'
import type {
  OperationsChange,
  OperationsSnapshot,
  OperationsView,
  Resource,
  RunningMeeting,
} from '@diem-cau/signaling-contract/operations'
import type { Official } from './seed.ts'
import { TestSocket } from './TestSocket.ts'

/** Somebody who watches over rooms and servers: knows what it was told, added up. */
export class OperationsPage {
  readonly socket: TestSocket
  readonly resources = new Map<string, Resource>()
  readonly meetings = new Map<string, RunningMeeting>()
  #isWatching = false
  #early: OperationsChange[] = []

  private constructor(socket: TestSocket) {
    this.socket = socket
    socket.onNotice((notice) => this.#take(notice))
  }

  static async open(url: string, { token }: Official, view: OperationsView): Promise<OperationsPage> {
    const page = new OperationsPage(await TestSocket.connect({ url, token }))
    await page.watch(view)
    return page
  }

  async watch(view: OperationsView): Promise<OperationsSnapshot> {
    this.#isWatching = false
    this.#early = []
    const snapshot = await this.socket.request('operations:watch', { view })
    this.resources.clear()
    this.meetings.clear()
    for (const resource of snapshot.resources) this.resources.set(resource.id, resource)
    for (const meeting of snapshot.meetings) this.meetings.set(meeting.meetingId, meeting)
    this.#isWatching = true
    for (const change of this.#early) this.#apply(change)
    return snapshot
  }

  /** Waits until a resource is like this. */
  until(what: string, fits: (resource: Resource) => boolean, timeoutMs = 20_000): Promise<Resource> {
    return this.socket.until(what, () => [...this.resources.values()].find(fits), timeoutMs)
  }

  #take(notice: Notice): void {
    if (notice.name !== 'operationsChanged') return
    if (this.#isWatching) this.#apply(notice.change)
    else this.#early.push(notice.change)
  }

  #apply({ added, changed, gone, meetings, meetingsGone }: OperationsChange): void {
    for (const resource of added) this.resources.set(resource.id, resource)
    for (const { id, values = [], ...change } of changed) {
      const before = this.resources.get(id)
      if (!before) throw new Error(`${id} changed, and was never added`)
      const sample = [...before.sample]
      for (const [index, value] of values) sample[index] = value
      this.resources.set(id, { ...before, ...change, sample })
    }
    for (const id of gone) this.resources.delete(id)
    for (const meeting of meetings) this.meetings.set(meeting.meetingId, meeting)
    for (const id of meetingsGone) this.meetings.delete(id)
  }
}
