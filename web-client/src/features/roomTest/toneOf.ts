import type { Verdict } from '@diem-cau/signaling-contract/readiness'

/** What was not read is never green. */
const tones = { good: 'good', weak: 'wait', bad: 'bad', unknown: 'plain' } as const

export const toneOf = (health: Verdict['health']) => tones[health]
