import { conductRequests, type RequestData, type RequestId, type RequestResponse } from '@diem-cau/signaling-contract'
import type { ConductRequest, ConductRequestName } from '../../domain/meeting/core/ConductCommand.ts'
import { type Place } from '../../live/meeting/MeetingHost.ts'
import { actorAt } from './producerRequests.ts'

type Joined = { readonly place: Place }

type Handlers<N extends keyof typeof conductRequests> = {
  readonly [Name in N]: (data: RequestData<Name>, client: Joined, requestId: RequestId) => Promise<RequestResponse<Name>>
}

/** What only passes through, or is kept apart from the log. */
const passing: Handlers<Exclude<keyof typeof conductRequests, ConductRequestName>> = {
  'paper:point': async (data, { place }) => {
    place.host.conducting.point(actorAt(place), data)
    return {}
  },
  'chat:send': async (data, { place }) => {
    await place.host.conducting.sendChat(actorAt(place), data)
    return {}
  },
  'chat:history': async (_data, { place }) => ({ messages: await place.host.conducting.chatHistory(actorAt(place)) }),
  'rollCall:times': async ({ unitCode }, { place }) => ({ spans: await place.host.conducting.unitTimes(actorAt(place), unitCode) }),
  'complaint:send': async (data, { place }) => {
    place.host.conducting.complain(actorAt(place), data)
    return {}
  },
}

const isRecorded = (name: keyof typeof conductRequests): name is ConductRequestName => !Object.hasOwn(passing, name)

/** Decided, recorded, told to all (SPEC 2.1): the same for each. */
function recorded(type: ConductRequestName) {
  return async (data: ConductRequest['data'], { place }: Joined, requestId: RequestId): Promise<Record<string, never>> => {
    await place.host.conducting.ask(actorAt(place), { type, data }, requestId)
    return {}
  }
}

/** What each request about the conduct of a meeting does. */
export const conductHandlers: Handlers<keyof typeof conductRequests> = {
  ...passing,
  ...(Object.fromEntries((Object.keys(conductRequests) as (keyof typeof conductRequests)[]).filter(isRecorded).map((name) => [name, recorded(name)])) as Handlers<ConductRequestName>),
}
