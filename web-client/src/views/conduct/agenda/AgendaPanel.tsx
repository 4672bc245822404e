import type { AgendaPoint } from '@diem-cau/signaling-contract'
import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addTexts } from '../../../i18n/addTexts.ts'
import { movedItem } from '../../../meeting/conduct/agendaOrder.ts'
import { usePapers } from '../../papers/usePapers.ts'
import { useMyPart } from '../useMyPart.ts'
import '../conduct.css'
import classes from './Agenda.module.css'
import { AgendaRow, type RowAct } from './AgendaRow.tsx'
import { ConclusionDialog } from './ConclusionDialog.tsx'
import { ItemDialog } from './ItemDialog.tsx'
import { SortableAgenda, SortablePoint } from './SortableAgenda.tsx'
import { en, vi } from './texts.ts'
import { useAgendaOrder } from './useAgendaOrder.ts'

addTexts('agenda', { vi, en })

type Dialog = { readonly act: 'add' } | { readonly act: RowAct; readonly point: AgendaPoint }

/** What is discussed, in which order, and what came of it. */
export function AgendaPanel() {
  const { t } = useTranslation('agenda')
  const { isOffice } = useMyPart()
  const { points, order, pending } = useAgendaOrder()
  const papers = usePapers().data?.papers ?? []
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const ids = points.map(({ itemId }) => itemId)
  const close = () => setDialog(null)
  function mover(itemId: AgendaPoint['itemId'], step: -1 | 1): (() => void) | null {
    const itemIds = movedItem(ids, itemId, step)
    return itemIds && (() => order(itemIds))
  }
  return (
    <div className={classes['root']}>
      {points.length === 0 && <Text c="dimmed">{t('empty')}</Text>}
      <SortableAgenda points={points} disabled={!isOffice || pending} onOrder={order}>
        <ol className={classes['list']}>
          {points.map((point, index) => (
            <SortablePoint key={point.itemId} point={point}>
              {({ ref, style, handle }) => (
                <AgendaRow
                  ref={ref}
                  style={style}
                  handle={isOffice ? handle : null}
                  point={point}
                  number={index + 1}
                  papers={papers.filter(({ itemId }) => itemId === point.itemId)}
                  mayEdit={isOffice}
                  pending={pending}
                  onMoveUp={mover(point.itemId, -1)}
                  onMoveDown={mover(point.itemId, 1)}
                  onAct={(act) => setDialog({ act, point })}
                />
              )}
            </SortablePoint>
          ))}
        </ol>
      </SortableAgenda>
      {isOffice && (
        <Button size="md" variant="default" leftSection={<IconPlus size="1.2em" aria-hidden />} onClick={() => setDialog({ act: 'add' })} data-testid="agenda-add">
          {t('add')}
        </Button>
      )}
      {dialog?.act === 'add' && <ItemDialog point={null} onClose={close} />}
      {dialog?.act === 'edit' && <ItemDialog point={dialog.point} onClose={close} />}
      {(dialog?.act === 'close' || dialog?.act === 'conclude') && <ConclusionDialog point={dialog.point} closes={dialog.act === 'close'} onClose={close} />}
    </div>
  )
}
