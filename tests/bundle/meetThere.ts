import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromiumOn } from '../chaos/hosts/chromiumOn.ts'
import type { Hosts } from '../chaos/hosts/Host.ts'
import { type Account, Site } from '../browser/Site.ts'

/** The chair and an official of the demonstration of 2025, with colours that are far from each other. */
const PEOPLE = [
  { login: 'chutoa.cantho', unit: 'can-tho', colour: [200, 40, 40], hertz: 440 },
  { login: 'anbinh', unit: 'can-tho.an-binh', colour: [40, 60, 200], hertz: 700 },
] as const

/**
 * Two browsers on a computer of their own sign in through the form over HTTPS and meet: each sees the other's picture move.
 * @param then happens while they meet
 * @returns milliseconds from the chair's address being opened to both seeing each other
 */
export async function meetThere(
  hosts: Hosts,
  from: string,
  office: { readonly url: string; readonly folder: string },
  then?: (chair: Site, ward: Site) => Promise<void>,
): Promise<number> {
  const accounts = await readFile(join(office.folder, 'var/lib/diem-cau/demo-accounts.txt'), 'utf8')
  const chromium = await chromiumOn(hosts, from, join(office.folder, '..'))
  const sites: Site[] = []
  try {
    const started = performance.now()
    for (const { login, unit, colour, hertz } of PEOPLE) {
      const site = await Site.launch({
        name: login,
        account: { login, unit, password: passwordOf(accounts, login) } satisfies Account,
        colour,
        hertz,
        folder: join(office.folder, '..'),
        webPort: 0,
        mediaLine: null,
        elsewhere: { url: office.url, chromium },
      })
      sites.push(site)
      await site.fresh()
      await site.signIn()
      await site.openLobby()
      await site.join()
    }
    const [chair, ward] = sites
    if (!chair || !ward) throw new Error('two sites were opened')
    await chair.seesMoving(ward)
    await ward.seesMoving(chair)
    await chair.seesColour(ward)
    const ms = Math.round(performance.now() - started)
    await then?.(chair, ward)
    return ms
  } finally {
    await Promise.all(sites.map((site) => site.close()))
  }
}

function passwordOf(text: string, login: string): string {
  const password = new RegExp(`^${login}\\s+(\\S+)`, 'm').exec(text)?.[1]
  if (password === undefined) throw new Error(`there is no account ${login}`)
  return password
}
