import type { AgendaPoint } from '@diem-cau/signaling-contract'
import { openVote } from '@diem-cau/signaling-contract'
import { arrayMove } from '@dnd-kit/sortable'
import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PanelList } from '../../../../ui/PanelList.tsx'
import { SortableList } from '../../../../ui/SortableList.tsx'
import { useMeeting } from '../../scope/MeetingContext.ts'
import { usePapers } from '../../papers/usePapers.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import { NewVoteDialog } from '../votes/NewVoteDialog.tsx'
import '../../../../ui/styles/conduct.css'
import classes from './Agenda.module.css'
import { AgendaRow, type RowAct } from './AgendaRow.tsx'
import { ConclusionDialog } from './ConclusionDialog.tsx'
import { ItemDialog } from './ItemDialog.tsx'
import { useAgendaOrder } from './useAgendaOrder.ts'

type Dialog = { readonly act: 'add' } | { readonly act: RowAct; readonly point: AgendaPoint }

/** Shows the points in their order, and what came of them. */
export function AgendaPanel() {
  const { t } = useTranslation('agenda')
  const { isOffice, isActingChair } = useMyPart()
  const isVoting = useMeeting(({ meeting }) => openVote(meeting) !== undefined)
  const { points, order, pending } = useAgendaOrder()
  const papers = usePapers().data?.papers ?? []
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const ids = points.map(({ itemId }) => itemId)
  const close = () => setDialog(null)
  const title = (index: number) => points[index]?.title ?? ''
  const move = (from: number, to: number) => order(arrayMove(ids, from, to))
  return (
    <div className={classes['root']}>
      {points.length === 0 && <Text c="dimmed">{t('empty')}</Text>}
      <SortableList
        ids={ids}
        disabled={!isOffice || pending}
        onMove={move}
        texts={{
          how: t('drag.how'),
          picked: (index) => t('drag.picked', { title: title(index) }),
          over: (index, onto) => t('drag.over', { title: title(index), place: onto + 1 }),
          dropped: (index, onto) => t('drag.dropped', { title: title(index), place: onto + 1 }),
          cancelled: (index) => t('drag.cancelled', { title: title(index) }),
        }}
      >
        <PanelList ordered>
          {points.map((point, index) => (
            <AgendaRow
              key={point.itemId}
              point={point}
              number={index + 1}
              isLast={index === points.length - 1}
              papers={papers.filter(({ itemId }) => itemId === point.itemId)}
              mayEdit={isOffice}
              mayVote={isActingChair && !isVoting}
              moving={pending}
              onMove={(step) => move(index, index + step)}
              onAct={(act) => setDialog({ act, point })}
            />
          ))}
        </PanelList>
      </SortableList>
      {isOffice && (
        <Button
          size="md"
          variant="default"
          leftSection={<IconPlus size="1.2em" aria-hidden />}
          onClick={() => setDialog({ act: 'add' })}
          data-testid="agenda-add"
        >
          {t('add')}
        </Button>
      )}
      {dialog?.act === 'add' && <ItemDialog point={null} onClose={close} />}
      {dialog?.act === 'vote' && <NewVoteDialog point={dialog.point} onClose={close} />}
      {dialog?.act === 'edit' && <ItemDialog point={dialog.point} onClose={close} />}
      {(dialog?.act === 'close' || dialog?.act === 'conclude') && (
        <ConclusionDialog point={dialog.point} closes={dialog.act === 'close'} onClose={close} />
      )}
    </div>
  )
}
