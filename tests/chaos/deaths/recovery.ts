import type { LoggedEvent, ParticipantId } from '@diem-cau/signaling-contract'
import { percentile } from '../../support/percentile.ts'

/**
 * Says when what was lost was on record, and what was opened instead: of the one who speaks and of all.
 * @param since milliseconds since the epoch
 */
export function recovery(log: readonly LoggedEvent[], since: number, speaker: ParticipantId): string {
  const after = log.filter(({ at }) => at >= since).map(({ at, event }) => ({ ms: Math.round(at - since), event }))
  const lost = after.filter(({ event }) => event.type === 'producerClosed' && event.reason === 'mediaLost')
  const opened = after.flatMap(({ ms, event }) =>
    event.type === 'producerOpened' ? [{ ms, of: event.participantId, source: event.source }] : [],
  )
  const voice = opened.find(({ of, source }) => of === speaker && source === 'mic')
  const times = opened.map(({ ms }) => ms)
  if (lost.length === 0 && times.length === 0) return 'no source was lost'
  const commits = new Set(after.map(({ ms }) => ms)).size
  return (
    `lost ${lost.length} sources after ${lost[0]?.ms ?? '-'} to ${lost.at(-1)?.ms ?? '-'} ms; opened ${opened.length}: ` +
    `the speaker's microphone after ${voice?.ms ?? '-'} ms, half after ${percentile(times, 0.5)}, all after ${times.at(-1) ?? '-'}; ${commits} commits`
  )
}
