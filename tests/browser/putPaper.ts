import { PaperList } from '@diem-cau/signaling-contract/office'
import type { Site } from './Site.ts'
import { withSession } from './withSession.ts'

/** Puts a paper into the meeting that this site is in, as its account would upload it, in two requests (tus 1.0). @returns its id */
export async function putPaper(site: Site, fileName: string, content: Buffer): Promise<string> {
  const { context, url, page } = site
  const meetingId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const ask = async (method: string, path: string, options: { headers?: Record<string, string>; data?: unknown }) => {
    const answer = await context.request.fetch(new URL(path, url).href, { method, ...options })
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
    return answer
  }
  const { login, password } = site.options.account
  const token = await withSession(context, login, password)
  const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' }
  const metadata = Object.entries({ meetingId, filename: fileName })
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')
  const made = await ask('POST', '/api/papers/upload', {
    headers: { ...headers, 'upload-length': String(content.length), 'upload-metadata': metadata },
  })
  await ask('PATCH', new URL(made.headers()['location'] ?? '', url).pathname, {
    headers: { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    data: content,
  })
  const listed = await ask('GET', `/api/meetings/${meetingId}/papers`, { headers })
  const paper = PaperList.parse(await listed.json()).papers.find(
    ({ name }) => name === fileName.replace(/\.[^.]+$/, ''),
  )
  if (!paper) throw new Error(`${fileName} was not taken`)
  return paper.paperId
}
