import type { ParticipantId } from '@diem-cau/signaling-contract'

/** Open microphones that one client hears at a time (SPEC 5.3). */
export const MAX_SPEAKERS = 6

/** A place is kept this long after its last sound: a pause for breath is not the end of a speech. */
export const HOLD_MS = 2000

/** Within the hold, a newcomer gets the place of the quietest only when it is this much louder. */
export const LOUDER_DB = 6

export type Speaker = {
  readonly participantId: ParticipantId
  /** Milliseconds since the epoch of the last sound. */
  readonly heardAt: number
  /** Level of the last sound, -127..0. */
  readonly dBov: number
}

export type Level = { readonly participantId: ParticipantId; readonly dBov: number }

/**
 * Ranks who spoke last, after one more report of levels. The order of those who stay never changes, so
 * that nothing is rearranged because somebody coughs.
 */
export function rankSpeakers(speakers: readonly Speaker[], levels: readonly Level[], now: number): Speaker[] {
  const heard = new Map(levels.map((level) => [level.participantId, level]))
  const ranked: Speaker[] = speakers.map((speaker) => {
    const level = heard.get(speaker.participantId)
    return level ? { ...level, heardAt: now } : speaker
  })
  const there = new Set(ranked.map((s) => s.participantId))
  const newcomers = [...heard.values()]
    .filter((level) => !there.has(level.participantId))
    .toSorted((a, b) => b.dBov - a.dBov)
  for (const newcomer of newcomers) {
    const entry: Speaker = { ...newcomer, heardAt: now }
    if (ranked.length < MAX_SPEAKERS) {
      ranked.push(entry)
      continue
    }
    const place = placeFor(ranked, entry)
    if (place === null) break
    ranked[place] = entry
  }
  return ranked
}

function placeFor(ranked: readonly Speaker[], entry: Speaker): number | null {
  const silent = indexOfLeast(ranked, (s) => s.heardAt)
  const longestSilent = ranked[silent]
  if (longestSilent && entry.heardAt - longestSilent.heardAt >= HOLD_MS) return silent
  const quiet = indexOfLeast(ranked, (s) => s.dBov)
  const quietest = ranked[quiet]
  if (quietest && entry.dBov - quietest.dBov >= LOUDER_DB) return quiet
  return null
}

function indexOfLeast(ranked: readonly Speaker[], value: (speaker: Speaker) => number): number {
  let least = 0
  for (const [index, speaker] of ranked.entries()) {
    const current = ranked[least]
    if (current && value(speaker) < value(current)) least = index
  }
  return least
}
