import { z } from 'zod'
import { create } from 'zustand'
import { browserStorage } from '../../../../browser/storage.ts'

const Remembered = z.object({ last: z.string().catch(''), names: z.array(z.string()).catch([]) })
type Remembered = z.infer<typeof Remembered>

/** The number of names that are kept: a room has a handful of officials. */
const MAX_NAMES = 8
const nobody: Remembered = { last: '', names: [] }
const key = (accountId: string) => `diem-cau.speakers.${accountId}`

interface SpeakersState {
  readonly of: Readonly<Record<string, Remembered>>
}

const store = create<SpeakersState>(() => ({ of: {} }))

/** The people of this room who spoke before, kept on its PC by account: typed once, chosen from then on. */
export function useSpeakers(accountId: string | null): Remembered {
  return store(({ of }) => (accountId === null ? nobody : (of[accountId] ?? load(accountId))))
}

/** Puts a name first; '' is the room itself and is remembered as the last choice only. */
export function withSpeaker({ names }: Remembered, speaker: string): Remembered {
  const last = speaker.trim()
  return { last, names: last === '' ? names : [last, ...names.filter((name) => name !== last)].slice(0, MAX_NAMES) }
}

export function rememberSpeaker(accountId: string, speaker: string): void {
  const next = withSpeaker(store.getState().of[accountId] ?? load(accountId), speaker)
  store.setState(({ of }) => ({ of: { ...of, [accountId]: next } }))
  browserStorage.set(key(accountId), JSON.stringify(next))
}

const loaded = new Map<string, Remembered>()

/** It is the same object each time, so that a view that reads it does not think it changed. */
function load(accountId: string): Remembered {
  const known = loaded.get(accountId)
  if (known) return known
  const read = parse(accountId)
  loaded.set(accountId, read)
  return read
}

function parse(accountId: string): Remembered {
  try {
    return Remembered.catch(nobody).parse(JSON.parse(browserStorage.get(key(accountId)) ?? '{}'))
  } catch {
    return nobody
  }
}
