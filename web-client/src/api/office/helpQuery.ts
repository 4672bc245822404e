import { ReadinessPlan } from '@diem-cau/signaling-contract/readiness'
import { get } from '../client/officeRequest.ts'
import { query } from '../loading/query.ts'

const EVERY_MS = 10 * 60_000

/** Whom a room calls, of what its page is told to test (contract/readiness). */
export const helpQuery = query(
  ['readiness', 'help'],
  async (signal) => {
    const { helpName, helpPhone } = await get('/api/readiness/plan', ReadinessPlan, {}, signal)
    return { helpName, helpPhone }
  },
  { refetchInterval: EVERY_MS, retry: false },
)
