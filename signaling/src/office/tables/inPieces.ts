import { inTurns, type Steps } from './steps.ts'

/** Goes through many things so that the process does its other work between them: meetings run in it. */
export function inPieces<T>(things: readonly T[], work: (thing: T) => void): Promise<void> {
  return inTurns(each(things, work))
}

function* each<T>(things: readonly T[], work: (thing: T) => void): Steps<void> {
  for (const thing of things) {
    yield
    work(thing)
  }
}
