import { CAMERA_PLACES } from '@diem-cau/signaling-contract'
import { z } from 'zod'
import { createStore } from 'zustand/vanilla'
import { CameraPlace } from '../media/cameraMoves.ts'
import { videoCodecs } from '../media/encodings.ts'
import { browserStorage } from '../../browser/storage.ts'

const Preferences = z.object({
  cameraId: z.string().nullable().catch(null),
  /** The room's camera of the network is used in place of one of this computer. */
  isNetworkCamera: z.boolean().catch(false),
  micId: z.string().nullable().catch(null),
  speakerId: z.string().catch(''),
  /** How loud the others are, 0 to 1 of what the system has. */
  volume: z.number().min(0).max(1).catch(1),
  cameraOn: z.boolean().catch(true),
  micOn: z.boolean().catch(true),
  /** What the browser does with the sound of the microphone; a room has it from its settings. */
  echoCancellation: z.boolean().catch(true),
  noiseSuppression: z.boolean().catch(true),
  autoGainControl: z.boolean().catch(true),
  /** Somebody said here that the camera may be moved; a browser asks about it once. */
  movesCamera: z.boolean().catch(false),
  /** Three places of each camera, by its device id. */
  cameraPlaces: z.record(z.string(), z.array(CameraPlace.nullable()).max(CAMERA_PLACES)).catch({}),
  /** The camera that looks down on papers, which is shared like a screen; null: any that is not the first. */
  documentCameraId: z.string().nullable().catch(null),
  codec: z.enum(videoCodecs).catch('vp8'),
  /** True when letter keys are shortcuts; some people's tools type by themselves (WCAG 2.1.4). */
  shortcuts: z.boolean().catch(true),
  /** True when my own picture is shown as in a mirror; null: as is usual for a room or a person. */
  mirror: z.boolean().nullable().catch(null),
  /** The controls stay on a large screen where nobody touches anything. */
  keepControls: z.boolean().catch(false),
})
export type Preferences = z.infer<typeof Preferences>

const KEY = 'diem-cau.preferences'

/** Devices and wishes that this computer is used with, kept from one meeting to the next. */
export const preferences = createStore<Preferences>(() => Preferences.parse(read()))

export function remember(change: Partial<Preferences>): void {
  preferences.setState(change)
  browserStorage.set(KEY, JSON.stringify(preferences.getState()))
}

function read(): unknown {
  try {
    return JSON.parse(browserStorage.get(KEY) ?? '{}') ?? {}
  } catch {
    return {}
  }
}
