import type { types } from 'mediasoup'

/** Kilobits a second a browser starts to send video with, so that the first seconds are not a blur. */
const START_BITRATE = { 'x-google-start-bitrate': 1000 }

const h264 = (profileLevelId: string): types.RouterRtpCodecCapability => ({
  kind: 'video',
  mimeType: 'video/H264',
  clockRate: 90000,
  parameters: {
    'packetization-mode': 1,
    'profile-level-id': profileLevelId,
    'level-asymmetry-allowed': 1,
    ...START_BITRATE,
  },
})

/**
 * The codecs of every router. Their order is the preference of clients that name no codec: VP8 first, as every browser
 * does simulcast with it. RTCP feedback (nack, pli, transport-cc, goog-remb) is added by mediasoup from its supported
 * capabilities. See decisions/003.
 */
export const mediaCodecs: types.RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48000,
    channels: 2,
    parameters: { minptime: 10, useinbandfec: 1, usedtx: 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90000, parameters: { ...START_BITRATE } },
  // Constrained baseline: every browser, and the hardware of cheap meeting-room boxes.
  h264('42e01f'),
  // High: the hardware encoders of Macs and newer PCs.
  h264('640032'),
  { kind: 'video', mimeType: 'video/VP9', clockRate: 90000, parameters: { 'profile-id': 0, ...START_BITRATE } },
  { kind: 'video', mimeType: 'video/AV1', clockRate: 90000, parameters: { profile: 0, ...START_BITRATE } },
]
