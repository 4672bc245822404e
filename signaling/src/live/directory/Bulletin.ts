import type { News } from './News.ts'

/** Processes tell each other news at once by this. Each reaches all others that can be reached then, once. */
export type Bulletin = {
  /** Tells all others. News are kept while they cannot be reached, and told when they can. */
  tell(news: News): void
  /** Calls the listener with what others tell. */
  on(listener: (news: News) => void): void
}

/** The bulletin of a process that is alone. */
export const noOthers: Bulletin = { tell: () => undefined, on: () => undefined }
