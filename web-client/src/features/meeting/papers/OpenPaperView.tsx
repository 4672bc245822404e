import { leadsPaper, type OpenPaper, type PaperPoint } from '@diem-cau/signaling-contract'
import { ActionIcon, Button } from '@mantine/core'
import { IconArrowBackUp, IconFocusCentered, IconUserPin, IconUsersGroup, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAsk } from '../scope/useAsk.ts'
import { useMyPart } from '../scope/useMyPart.ts'
import { useMeeting } from '../scope/MeetingContext.ts'
import { useName } from '../scope/useCall.ts'
import { PaperFrame } from './PaperFrame.tsx'
import classes from './PaperFrame.module.css'
import { usePagesTurned } from './usePagesTurned.ts'
import { usePresenterPoint } from './usePresenterPoint.ts'
import { useSendPoint } from './useSendPoint.ts'

/** The paper that is open for everyone: its presenter leads, the others follow, and may leaf alone and come back. */
export function OpenPaperView({ paper }: { readonly paper: OpenPaper }) {
  const { t } = useTranslation('papers')
  const { me } = useMyPart()
  const { ask, pending } = useAsk()
  const isPresenter = paper.presenter === me
  const mayLead = useMeeting(({ meeting }) => {
    const mine = me === null ? undefined : meeting.participants[me]
    return mine !== undefined && leadsPaper(meeting, mine)
  })
  const presenter = useName(paper.presenter)
  /** The page of one's own; null: with the others. */
  const [alone, setAlone] = useState<{ readonly page: number } | null>(null)
  const [showsPointer, setShowsPointer] = useState(true)
  const { page: turned, turn } = usePagesTurned(paper.page)
  const point = usePresenterPoint()
  // My place on a page is nobody's business before the page is turned for all.
  const sendPoint = useSendPoint(isPresenter && turned === paper.page)
  const mode = alone ? 'own' : isPresenter ? 'lead' : 'follow'
  const page = alone?.page ?? (isPresenter ? turned : paper.page)

  async function turnForAll() {
    if (alone && (await ask('paper:turn', { page: alone.page }))) setAlone(null)
  }
  return (
    <PaperFrame
      paperId={paper.paperId}
      version={paper.version}
      name={paper.name}
      page={page}
      onPage={(to) => (mode === 'lead' ? turn(to) : setAlone({ page: to }))}
      mode={mode}
      following={point ?? wholePage}
      onPoint={sendPoint}
      showsPointer={showsPointer}
      onLeave={() => setAlone({ page })}
    >
      <span className={classes['who']} data-testid="paper-presenter">
        {alone ? (
          <b>{t('viewer.isAlone')}</b>
        ) : isPresenter ? (
          t('viewer.leading')
        ) : presenter === '' ? (
          t('viewer.presenterGone')
        ) : (
          t('viewer.presenter', { unit: presenter })
        )}
      </span>
      {alone ? (
        <>
          {mayLead && alone.page !== paper.page && (
            <Button
              variant="default"
              loading={pending}
              leftSection={<IconUsersGroup size="1.2em" aria-hidden />}
              onClick={() => void turnForAll()}
              data-testid="paper-turn-all"
            >
              {t('viewer.forAll')}
            </Button>
          )}
          <Button
            leftSection={<IconArrowBackUp size="1.2em" aria-hidden />}
            onClick={() => setAlone(null)}
            data-testid="paper-follow"
          >
            {t('viewer.follow')}
          </Button>
        </>
      ) : isPresenter ? (
        <ActionIcon
          variant={showsPointer ? 'filled' : 'default'}
          color="red"
          size="lg"
          aria-pressed={showsPointer}
          aria-label={t(showsPointer ? 'viewer.pointerOn' : 'viewer.pointerOff')}
          title={t(showsPointer ? 'viewer.pointerOn' : 'viewer.pointerOff')}
          onClick={() => setShowsPointer(!showsPointer)}
          data-testid="paper-laser"
        >
          <IconFocusCentered aria-hidden />
        </ActionIcon>
      ) : (
        <Button
          variant="default"
          leftSection={<IconUserPin size="1.2em" aria-hidden />}
          onClick={() => setAlone({ page })}
          data-testid="paper-alone"
        >
          {t('viewer.alone')}
        </Button>
      )}
      {mayLead && (
        <ActionIcon
          variant="default"
          size="lg"
          loading={pending}
          aria-label={t('viewer.close')}
          title={t('viewer.close')}
          onClick={() => void ask('paper:close', {})}
          data-testid="paper-close"
        >
          <IconX aria-hidden />
        </ActionIcon>
      )}
    </PaperFrame>
  )
}

/** Stands in until the presenter has told its place. */
const wholePage: PaperPoint = { zoom: 1, width: 1, x: 0.5, y: 0, pointer: null }
