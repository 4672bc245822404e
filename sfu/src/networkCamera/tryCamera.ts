import type { NetworkCamera, NetworkCameraState } from '@diem-cau/sfu-contract'
import { once } from 'node:events'
import type { Logger } from 'pino'
import type { CameraNetworks } from './CameraNetworks.ts'
import { CameraSource } from './CameraSource.ts'
import { H264Packets } from './H264Packets.ts'

/** Whoever asks waits for 5 s. */
const WITHIN_MS = 4_500

/** Looks what comes of a camera, and how far its keyframes are apart where they come soon enough. Nothing of it goes to anybody. */
export async function tryCamera(
  camera: NetworkCamera,
  networks: CameraNetworks,
  log: Logger,
): Promise<NetworkCameraState> {
  const source = new CameraSource({
    camera,
    networks,
    packets: new H264Packets({ ssrc: 1, payloadType: 96 }),
    send: () => undefined,
    log,
  })
  const signal = AbortSignal.timeout(WITHIN_MS)
  source.start()
  try {
    for (;;) {
      await once(source, 'state', { signal })
      const { state } = source
      if (state.is === 'away' || (state.is === 'live' && state.keyframeMs !== null)) return state
    }
  } catch (error) {
    if (!signal.aborted) throw error
    return source.state.is === 'live' ? source.state : { is: 'away', fault: 'noAnswer' }
  } finally {
    source.close()
  }
}
