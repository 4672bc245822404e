import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { RtspSession } from './RtspSession.ts'

const SDP = ['v=0', 'm=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/90000', 'a=control:track1', ''].join('\r\n')

/** A camera that answers each method with what is written here, `CSeq` and `Content-Length` put in; it keeps what it was asked. */
async function camera(answers: Partial<Record<string, string>>) {
  const asked: string[] = []
  const server = createServer((socket) => {
    onTestFinished(() => void socket.destroy())
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      for (const request of chunk.toString().split('\r\n\r\n').filter(Boolean)) {
        asked.push(request)
        const [method = ''] = request.split(' ')
        const answer = answers[method] ?? 'RTSP/1.0 200 OK\r\n\r\n'
        const [head = '', body = ''] = answer.split('\r\n\r\n')
        const [, number = '0'] = /CSeq: (\d+)/.exec(request) ?? []
        socket.write(`${head}\r\nCSeq: ${number}\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const { port } = address
  const play = async () => {
    const where = { host: 'cam.local', port, path: '/live?ch=1', user: 'admin', password: 'mật khẩu' }
    const session = await RtspSession.play(where, '127.0.0.1', () => undefined, AbortSignal.timeout(10_000))
    onTestFinished(() => session.close())
  }
  return { asked, play }
}

const described = { DESCRIBE: `RTSP/1.0 200 OK\r\nContent-Base: rtsp://cam.local/live/\r\n\r\n${SDP}` }
const set = 'RTSP/1.0 200 OK\r\nSession: 7;timeout=60\r\nTransport: RTP/AVP/TCP;unicast;interleaved=4-5'

test('a session is OPTIONS, DESCRIBE, SETUP and PLAY on one connection', async () => {
  const { asked, play } = await camera({ ...described, SETUP: `${set}\r\n\r\n` })
  await play()
  expect(asked.map((request) => request.split('\r\n')[0])).toEqual([
    expect.stringMatching(/^OPTIONS rtsp:\/\/cam.local:\d+\/live\?ch=1 RTSP\/1.0$/),
    expect.stringMatching(/^DESCRIBE rtsp:/),
    'SETUP rtsp://cam.local/live/track1 RTSP/1.0',
    'PLAY rtsp://cam.local/live/ RTSP/1.0',
  ])
  expect(asked.at(-1)).toContain('Session: 7')
  expect(asked.join('')).not.toContain('Authorization')
})

test('23.16 a camera that points elsewhere is not followed', async () => {
  const { asked, play } = await camera({ DESCRIBE: 'RTSP/1.0 302 Moved\r\nLocation: rtsp://169.254.169.254/\r\n\r\n' })
  await expect(play()).rejects.toMatchObject({ fault: 'notFound' })
  expect(asked).toHaveLength(2)
})

test('a wrong password is tried once, and stands in no message', async () => {
  const challenge = 'RTSP/1.0 401 Unauthorized\r\nWWW-Authenticate: Basic realm="cam"\r\n\r\n'
  const { asked, play } = await camera({ DESCRIBE: challenge })
  const error: unknown = await play().catch((refusal: unknown) => refusal)
  expect(error).toMatchObject({ fault: 'wrongPassword' })
  expect(String(error)).not.toContain('mật khẩu')
  expect(asked.filter((request) => request.includes('Authorization'))).toHaveLength(1)
})

test.each([
  ['HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
  ['a head without an end', 'x'.repeat(20_000)],
  ['no picture', 'RTSP/1.0 200 OK\r\n\r\nv=0'],
])('what is no RTSP is told: %s', async (_what, answer) => {
  const { play } = await camera({ OPTIONS: 'RTSP/1.0 501 Not Implemented\r\n\r\n', DESCRIBE: answer })
  await expect(play()).rejects.toMatchObject({ fault: 'strange' })
})
