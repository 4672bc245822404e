import { ControlError } from '@diem-cau/sfu-contract'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'

/** The IP of an address that may be a name: workers know no names. @throws ControlError `unavailable` if nobody knows it */
export async function ipOf(address: string): Promise<string> {
  if (isIP(address) !== 0) return address
  try {
    return (await lookup(address)).address
  } catch (error) {
    throw new ControlError('unavailable', `the address ${address} of another node is not known here`, String(error))
  }
}
