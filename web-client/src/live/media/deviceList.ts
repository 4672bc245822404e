export interface DeviceChoice {
  readonly deviceId: string
  /** Empty until the person allowed the use of devices. */
  readonly label: string
}

export interface DeviceLists {
  readonly cameras: readonly DeviceChoice[]
  readonly mics: readonly DeviceChoice[]
  readonly speakers: readonly DeviceChoice[]
}

export const noDevices: DeviceLists = { cameras: [], mics: [], speakers: [] }

/** Lists the devices that are plugged in now. */
async function listDevices(): Promise<DeviceLists> {
  const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? []
  const of = (kind: MediaDeviceKind) =>
    all
      .filter((device) => device.kind === kind && device.deviceId !== '')
      .map(({ deviceId, label }) => ({ deviceId, label }))
  return { cameras: of('videoinput'), mics: of('audioinput'), speakers: of('audiooutput') }
}

/** Calls back with the list now and after every change. Returns a function that stops it. */
export function watchDevices(onChange: (lists: DeviceLists) => void): () => void {
  let live = true
  const refresh = () =>
    void listDevices().then((lists) => {
      if (live) onChange(lists)
    })
  refresh()
  navigator.mediaDevices?.addEventListener('devicechange', refresh)
  return () => {
    live = false
    navigator.mediaDevices?.removeEventListener('devicechange', refresh)
  }
}
