import { fitLine } from '@diem-cau/signaling-contract'
import {
  type Diagnosis,
  type EndpointFacts,
  MAX_DIAGNOSED_DEVICES,
  type Sample,
} from '@diem-cau/signaling-contract/operations'
import type { DeviceChoice, DeviceLists } from '../media/deviceList.ts'
import type { LocalSnapshot } from '../media/LocalMedia.ts'
import type { MediaState } from '../media/linkState.ts'
import type { RoomTroubles } from '../media/statistics/roomTroubles.ts'

interface Known {
  readonly facts: EndpointFacts
  readonly samples: readonly Sample[]
  readonly troubles: RoomTroubles['found']
  readonly media: MediaState
  readonly local: Pick<LocalSnapshot, 'mic' | 'camera' | 'micOn' | 'cameraOn' | 'isNetworkCamera'>
  readonly devices: DeviceLists
  readonly page: { readonly hidden: boolean; readonly agent: string; readonly loadedMs: number }
  /** Milliseconds since the epoch, as those of `troubles`. */
  readonly now: number
}

/** What this room's page says of itself to somebody who looks for a fault (SPEC 16.12), cut to what may be sent. */
export function diagnosisOf({ facts, samples, troubles, media, local, devices, page, now }: Known): Diagnosis {
  return {
    facts,
    samples: samples.slice(-10),
    troubles: troubles.map(({ trouble, since }) => ({ trouble, forMs: Math.max(0, Math.round(now - since)) })),
    media,
    sources: [
      sourceOf('mic', local.mic, local.micOn),
      { ...sourceOf('camera', local.camera, local.cameraOn), ...(local.isNetworkCamera && { on: local.cameraOn }) },
    ],
    devices: {
      cameras: namesOf(devices.cameras),
      microphones: namesOf(devices.mics),
      loudspeakers: namesOf(devices.speakers),
    },
    page: {
      hidden: page.hidden,
      age: Math.max(0, Math.round(page.loadedMs / 1_000)),
      agent: fitLine(page.agent, 300),
    },
  }
}

function sourceOf(
  source: 'mic' | 'camera',
  device: LocalSnapshot['mic'],
  wanted: boolean,
): Diagnosis['sources'][number] {
  const track = device.kind === 'on' ? device.track : null
  const isMuted = device.kind === 'on' && device.silent
  // Old browsers have no settings of a track.
  const { width, height, frameRate } = (source === 'camera' && track?.getSettings?.()) || {}
  return {
    source,
    wanted,
    on: track !== null,
    muted: isMuted,
    width: whole(width),
    height: whole(height),
    frames: frameRate === undefined ? null : Math.min(1_000, Math.max(0, frameRate)),
  }
}

const whole = (value: number | undefined): number | null =>
  value === undefined ? null : Math.min(16_384, Math.max(0, Math.round(value)))

const namesOf = (choices: readonly DeviceChoice[]): string[] =>
  choices.slice(0, MAX_DIAGNOSED_DEVICES).map(({ label }) => fitLine(label, 200))
