import { AlertFacts, TellableChange } from '@diem-cau/signaling-contract/office'
import { z } from 'zod'

/**
 * The content of a mail beyond the meeting itself, which is read when the mail is sent: a mail that waited for a day tells
 * what is true then. Secret links are made then too, so the database holds none.
 */
export const MailContent = z.object({
  /** True when it is about all meetings of the series. */
  all: z.boolean().default(false),
  changes: z.array(TellableChange).default([]),
  /** Time and place as they were told before. */
  before: z.object({ startsAt: z.int(), endsAt: z.int(), place: z.string() }).nullable().default(null),
  /** Time and place that this mail tells; the next one names them as what was before. */
  told: z.object({ startsAt: z.int(), endsAt: z.int(), place: z.string() }).nullable().default(null),
  /** The invited unit, under the name of the day of the meeting; null: by name. */
  unitName: z.string().nullable().default(null),
  /** True if an answer is asked for. */
  rsvp: z.boolean().default(true),
  /** The series ends earlier than was said: what follows is a series of its own. */
  shortened: z.boolean().default(false),
  /** This one is not invited any more, the others are: a cancellation for one alone. */
  withdrawn: z.boolean().default(false),
  /** What an alert tells; null: the mail is about a meeting. */
  alert: AlertFacts.nullable().default(null),
})
export type MailContent = z.infer<typeof MailContent>
