import {
  isActingChair,
  isOffice,
  maySpeak,
  MeetingError,
  type MeetingState,
  type Participant,
  together,
  type Together,
} from '@diem-cau/signaling-contract'
import type { AnySubject, Who } from './subject.ts'

/** All that the server knows of the conduct, from these subjects together. */
export type Tables<S extends AnySubject> = {
  readonly mayAsk: Together<S['mayAsk']>
  readonly decide: Together<S['decide']>
  readonly lookUp: Together<S['lookUp']>
  readonly byItself: Together<S['byItself']>
  readonly due: readonly S['due'][number][]
  readonly passing: Together<S['passing']>
  readonly eventsForClients: Together<S['forClients']['events']>
  readonly stateForClients: readonly ((state: MeetingState) => MeetingState)[]
}

export function tablesOf<S extends AnySubject>(subjects: readonly S[]): Tables<S> {
  return {
    mayAsk: together(subjects.map(({ mayAsk }): S['mayAsk'] => mayAsk)),
    decide: together(subjects.map(({ decide }): S['decide'] => decide)),
    lookUp: together(subjects.map(({ lookUp }): S['lookUp'] => lookUp)),
    byItself: together(subjects.map(({ byItself }): S['byItself'] => byItself)),
    due: subjects.flatMap(({ due }): readonly S['due'][number][] => due),
    passing: together(subjects.map(({ passing }): S['passing'] => passing)),
    eventsForClients: together(subjects.map(({ forClients }): S['forClients']['events'] => forClients.events)),
    stateForClients: subjects.flatMap(({ forClients }) => forClients.state ?? []),
  }
}

type Chaired = Parameters<typeof isOffice>[0]

/** `forbidden` when the participant may not ask this; null when it may. */
export function refusalBy(who: Who, state: Chaired, participant: Participant, request: string): MeetingError | null {
  const may =
    who === 'self' ||
    (who === 'chair' && isActingChair(state, participant)) ||
    (who === 'office' && isOffice(state, participant)) ||
    (who === 'speakers' && maySpeak(participant.seat))
  return may ? null : new MeetingError('forbidden', `${participant.seat} may not ask ${request}`)
}
