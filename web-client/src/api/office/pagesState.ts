export interface Page<T> {
  readonly items: readonly T[]
  readonly total: number
  readonly next: string | null
}

/** A list as it stands. */
export interface PagesState<T> extends Omit<Page<T>, 'items'> {
  /** The question that was answered last. */
  readonly answered: string | null
  /** Of the filters of these. */
  readonly key: string | null
  readonly items: readonly T[] | null
  readonly failure: unknown
}

interface Question {
  readonly question: string
  readonly key: string
  /** Undefined: the first page. */
  readonly cursor: string | undefined
}

/** The list after this answer: from its start, or with one more page. */
export function withPage<T>(before: PagesState<T>, { question, key, cursor }: Question, { items, total, next }: Page<T>): PagesState<T> {
  return { answered: question, key, items: cursor === undefined ? items : [...(before.items ?? []), ...items], total, next, failure: null }
}

/** The list after this question failed: as it was, but rows of other filters would be taken for those of these. */
export function withFailure<T>(before: PagesState<T>, { question, key }: Question, failure: unknown): PagesState<T> {
  return before.key === key ? { ...before, answered: question, failure } : { answered: question, key, items: null, total: 0, next: null, failure }
}
