import { readinessApi } from '../../api/office/readinessApi.ts'
import { NetworkCameraLine } from './NetworkCameraLine.ts'

export interface OpenPicture {
  readonly track: MediaStreamTrack
  /** Fine to call again. */
  close(): void
}

/**
 * Opens the picture of the room's camera of the network, through a media node, for this page alone.
 * @param signal ends it, opened or not
 * @returns null when it was ended meanwhile, or no media node is there
 * @throws RequestFailed what the office says
 */
export async function openNetworkPicture(signal: AbortSignal): Promise<OpenPicture | null> {
  const { nodes } = await readinessApi.nodes()
  const node = nodes.find((one) => one.state === 'ready')
  if (!node || signal.aborted) return null
  const line = new NetworkCameraLine()
  const close = () => line.close()
  signal.addEventListener('abort', close)
  try {
    const track = await line.open(node.nodeId)
    return track && { track, close }
  } catch (error) {
    close()
    throw error
  }
}
