import { conductRequests, type RequestData, type RequestId, type RequestResponse } from '@diem-cau/signaling-contract'
import { conduct } from '../../domain/meeting/decide/conduct.ts'
import type { ConductRequestName, PassingName } from '../../domain/meeting/decide/ConductCommand.ts'
import type { Place } from '../../live/meeting/MeetingHost.ts'
import { actorAt } from './producerRequests.ts'

type Joined = { readonly place: Place }
type Name = ConductRequestName | PassingName

type Handlers<N extends Name> = {
  readonly [Name in N]: (
    data: RequestData<Name>,
    client: Joined,
    requestId: RequestId,
  ) => Promise<RequestResponse<Name>>
}

const isPassing = (name: Name): name is PassingName => Object.hasOwn(conduct.passing, name)

/** Answered, and told to who it is about: no fact of the meeting. */
function passing<N extends PassingName>(name: N): Handlers<N>[N] {
  return (data, { place }) => place.host.conducting.pass(actorAt(place), name, data)
}

/** Each of these is decided, recorded and told to all in the same way (SPEC 2.1). */
function recorded<N extends ConductRequestName>(name: N) {
  return async (data: RequestData<N>, { place }: Joined, requestId: RequestId): Promise<Record<string, never>> => {
    await place.host.conducting.ask(actorAt(place), name, data, requestId)
    return {}
  }
}

/** The table of what each request about the conduct of a meeting does. */
export const conductHandlers = Object.fromEntries(
  (Object.keys(conductRequests) as Name[]).map((name): [Name, Handlers<Name>[Name]] => [
    name,
    isPassing(name) ? passing(name) : recorded(name),
  ]),
) as Handlers<Name>
