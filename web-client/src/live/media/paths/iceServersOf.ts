import { PAGE_HOST, type TurnGrant } from '@diem-cau/signaling-contract'

/**
 * TURN servers as the browser takes them.
 * @param host `location.hostname`: an address that needs no DNS where the page needed none
 */
export function iceServersOf({ urls, username, credential }: TurnGrant, host = location.hostname): RTCIceServer[] {
  return [{ urls: urls.map((url) => url.replace(`:${PAGE_HOST}`, `:${host}`)), username, credential }]
}
