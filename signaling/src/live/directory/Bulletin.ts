import type { News } from './News.ts'

/** What processes tell each other at once. What one says reaches all others that can be reached then, once. */
export type Bulletin = {
  /** To all others. While they cannot be reached it is kept, and told when they can. */
  tell(news: News): void
  /** Told of what others say. */
  on(listener: (news: News) => void): void
}

/** Of a process that is alone. */
export const noOthers: Bulletin = { tell: () => undefined, on: () => undefined }
