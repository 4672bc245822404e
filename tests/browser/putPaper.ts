import { SignedIn } from '@diem-cau/signaling-contract'
import { PaperList } from '@diem-cau/signaling-contract/office'
import type { Site } from './Site.ts'

/** Puts a paper into the meeting that this site is in, as tus 1.0 has it in its smallest form. @returns its id */
export async function putPaper(
  { url, options: { account }, page }: Site,
  fileName: string,
  content: Buffer,
): Promise<string> {
  const meetingId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const ask = async (path: string, init: RequestInit) => {
    const answer = await fetch(new URL(path, url), init)
    if (!answer.ok) throw new Error(`${init.method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const credentials = JSON.stringify({ login: account.login, password: account.password })
  const { token } = SignedIn.parse(
    await (
      await ask('/api/sign-in', { method: 'POST', headers: { 'content-type': 'application/json' }, body: credentials })
    ).json(),
  )
  const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' }
  const metadata = Object.entries({ meetingId, filename: fileName })
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')
  const made = await ask('/api/papers/upload', {
    method: 'POST',
    headers: { ...headers, 'upload-length': String(content.length), 'upload-metadata': metadata },
  })
  await ask(made.headers.get('location') ?? '', {
    method: 'PATCH',
    headers: { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: new Uint8Array(content),
  })
  const { papers } = PaperList.parse(
    await (await ask(`/api/meetings/${meetingId}/papers`, { method: 'GET', headers })).json(),
  )
  const paper = papers.find(({ name }) => name === fileName.replace(/\.[^.]+$/, ''))
  if (!paper) throw new Error(`${fileName} was not taken`)
  return paper.paperId
}
