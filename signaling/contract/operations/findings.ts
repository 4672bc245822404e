/** What is wrong with a resource now, in one word each; the page has the sentences, and what to do. */
import { z } from 'zod'

export const FindingCode = z.enum([
  // A room's line.
  'slowUp',
  'slowDown',
  'lossUp',
  'lossDown',
  'longWay',
  'unsteady',
  // A room's devices.
  'cameraBlack',
  'cameraFrozen',
  'networkCamera',
  'microphoneSilent',
  'microphoneQuiet',
  'microphoneClips',
  'echo',
  'starved',
  'oldBrowser',
  'relayed',
  'cut',
  // Servers.
  'overloaded',
  'lagging',
  'memoryLow',
  'clockOff',
  'noAnswer',
  'slowAnswer',
  'diskFull',
  'certificateEnds',
  'diskFillsUp',
  'backupMissing',
  'mailStuck',
  'turnRefused',
  'turnAway',
  'turnCertificate',
  'draining',
  // A room outside of meetings, by its own tests (SPEC 18).
  'notReady',
  'notReadySoon',
  'helpCalled',
])
export type FindingCode = z.infer<typeof FindingCode>

/** `unknown`: it could not be read, which is neither good nor bad. */
export const Health = z.enum(['good', 'weak', 'bad', 'unknown'])
export type Health = z.infer<typeof Health>

/** `since`: milliseconds since the epoch. `value`: the number that it was found by, in its metric's unit. */
export const Finding = z.object({
  code: FindingCode,
  health: z.enum(['weak', 'bad']),
  since: z.int(),
  value: z.number().nullable(),
})
export type Finding = z.infer<typeof Finding>
