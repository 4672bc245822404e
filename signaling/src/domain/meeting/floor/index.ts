import { floorRequests } from '@diem-cau/signaling-contract'
import { subject } from '../core/subject.ts'
import { decideFloor } from './floor.ts'

/** The floor decides who may speak (SPEC §8). */
export const floor = subject({
  requests: floorRequests,
  mayAsk: {
    'floor:setMode': 'chair',
    'floor:setLimit': 'office',
    'floor:request': 'speakers',
    'floor:withdraw': 'self',
    'floor:move': 'office',
    'floor:grant': 'office',
    'floor:extend': 'office',
    'floor:end': 'self',
    'floor:silenceAll': 'office',
    'mic:cut': 'office',
    'mic:consent': 'self',
  },
  decide: decideFloor,
})
