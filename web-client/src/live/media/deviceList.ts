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

/** A way to ask for a loudspeaker that TypeScript does not know yet (https://w3c.github.io/mediacapture-output/). */
type SelectAudioOutput = (options: { readonly deviceId?: string }) => Promise<MediaDeviceInfo>

function selectAudioOutput(): SelectAudioOutput | null {
  const found: unknown = navigator.mediaDevices && Reflect.get(navigator.mediaDevices, 'selectAudioOutput')
  return typeof found === 'function' ? (found.bind(navigator.mediaDevices) as SelectAudioOutput) : null
}

/** True where a loudspeaker is in the list only once somebody chose it in a question of the browser's own, as in Firefox. */
export const asksForSpeakers = (): boolean => selectAudioOutput() !== null

/**
 * Has the browser ask which loudspeaker to use; it wants a press to do so.
 * @param before the remembered one, of which it does not ask again
 * @returns null when nobody chose one, or there is none
 */
export async function askForSpeaker(before: string): Promise<string | null> {
  const chosen = await selectAudioOutput()?.(before === '' ? {} : { deviceId: before }).catch(() => null)
  return chosen?.deviceId ?? null
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
