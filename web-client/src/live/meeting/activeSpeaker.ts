import type { ParticipantId } from '@diem-cau/signaling-contract'

/** A cough does not take the stage: someone new has to be the loudest for this long, in milliseconds. */
const TAKE_MS = 1_200
/** A level below this is not speech, in dBov. */
const SPEECH_DBOV = -60
/** A speaker who is missing from the reports for this long loses the ring, in milliseconds. */
export const SPEAKING_LINGER_MS = 900

export interface Speaker {
  /** The stage follows this one, also after they stop, until someone else speaks. */
  readonly current: ParticipantId | null
  readonly candidate: ParticipantId | null
  readonly since: number
}

export const noSpeaker: Speaker = { current: null, candidate: null, since: 0 }

/** Takes one more report of levels, loudest first. `now` in milliseconds. */
export function nextSpeaker(
  speaker: Speaker,
  levels: ReadonlyArray<{ participantId: ParticipantId; dBov: number }>,
  now: number,
): Speaker {
  const loudest = levels.find(({ dBov }) => dBov >= SPEECH_DBOV)?.participantId ?? null
  if (loudest === null || loudest === speaker.current) return { current: speaker.current, candidate: null, since: now }
  if (speaker.current === null) return { current: loudest, candidate: null, since: now }
  if (loudest !== speaker.candidate) return { ...speaker, candidate: loudest, since: now }
  return now - speaker.since >= TAKE_MS ? { current: loudest, candidate: null, since: now } : speaker
}

/** Forgets a speaker who has left. */
export function withoutSpeaker(speaker: Speaker, gone: ParticipantId): Speaker {
  return {
    ...speaker,
    current: speaker.current === gone ? null : speaker.current,
    candidate: speaker.candidate === gone ? null : speaker.candidate,
  }
}
