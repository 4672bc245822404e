import { useEffect, useState } from 'react'
import { noDevices, watchDevices, type DeviceLists } from '../../../live/media/deviceList.ts'

/**
 * Lists the devices that are plugged in. Names appear once the browser allowed a device, so a change of `allowed` asks
 * again.
 */
export function useDevices(allowed: string): DeviceLists {
  const [lists, setLists] = useState<DeviceLists>(noDevices)
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- asks again when it changes, though it is not read
  useEffect(() => watchDevices(setLists), [allowed])
  return lists
}
