import { MeetingError, type RequestId } from '@diem-cau/signaling-contract'

/** Answers kept per participant. At 20 requests a second that is more than a lost line lasts. */
const MAX_ANSWERS = 800

/**
 * First answers by requestId (SPEC 1.6). A repetition that comes while the first is still under way
 * shares its promise. Refusals that mean "not now" are forgotten: trying them again is the point.
 */
export class Answers {
  readonly #max: number
  readonly #answers = new Map<string, Promise<unknown>>()

  /** @param max answers kept, the oldest are forgotten first */
  constructor(max: number = MAX_ANSWERS) {
    this.#max = max
  }

  once<T>(name: string, requestId: RequestId, work: () => Promise<T>): Promise<T> {
    const key = `${name} ${requestId}`
    // An answer stored under a name was made by the handler of that name.
    const known = this.#answers.get(key) as Promise<T> | undefined
    if (known) return known
    const answer = work()
    this.#answers.set(key, answer)
    const oldest = this.#answers.keys().next()
    if (this.#answers.size > this.#max && !oldest.done) this.#answers.delete(oldest.value)
    answer.catch((error: unknown) => {
      if (isPassing(error)) this.#answers.delete(key)
    })
    return answer
  }
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof MeetingError)) return true
  return error.category === 'unavailable' || error.category === 'limit' || error.category === 'internal'
}
