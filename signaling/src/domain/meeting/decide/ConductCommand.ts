import type { conductRequests, RequestData } from '@diem-cau/signaling-contract'
import type { Tables } from '../core/assemble.ts'
import type { subjects } from './subjects.ts'

type Conduct = Tables<(typeof subjects)[number]>

/** Requests that only pass through or are only looked up, and are no facts of the meeting. */
export type PassingName = keyof Conduct['passing'] & keyof typeof conductRequests

export type ConductRequestName = Exclude<keyof typeof conductRequests, PassingName>

/** Facts that were looked up to decide this request. */
export type Known<N> = N extends keyof Conduct['lookUp'] ? Awaited<ReturnType<Conduct['lookUp'][N]>> : unknown

/** A request of a client: its name and data, and what was looked up for it. */
export type ConductRequest<N extends ConductRequestName = ConductRequestName> = {
  [K in N]: { readonly type: K; readonly data: RequestData<K> } & Known<K>
}[N]

export type SystemCommandName = keyof Conduct['byItself']

type Content<F> = F extends (state: never, command: infer C, now: number) => unknown ? C : never

/** A command of the system. */
export type ConductSystemCommand<N extends SystemCommandName = SystemCommandName> = {
  [K in N]: { readonly type: K } & Content<Conduct['byItself'][K]>
}[N]

export type ConductCommand = ConductRequest | ConductSystemCommand

type BooksOf<F> = [F] extends [(data: never, books: infer B) => unknown] ? B : never
type CommandOf<D> = D extends { readonly command: infer C } ? C : never
type BooksOfDue<F> = [F] extends [(books: infer B) => unknown] ? B : never
type BooksOfPassing<P> = P extends { readonly answer: infer F } ? F : never
type BooksOfAnswer<F> = [F] extends [(state: never, from: never, data: never, books: infer B) => unknown] ? B : never

/** All that the subjects read and write besides the state of the meeting. */
export type Books = BooksOf<Conduct['lookUp'][keyof Conduct['lookUp']]> &
  BooksOfDue<CommandOf<ReturnType<Conduct['due'][number]>>> &
  BooksOfAnswer<BooksOfPassing<Conduct['passing'][keyof Conduct['passing']]>>
