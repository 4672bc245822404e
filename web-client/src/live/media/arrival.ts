import type { LegId, ParticipantId, Source } from '@diem-cau/signaling-contract'

/** A stream of another participant that arrives here. */
export interface RemoteStream {
  readonly participantId: ParticipantId
  readonly source: Source
  readonly consumerId: string
  readonly producerId: string
  /** The leg that it comes over. */
  readonly leg: LegId
  readonly track: MediaStreamTrack
  /** It is no more than a last picture: what brought it is gone, and what comes instead is not here yet. */
  readonly isLast: boolean
}

/**
 * A last picture stays for so long, in milliseconds: until then nobody need notice that something broke, and after that
 * nobody shall take a picture that stands still for one that moves.
 */
export const LAST_PICTURE_MS = 2_000

/** This side of a consumer, as far as RemoteMedia needs it. */
export interface ConsumerHandle {
  readonly track: MediaStreamTrack
  /** Browsers older than 2024 have no `jitterBufferTarget`, which changes nothing there. */
  readonly rtpReceiver?: Pick<RTCRtpReceiver, 'jitterBufferTarget'> | undefined
  close(): void
}

/**
 * One consumer of a source. While somebody moves, a source has several: of both legs, or of both producers (SPEC 5.14).
 */
export interface Arrival {
  readonly stream: Omit<RemoteStream, 'isLast'>
  readonly handle: ConsumerHandle
  /** The server said that nothing comes of it for now. */
  readonly paused: boolean
  /** The place in the order of offers: it is older than all that have a higher one. */
  readonly order: number
  /** It flows, or was waited for long enough: it may be shown instead of an older one. */
  ready: boolean
  /** What brought it is gone. It is no more than a last picture. */
  ended: boolean
}

/**
 * Gives the one of a source that is shown: the newest that is ready. While none is, the last picture of one that ended
 * stays, and without that the newest is shown as it is.
 * @param arrivals of one source, the oldest first
 */
export function shownOf(arrivals: readonly Arrival[]): Arrival | undefined {
  return (
    arrivals.findLast(({ ready, ended }) => ready && !ended) ??
    arrivals.findLast(({ ended }) => ended) ??
    arrivals.at(-1)
  )
}
