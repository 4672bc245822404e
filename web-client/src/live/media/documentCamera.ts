import type { DeviceChoice } from './deviceList.ts'

interface Which {
  /** The camera that shows the room; null: the first. */
  readonly roomId: string | null
  /** The document camera that was chosen here; null: none. */
  readonly chosenId: string | null
}

/** Finds the cameras that may look down on papers: all but the one that shows the room. */
export function documentCameras(cameras: readonly DeviceChoice[], { roomId }: Pick<Which, 'roomId'>): DeviceChoice[] {
  const room = cameras.find(({ deviceId }) => deviceId === roomId) ?? cameras[0]
  return cameras.filter((camera) => camera !== room)
}

/** Finds the one that was chosen, or the first, which is the only one in most rooms; null: there is none. */
export function documentCamera(cameras: readonly DeviceChoice[], { roomId, chosenId }: Which): DeviceChoice | null {
  const others = documentCameras(cameras, { roomId })
  return others.find(({ deviceId }) => deviceId === chosenId) ?? others[0] ?? null
}
