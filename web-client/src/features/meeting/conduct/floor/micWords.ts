import type { MicState } from './micState.ts'

interface Around {
  /** True when nobody else is there to hear. */
  readonly isAlone: boolean
  /** True when its own hand can open it, and it is heard then (SPEC 8.6). */
  readonly mayReopen: boolean
}

/** The texts that tell a room what happens to its sound: `word` of `mic`, `hint` of `micHint`. */
export function micWords(
  mic: MicState,
  { isAlone, mayReopen }: Around,
): { readonly word: MicState | 'alone'; readonly hint: MicState | 'alone' | 'cutWaits' } {
  if (mic === 'heard' && isAlone) return { word: 'alone', hint: 'alone' }
  return { word: mic, hint: mic === 'cut' && !mayReopen ? 'cutWaits' : mic }
}
