import { expect, test } from 'vitest'
import { videoTrack } from './videoTrack.ts'

const lines = (...all: string[]) => `${all.join('\r\n')}\r\n`
const head = ['v=0', 'o=- 1 1 IN IP4 10.0.0.9', 's=Session', 'c=IN IP4 0.0.0.0', 't=0 0', 'a=control:*']

test('the picture of a camera that describes sound too', () => {
  const sdp = lines(
    ...head,
    'm=audio 0 RTP/AVP 8',
    'a=rtpmap:8 PCMA/8000',
    'a=control:trackID=2',
    'm=video 0 RTP/AVP 96',
    'a=rtpmap:96 H264/90000',
    'a=fmtp:96 profile-level-id=4d001f; packetization-mode=1; sprop-parameter-sets=Z00AH5WoFAFuQA==,aO48gA==',
    'a=control:trackID=1',
  )
  expect(videoTrack(sdp, 'rtsp://cam:554/ch1')).toEqual({
    payloadType: 96,
    url: 'rtsp://cam:554/ch1/trackID=1',
    parameterSets: [Buffer.from('Z00AH5WoFAFuQA==', 'base64'), Buffer.from('aO48gA==', 'base64')],
  })
  expect(videoTrack(sdp, 'rtsp://cam:554/ch1/').url).toBe('rtsp://cam:554/ch1/trackID=1')
  expect(videoTrack(sdp.replace('trackID=1', 'rtsp://10.0.0.9/x'), 'rtsp://cam/').url).toBe('rtsp://10.0.0.9/x')
})

test('a picture of another codec is refused with its name, and so is a camera without one', () => {
  const h265 = lines(...head, 'm=video 0 RTP/AVP 96', 'a=rtpmap:96 H265/90000')
  expect(() => videoTrack(h265, 'rtsp://cam/')).toThrow('its picture is H265, not H.264')
  expect(() => videoTrack(lines(...head, 'm=audio 0 RTP/AVP 8'), 'rtsp://cam/')).toThrow('it describes no picture')
})
