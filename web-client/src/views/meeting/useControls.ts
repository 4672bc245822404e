import { useMemo } from 'react'
import { ScreenShare } from '../../media/ScreenShare.ts'
import { remember } from '../../meeting/preferences.ts'
import { seatSources } from '../../meeting/seatSources.ts'
import { useMeetingScope } from '../MeetingContext.ts'
import { useLayoutStore } from './LayoutContext.ts'

/** What buttons and keys do. */
export function useControls() {
  const { client, detail } = useMeetingScope()
  const layout = useLayoutStore()
  return useMemo(() => {
    const may = seatSources(detail.seat)
    const { local } = client
    return {
      mayMic: may.includes('mic'),
      mayCamera: may.includes('camera'),
      mayShare: may.includes('screen') && ScreenShare.supported,
      toggleMic: () => {
        if (!may.includes('mic')) return
        const { mic, micOn } = local.snapshot
        // With a broken microphone pressing means: try again.
        const on = mic.kind === 'problem' ? true : !micOn
        remember({ micOn: on })
        void local.setMic(on)
      },
      /** Talk for as long as a key is held; the mute stays what it was. */
      talk: (on: boolean) => void local.setMic(on),
      toggleCamera: () => {
        if (!may.includes('camera')) return
        const { camera, cameraOn } = local.snapshot
        const on = camera.kind === 'problem' ? true : !cameraOn
        remember({ cameraOn: on })
        void local.setCamera(on)
      },
      toggleShare: () => {
        if (!may.includes('screen') || !ScreenShare.supported) return
        if (local.snapshot.screen) local.screen.stop()
        else void local.screen.start()
      },
      toggleView: () => layout.setState(({ view }) => ({ view: view === 'wall' ? 'stage' : 'wall' })),
      togglePanel: () => layout.setState(({ panel }) => ({ panel: panel === 'participants' ? null : 'participants' })),
      openSettings: () => layout.setState({ dialog: 'settings' }),
      openShortcuts: () => layout.setState({ dialog: 'shortcuts' }),
      toggleFullscreen: () => {
        const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.()
        done?.catch(() => undefined)
      },
      leave: () => void client.leave(),
    }
  }, [client, detail.seat, layout])
}
