/** What a room's page says of its own line: `endpoint:report`, SPEC 16. */
import { NetworkCameraFault } from '@diem-cau/sfu-contract'
import { z } from 'zod'
import { ENDPOINT_METRICS, sampleUpTo } from './metrics.ts'
import { line } from '../text/text.ts'

export { NetworkCameraFault }

/** Media goes this way: straight, over TCP, or through a relay (with what the client speaks to it). */
export const MediaPath = z.enum(['udp', 'tcp', 'turnUdp', 'turnTcp', 'turnTls'])
export type MediaPath = z.infer<typeof MediaPath>

/** The network that a room's PC sends by, as its browser tells it. */
export const NetworkKind = z.enum(['ethernet', 'wifi', 'cellular', 'vpn'])
export type NetworkKind = z.infer<typeof NetworkKind>

/** What describes a room's line; told when it changes. Names come from the browser and the devices: text, and nothing more. */
export const EndpointFacts = z.object({
  browser: line(100),
  system: line(100),
  camera: line(200).nullable(),
  microphone: line(200).nullable(),
  loudspeaker: line(200).nullable(),
  path: MediaPath.nullable(),
  /** Left out by earlier pages, null where the browser does not say. */
  network: NetworkKind.nullable().exactOptional(),
  /** The room's own address as its media node sees it. */
  address: line(100).nullable(),
  codecs: line(100),
  /** Logical processors of the PC. */
  cores: z.int().min(0).max(1024).nullable(),
  screen: line(40),
  /** Why nothing comes of the room's camera of the network, which is its camera; null: it comes. Left out where it is not its camera. */
  networkCamera: NetworkCameraFault.nullable().exactOptional(),
})
export type EndpointFacts = z.infer<typeof EndpointFacts>

/** Seconds that one report carries at most: what was not sent while a line was down is not made up for. */
export const MAX_SAMPLES = 5

/** One sample for each second since the last report, the oldest first, in the order of `ENDPOINT_METRICS`. */
export const EndpointReport = z.object({
  samples: z.array(sampleUpTo(ENDPOINT_METRICS.length)).min(1).max(MAX_SAMPLES),
  facts: EndpointFacts.exactOptional(),
})
export type EndpointReport = z.infer<typeof EndpointReport>

/** What happened to a device or the page, told at once. */
export const DeviceEvent = z.object({
  what: z.enum([
    'cameraLost',
    'cameraBack',
    'microphoneLost',
    'microphoneBack',
    'loudspeakerLost',
    'loudspeakerBack',
    'cameraRefused',
    'microphoneRefused',
    'slept',
    'pageHidden',
    'pageShown',
  ]),
  device: line(200).nullable(),
})
export type DeviceEvent = z.infer<typeof DeviceEvent>
