import type { Asked, Earlier, GivenAnswer, Invitation } from '@diem-cau/signaling-contract/office'

/** The answer of all of these; `open` as long as one of them has not answered. */
export function askedKind(asked: readonly Asked[]): GivenAnswer['answer'] | 'open' {
  const [first] = asked
  if (!first?.answer || asked.some(({ answer }) => answer === null)) return 'open'
  const { answer: kind } = first.answer
  return asked.every(({ answer }) => answer?.answer === kind) ? kind : 'tentative'
}

/** The one answer that all gave; null when they differ, or one is missing. */
export function commonAnswer(asked: readonly Asked[]): GivenAnswer | null {
  const kind = askedKind(asked)
  return kind === 'open' || asked.some(({ answer }) => answer?.answer !== kind) ? null : (asked[0]?.answer ?? null)
}

/** The time and place that were known before to the first who has to answer again. */
export function firstEarlier(asked: readonly Asked[]): Earlier | null {
  return asked.find(({ earlier }) => earlier !== null)?.earlier ?? null
}

/** Dates that can still be answered. */
export function answerable(dates: readonly Invitation[]): Invitation[] {
  return dates.filter(
    ({ mayAnswer, meeting }) => mayAnswer && meeting.phase !== 'ended' && meeting.phase !== 'cancelled',
  )
}
