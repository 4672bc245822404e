import type { StepResult } from '@diem-cau/signaling-contract/readiness'
import { devicePermission, deviceProblem } from '../../live/media/deviceProblem.ts'

/** A device that was opened, or why there is none; `unread`: the browser does not say. */
export type OpenedDevice =
  | { readonly kind: 'open'; readonly track: MediaStreamTrack; readonly label: string }
  | { readonly kind: 'fault'; readonly fault: NonNullable<StepResult['fault']> }
  | { readonly kind: 'unread' }

/**
 * Opens the camera or microphone that a meeting would take: the remembered one, or any.
 * @param constraints for a device, or for any when it is told null
 */
export async function openDevice(
  kind: 'mic' | 'camera',
  deviceId: string | null,
  constraints: (deviceId: string | null) => MediaTrackConstraints,
): Promise<OpenedDevice> {
  try {
    if (!navigator.mediaDevices) return { kind: 'fault', fault: 'denied' }
    const ask = (id: string | null) =>
      navigator.mediaDevices.getUserMedia(kind === 'mic' ? { audio: constraints(id) } : { video: constraints(id) })
    const stream = await ask(deviceId).catch((error: unknown) => {
      if (deviceId === null || !isElsewhere(error)) throw error
      return ask(null)
    })
    const [track] = stream.getTracks()
    return track ? { kind: 'open', track, label: track.label.slice(0, 120) } : { kind: 'fault', fault: 'missing' }
  } catch (error) {
    return faultOf(deviceProblem(error, await devicePermission(kind)))
  }
}

/** The remembered device may not be here today. One that another program holds is told of, and no other one taken. */
const isElsewhere = (error: unknown) =>
  error instanceof DOMException && ['OverconstrainedError', 'NotFoundError'].includes(error.name)

function faultOf(problem: ReturnType<typeof deviceProblem>): OpenedDevice {
  switch (problem) {
    case 'denied':
    case 'dismissed':
    case 'insecure':
      return { kind: 'fault', fault: 'denied' }
    case 'inUse':
      return { kind: 'fault', fault: 'inUse' }
    case 'notFound':
    case 'vanished':
      return { kind: 'fault', fault: 'missing' }
    case 'failed':
      return { kind: 'unread' }
    default:
      return problem satisfies never
  }
}
