import { GuestSignedIn, InvitedMore } from '@diem-cau/signaling-contract/office'
import { joinData, type Office } from './startOffice.ts'

/** Somebody whom the chair adds to the meeting of `startOffice` as a guest, and who has signed in by the link; `token` also for `connect`. */
export async function addGuest(office: Office, name: string) {
  const api = `${office.url}/api`
  const added = await fetch(`${api}/schedule/meetings/${joinData.meetingId}/invited`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await office.tokenOf('chair')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ guests: [{ name, organisation: 'Sở Y tế' }] }),
  })
  const [guest] = InvitedMore.parse(await added.json()).guests
  const signedIn = await fetch(`${api}/guests/${guest?.link?.split('/').at(-1)}`, { method: 'POST' })
  const { token } = GuestSignedIn.parse(await signedIn.json())
  const cookie = /diem_cau_refresh=[^;]+/.exec(signedIn.headers.get('set-cookie') ?? '')?.[0] ?? ''
  return {
    token,
    read: async () =>
      (await fetch(`${api}/meetings/${joinData.meetingId}`, { headers: { authorization: `Bearer ${token}` } })).status,
    renew: async () => (await fetch(`${api}/token`, { method: 'POST', headers: { cookie } })).status,
  }
}
