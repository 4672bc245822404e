import nodeIcal, { type VEvent } from 'node-ical'

type Kept = { sequence: number; readonly master: string[]; readonly overrides: Map<string, string> }

/**
 * The calendar of somebody who gets invitations by mail, kept as RFC 5546 tells: a newer event replaces an older one of the
 * same UID, one with a RECURRENCE-ID one date of it. What it shows is read by a library that is not ours.
 */
export class CalendarProgram {
  readonly #events = new Map<string, Kept>()

  take(text: string): void {
    const lines = text.replaceAll('\r\n ', '')
    const method = /^METHOD:(\w+)/m.exec(lines)?.[1]
    const events = [...lines.matchAll(/BEGIN:VEVENT[\s\S]*?END:VEVENT/g)].map(([event]) => event)
    const uids = new Set(events.map(uidOf))
    if (uids.size !== 1) throw new Error(`one event a mail, not ${uids.size}`)
    for (const uid of uids) this.#take(method, uid, events)
  }

  /** Starts and titles of all that it shows, soonest first. */
  shown(): { at: number; title: string }[] {
    const days = { from: new Date('2026-01-01'), to: new Date('2028-12-31') }
    return [...this.#events.values()]
      .flatMap(({ master, overrides }) => {
        const events =
          master.length > 0 ? [[...master, ...overrides.values()]] : [...overrides.values()].map((event) => [event])
        return events.flatMap((parts) => {
          const calendar = nodeIcal.sync.parseICS(
            `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${parts.join('\r\n')}\r\nEND:VCALENDAR\r\n`,
          )
          const found = Object.values(calendar).filter((item): item is VEvent => item?.type === 'VEVENT')
          return found.flatMap((event) =>
            nodeIcal.expandRecurringEvent(event, days).filter((instance) => instance.event.status !== 'CANCELLED'),
          )
        })
      })
      .map(({ start, summary }) => ({
        at: start.getTime(),
        title: typeof summary === 'string' ? summary : summary.val,
      }))
      .toSorted((a, b) => a.at - b.at)
  }

  #take(method: string | undefined, uid: string, events: readonly string[]): void {
    const masters = events.filter((event) => !event.includes('\nRECURRENCE-ID'))
    const kept = this.#events.get(uid) ?? { sequence: -1, master: [], overrides: new Map<string, string>() }
    const sequence = Math.max(...events.map((event) => Number(/^SEQUENCE:(\d+)/m.exec(event)?.[1])))
    if (masters.length > 0) {
      // An older version that was late on its way.
      if (sequence < kept.sequence) return
      if (method === 'CANCEL') {
        this.#events.delete(uid)
        return
      }
      kept.master.splice(0, kept.master.length, ...masters)
      kept.overrides.clear()
      kept.sequence = sequence
    }
    for (const event of events.filter((event) => !masters.includes(event)))
      kept.overrides.set(/^RECURRENCE-ID[^:]*:(\S+)/m.exec(event)?.[1] ?? '', event)
    this.#events.set(uid, kept)
  }
}

function uidOf(event: string): string {
  return /^UID:(\S+)/m.exec(event)?.[1] ?? ''
}
