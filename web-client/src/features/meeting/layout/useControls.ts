import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ownLacks } from '../../../browser/lacks.ts'
import { ScreenShare } from '../../../live/media/ScreenShare.ts'
import { callOf } from '../../../live/meeting/callOf.ts'
import { remember } from '../../../live/meeting/preferences.ts'
import { seatSources } from '../../../live/meeting/seatSources.ts'
import { failureCode } from '../../../api/client/RequestFailed.ts'
import { useMyPart } from '../scope/useMyPart.ts'
import { useMeetingScope } from '../scope/MeetingContext.ts'
import { useCallText } from '../scope/useCall.ts'
import { useLayoutStore } from './LayoutContext.ts'

/** The actions of buttons and keys. */
export function useControls() {
  const { client, detail } = useMeetingScope()
  const { t } = useTranslation(['stage', 'conduct', 'meeting'])
  const layout = useLayoutStore()
  const part = useMyPart()
  const callText = useCallText()
  // The seat is given in the meeting, or by the schedule while we are at the door.
  const seat = part.seat ?? detail.seat
  const { isCut, isCameraStopped, mayReopen, mayShareNow, me } = part
  return useMemo(() => {
    const may = seatSources(seat)
    const { local } = client
    // It is said before the browser asks which window: afterwards the choice would be in vain.
    const share = (begin: () => void) => {
      const { meeting } = client.store.getState()
      const taken = Object.values(meeting.producers).find(
        ({ source, participantId }) => source === 'screen' && participantId !== me,
      )
      const owner = taken && meeting.participants[taken.participantId]
      const key = taken?.device === undefined ? 'share.taken' : 'share.takenPapers'
      if (owner) client.toasts.show(t(key, { unit: callText(callOf(meeting, owner)) }), 'warn')
      else if (!mayShareNow) client.toasts.show(t('share.refused'), 'warn')
      else begin()
    }
    const showPapers = async (deviceId: string) => {
      remember({ documentCameraId: deviceId })
      if (!(await local.screen.startCamera(deviceId))) client.toasts.show(t('meeting:documentCamera.failed'), 'warn')
    }
    return {
      mayMic: may.includes('mic'),
      mayCamera: may.includes('camera'),
      mayShare: may.includes('screen') && ScreenShare.supported,
      sharesSound: !ownLacks().includes('shareSound'),
      mayShowPapers: may.includes('screen'),
      /** True when the rule of the meeting lets me share just now (SPEC 9.2). */
      mayShareNow,
      toggleMic: () => {
        if (!may.includes('mic')) return
        const { mic, micOn } = local.snapshot
        // An open microphone would bring nothing: the floor comes first.
        if (isCut && !mayReopen) return client.toasts.show(t('conduct:mic.askFirst'), 'warn')
        // A press on a broken microphone means: try again. On one that was cut it means: let it be heard again (SPEC
        // 8.6).
        const on = mic.kind === 'problem' || isCut ? true : !micOn
        if (isCut) {
          client.ask('mic:consent', {}).catch((error: unknown) => client.trouble$.emit(failureCode(error)))
        }
        remember({ micOn: on })
        void local.setMic(on)
      },
      /** Opens the microphone for as long as a key is held; the remembered mute stays. */
      talk: (on: boolean) => void local.setMic(on),
      toggleCamera: () => {
        if (!may.includes('camera')) return
        const { camera, cameraOn } = local.snapshot
        const on = camera.kind === 'problem' ? true : !cameraOn
        remember({ cameraOn: on })
        if (!isCameraStopped) return void local.setCamera(on)
        // This room's own consent comes first: without it the camera would be refused (SPEC 5.10).
        client.ask('camera:consent', {}).then(
          () => local.setCamera(true),
          (error: unknown) => client.trouble$.emit(failureCode(error)),
        )
      },
      toggleShare: () => {
        if (!may.includes('screen') || !ScreenShare.supported) return
        if (local.snapshot.screen) local.screen.stop()
        else share(() => void local.screen.start())
      },
      /** Shows papers with this camera, in place of a screen that is shared; or ends it. */
      toggleDocumentCamera: (deviceId: string) => {
        if (local.snapshot.screen?.kind === 'documentCamera') local.screen.stop()
        else if (may.includes('screen')) share(() => void showPapers(deviceId))
      },
      toggleView: () => layout.setState(({ view }) => ({ view: view === 'wall' ? 'stage' : 'wall' })),
      togglePanel: (name: string) => layout.setState(({ panel }) => ({ panel: panel === name ? null : name })),
      openLeave: () => layout.setState({ dialog: 'leave' }),
      openSettings: () => layout.setState({ dialog: 'settings' }),
      openComplaint: () => layout.setState({ dialog: 'complaint' }),
      openShortcuts: () => layout.setState({ dialog: 'shortcuts' }),
      toggleFullscreen: () => {
        const done = document.fullscreenElement
          ? document.exitFullscreen()
          : document.documentElement.requestFullscreen?.()
        done?.catch(() => undefined)
      },
      leave: () => void client.leave(),
    }
  }, [callText, client, isCameraStopped, isCut, layout, mayReopen, mayShareNow, me, seat, t])
}
