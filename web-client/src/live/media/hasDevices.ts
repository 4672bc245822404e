/** Tells whether this PC has a camera and a microphone that the browser may use without asking. */
export async function hasDevices(): Promise<boolean> {
  try {
    const [devices, ...permissions] = await Promise.all([
      navigator.mediaDevices.enumerateDevices(),
      navigator.permissions.query({ name: 'camera' }),
      navigator.permissions.query({ name: 'microphone' }),
    ])
    const has = (kind: MediaDeviceKind) => devices.some((device) => device.kind === kind)
    return has('videoinput') && has('audioinput') && permissions.every(({ state }) => state === 'granted')
  } catch {
    // The address is not secure, or the browser does not know these permissions: the lobby says what can be done.
    return false
  }
}
