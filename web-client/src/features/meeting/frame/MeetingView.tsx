import type { ParticipantId } from '@diem-cau/signaling-contract'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createLayoutStore } from '../layout/LayoutModel.ts'
import { ComplaintDialog } from '../conduct/complaints/ComplaintDialog.tsx'
import { CameraControl } from '../cameras/CameraControl.tsx'
import { RoomCaptions } from '../captions/RoomCaptions.tsx'
import { RoomCamera } from '../cameras/RoomCamera.tsx'
import { ConductBanners } from '../conduct/ConductBanners.tsx'
import { FloorBanner } from '../conduct/floor/FloorBanner.tsx'
import { MeetingToasts } from '../conduct/news/MeetingToasts.tsx'
import { PanelRail } from '../conduct/PanelRail.tsx'
import { usePanelCovers } from '../layout/usePanelCovers.ts'
import { useTabsPlace } from '../layout/useTabsPlace.ts'
import { SidePanel, SidePanelPlace } from '../conduct/SidePanel.tsx'
import { StartBanner } from '../conduct/start/StartBanner.tsx'
import { SharePrompt } from '../conduct/stage/SharePrompt.tsx'
import { WaitingScreen } from '../conduct/stage/WaitingScreen.tsx'
import { useMeeting, useMeetingScope } from '../scope/MeetingContext.ts'
import { AfterPictures } from '../scope/AfterPictures.tsx'
import { Announcer } from '../conduct/news/Announcer.tsx'
import { Banners } from './Banners.tsx'
import { DoorBanner } from '../conduct/door/DoorBanner.tsx'
import { DocumentCameraLost } from '../devices/DocumentCameraLost.tsx'
import { LayoutContext } from '../layout/LayoutContext.ts'
import { MeetingDialogs } from './MeetingDialogs.tsx'
import { MeetingHeader } from './MeetingHeader.tsx'
import { MeetingHotkeys } from './MeetingHotkeys.tsx'
import bandClasses from '../layout/Band.module.css'
import classes from './MeetingView.module.css'
import { PapersAhead } from '../papers/PapersAhead.tsx'
import { SpeakerphoneMute } from './SpeakerphoneMute.tsx'
import { StageView } from '../stage/StageView.tsx'
import { RoomEnd } from './RoomEnd.tsx'
import { SecondScreen } from '../second/SecondScreen.tsx'
import { Toolbar } from './Toolbar.tsx'
import { Troubles } from './Troubles.tsx'
import { useLayout } from '../layout/LayoutContext.ts'
import { useHidesControls } from './useHidesControls.ts'
import { WallView } from '../wall/WallView.tsx'

interface Props {
  /** Our own participant; null while we are still at the door. */
  readonly me: ParticipantId | null
}

/** The page of the meeting itself. */
export function MeetingView({ me }: Props) {
  const { detail } = useMeetingScope()
  const [layout] = useState(() => createLayoutStore(detail.seat))
  return (
    <LayoutContext value={layout}>
      <MeetingFrame me={me} />
    </LayoutContext>
  )
}

// Everything around the pictures is the same for everyone, so it is not rendered again when they are shown.
const top = (
  <AfterPictures>
    <header className={classes['header']} data-controls>
      <MeetingHeader />
      <div className={bandClasses['bands']} data-testid="bands">
        <Banners />
        <StartBanner />
        <FloorBanner />
        <ConductBanners />
        <DoorBanner />
        <SharePrompt />
        <WaitingScreen />
        <RoomCamera />
      </div>
    </header>
  </AfterPictures>
)
const bottom = (
  <AfterPictures>
    <footer className={classes['footer']} data-controls>
      <Toolbar />
      <TabsBelow />
    </footer>
  </AfterPictures>
)
const beside = (
  <AfterPictures>
    <Beside />
  </AfterPictures>
)
const aside = (
  <AfterPictures>
    <MeetingDialogs />
    <Troubles />
    <ComplaintDialog />
    <Announcer />
    <WhileInside />
  </AfterPictures>
)

// This lies over the top of the pictures, as names are at their bottom.
const notes = (
  <AfterPictures>
    <MeetingToasts />
    <CameraControl />
    <RoomCaptions />
  </AfterPictures>
)

function MeetingFrame({ me }: Props) {
  const connection = useMeeting((model) => model.connection.kind)
  const view = useLayout((state) => state.view)
  const hidesControls = useHidesControls(me !== null)
  return (
    <div
      className={classes['root']}
      data-controls-hidden={hidesControls}
      inert={me === null}
      data-waiting={me === null}
      data-testid={me === null ? undefined : 'meeting'}
      data-connection={connection === 'connecting' ? 'reconnecting' : connection}
      data-view={view}
    >
      {top}
      <div className={classes['middle']}>
        <main className={classes['main']}>
          <div className={classes['view']}>
            {view === 'wall' ? <WallView me={me} /> : <StageView me={me} />}
            {notes}
          </div>
        </main>
        {beside}
      </div>
      {bottom}
      {aside}
    </div>
  )
}

function WhileInside() {
  const isIn = useMeeting(({ phase }) => phase.kind === 'inMeeting')
  return (
    isIn && (
      <>
        <MeetingHotkeys />
        <RoomEnd />
        <SpeakerphoneMute />
        <DocumentCameraLost />
        <SecondScreen />
        <PapersAhead />
      </>
    )
  )
}

/** The side panel; its place is there from the beginning, so that the pictures need not move. */
function Beside() {
  const { t } = useTranslation('conduct')
  const covers = usePanelCovers()
  const place = useTabsPlace()
  const isOpen = useLayout((state) => state.panel !== null)
  const isIn = useDeferredValue(
    useMeeting(({ phase }) => phase.kind === 'inMeeting'),
    false,
  )
  return (
    <aside className={classes['beside']} data-controls aria-label={t('panels')}>
      {isIn ? <SidePanel /> : isOpen && !covers && <SidePanelPlace />}
      {place === 'beside' && !(covers && isOpen) && <PanelRail place="beside" />}
    </aside>
  )
}

/** The tabs of a phone held upright; an open panel covers them and has its own. */
function TabsBelow() {
  const place = useTabsPlace()
  const isOpen = useLayout((state) => state.panel !== null)
  return place === 'bottom' && !isOpen && <PanelRail place="bottom" />
}
