import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PanelList } from '../../../../ui/PanelList.tsx'
import { useConduct } from '../../scope/useConduct.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import classes from './FloorPanel.module.css'
import { GrantOther } from './GrantOther.tsx'
import { HolderRow } from './HolderRow.tsx'
import { LimitSelect } from './LimitSelect.tsx'
import { ModeChoice } from './ModeChoice.tsx'
import { QueueList } from './QueueList.tsx'
import { RequestForm } from './RequestForm.tsx'
import { SilenceAll } from './SilenceAll.tsx'
import { useFloorRequest } from './useFloorRequest.ts'

/** Shows who speaks and who waits, and gives chair and secretary the means to conduct it. */
export function FloorPanel() {
  const { t } = useTranslation('floor')
  const part = useMyPart()
  const { mayRequest } = useFloorRequest()
  const { holders, mode } = useConduct(({ holders, mode }) => ({ holders, mode }))
  return (
    <div className={classes['root']}>
      {part.isOffice && <ModeChoice />}
      {!part.isStarted && <Text c="dimmed">{t('notStarted')}</Text>}
      {part.isOffice && part.isStarted && (
        <div className={classes['bar']}>
          <SilenceAll />
          <LimitSelect />
        </div>
      )}
      {part.isStarted && (
        <section aria-labelledby="floor-holders" className={classes['section']} data-empty={holders.length === 0}>
          <h3 id="floor-holders">{t('holders')}</h3>
          {holders.length === 0 && <Text c="dimmed">{t(`nobody.${mode}`)}</Text>}
          {holders.length > 0 && (
            <PanelList>
              {holders.map((holder) => (
                <HolderRow key={holder.participantId} holder={holder} />
              ))}
            </PanelList>
          )}
        </section>
      )}
      {part.isStarted && <QueueList />}
      {mayRequest && (
        <section aria-labelledby="floor-ask" className={classes['section']}>
          <h3 id="floor-ask">{t('ask')}</h3>
          <RequestForm />
        </section>
      )}
      {part.isOffice && part.isStarted && <GrantOther />}
    </div>
  )
}
