import type { Direction } from '@diem-cau/sfu-contract'
import type { ControlClient } from '../../../sfu/src/testing/ControlClient.ts'
import type { Farm } from './Farm.ts'
import type { FarmEndpoint } from './FarmEndpoint.ts'

/** An endpoint of the farm in the meeting of a node, connected both ways. */
export async function enterNode(farm: Farm, client: ControlClient, endpointId: string): Promise<FarmEndpoint> {
  const { routerRtpCapabilities } = await client.request('node:describe', {})
  const joined = await client.request('endpoint:join', {
    meetingId: 'meeting',
    endpointId,
    rtpCapabilities: routerRtpCapabilities,
    voice: true,
  })
  const endpoint = farm.endpoint()
  const directions: Direction[] = ['send', 'recv']
  for (const direction of directions) {
    const dtlsParameters = await endpoint.connect(direction, joined[direction])
    await client.request('endpoint:connect', { endpointId, direction, dtlsParameters })
  }
  await Promise.all([endpoint.send.connected, endpoint.recv.connected])
  return endpoint
}
