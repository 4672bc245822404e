import { rollCallRequests } from '@diem-cau/signaling-contract'
import { subject } from '../core/subject.ts'
import { decideRollCall, unitTimes } from './rollCall.ts'

/** The roll call knows which units are present (SPEC §10). */
export const rollCall = subject({
  requests: rollCallRequests,
  mayAsk: {
    'rollCall:open': 'office',
    'rollCall:close': 'office',
    'rollCall:confirm': 'self',
    'rollCall:excuse': 'office',
  },
  decide: decideRollCall,
  passing: { 'rollCall:times': unitTimes },
})
