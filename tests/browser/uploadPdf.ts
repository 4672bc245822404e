import { SignedIn } from '@diem-cau/signaling-contract'
import { expect } from '@playwright/test'
import type { Site } from './Site.ts'

/** A paper of these pages, on record in the meeting that this site is in: as its account would upload it, in two requests (tus 1.0). */
export async function uploadPdf(site: Site, name: string, pages: readonly string[]): Promise<void> {
  const { login, password } = site.options.account
  const printer = await site.browser.newPage()
  await printer.setContent(
    pages.map((text) => `<section style="break-after:page;font:48px serif">${text}</section>`).join(''),
  )
  const content = await printer.pdf({ format: 'A4' })
  await printer.close()
  const meetingId = new URL(site.page.url()).pathname.split('/').at(-1) ?? ''
  const { request } = site.context
  const { token } = SignedIn.parse(await (await request.post('/api/sign-in', { data: { login, password } })).json())
  const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' }
  const metadata = Object.entries({ meetingId, filename: name }).map(
    ([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`,
  )
  const made = await request.post('/api/papers/upload', {
    headers: { ...headers, 'upload-length': String(content.length), 'upload-metadata': metadata.join(',') },
  })
  expect(made.status()).toBe(201)
  const sent = await request.patch(new URL(made.headers()['location'] ?? '', site.url).pathname, {
    headers: { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    data: content,
  })
  expect(sent.status()).toBe(204)
}
