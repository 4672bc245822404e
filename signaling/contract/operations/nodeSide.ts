import { EndpointStatistics } from '@diem-cau/sfu-contract'
import { z } from 'zod'

/** What the media node that carries an endpoint said of it last. `at`: milliseconds since the epoch, by signaling's clock. */
export const NodeSide = EndpointStatistics.omit({ endpointId: true }).extend({ at: z.int() })
export type NodeSide = z.infer<typeof NodeSide>
