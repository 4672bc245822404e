import type { Paper, Scope } from '@diem-cau/signaling-contract/office'
import { ActionIcon, Button, FileButton, SegmentedControl } from '@mantine/core'
import { IconFileCheck, IconFilePlus, IconFileUpload, IconTrash, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { papersApi } from '../../../api/office/papersApi.ts'
import { showToast } from '../../../ui/toasts.ts'
import { paperEndings } from '../../../api/office/uploadPaper.ts'
import classes from './PapersField.module.css'
import { PaperRows } from './PaperRows.tsx'
import { PaperScopeDialog } from './PaperScopeDialog.tsx'
import { sizeText } from '../../../time/timeText.ts'
import rowClasses from '../../uploads/UploadRow.module.css'
import { UploadRow } from '../../uploads/UploadRow.tsx'
import type { PaperUploads, WaitingPaper } from '../../uploads/usePaperUploads.ts'

interface Props {
  readonly uploads: PaperUploads
  readonly papers: readonly Paper[]
  /** The item of the agenda; null: the meeting as a whole. */
  readonly itemId: string | null
  /** True for further items whose papers belong here: points of the agenda that are no more. */
  readonly isHere?: (itemId: string | null) => boolean
  /** True when it is, or will be, one of a series: a dialog asks for which of them. */
  readonly isSeries: boolean
  /** True when nothing more can be added just now. */
  readonly disabled?: boolean
  readonly onChange: () => void
}

/**
 * Papers of one item of the agenda or of the whole meeting, those on their way up, and those that wait for the meeting
 * to be saved.
 */
export function PapersField({
  uploads,
  papers,
  itemId,
  disabled = false,
  isHere = (other) => other === itemId,
  isSeries,
  onChange,
}: Props) {
  const { t } = useTranslation('schedule')
  const failureText = useFailureText()
  const [removing, setRemoving] = useState<Paper | null>(null)
  const [adding, setAdding] = useState<{ readonly files: readonly File[]; readonly paperId?: string } | null>(null)
  async function remove(paper: Paper, scope: Scope) {
    setRemoving(null)
    try {
      await papersApi.removePaper(paper.paperId, scope)
      showToast(t('papers.removed', { name: paper.name }))
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    }
    onChange()
  }
  const isSaved = uploads.isSaved
  const add = (files: readonly File[], paper?: Paper) => {
    const of = paper ? { paperId: paper.paperId } : {}
    if (isSaved && isSeries && files.length > 0 && (!paper || paper.shared)) setAdding({ files, ...of })
    else uploads.add(files, { itemId, ...of })
  }
  const running = uploads.running.filter((upload) => isHere(upload.target.itemId))
  const waiting = uploads.waiting.filter((paper) => isHere(paper.itemId))
  return (
    <div className={classes['root']}>
      <PaperRows
        papers={papers.filter((paper) => isHere(paper.itemId))}
        // oxlint-disable-next-line react/no-unstable-nested-components -- called as a function
        actions={(paper) => (
          <>
            <FileButton accept={paperEndings} onChange={(file) => file && add([file], paper)}>
              {(props) => (
                <ActionIcon
                  {...props}
                  variant="subtle"
                  color="gray"
                  size="lg"
                  aria-label={t('papers.newVersion', { name: paper.name })}
                  title={t('papers.newVersion', { name: paper.name })}
                >
                  <IconFileUpload size="1.2em" />
                </ActionIcon>
              )}
            </FileButton>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('papers.remove', { name: paper.name })}
              onClick={() => setRemoving(paper)}
            >
              <IconTrash size="1.2em" />
            </ActionIcon>
          </>
        )}
      />
      {waiting.map((paper) => (
        <WaitingRow
          key={paper.uploadId}
          paper={paper}
          isSeries={isSeries}
          onChange={(wholeSeries) =>
            uploads.setWaiting(uploads.waiting.map((other) => (other === paper ? { ...paper, wholeSeries } : other)))
          }
          onRemove={() => uploads.setWaiting(uploads.waiting.filter((other) => other !== paper))}
        />
      ))}
      {running.map((upload) => (
        <UploadRow key={upload.id} upload={upload} />
      ))}
      <FileButton accept={paperEndings} multiple disabled={disabled} onChange={(files) => add(files)}>
        {(props) => (
          <Button
            {...props}
            disabled={disabled}
            variant="subtle"
            size="compact-md"
            className={classes['add'] ?? ''}
            leftSection={<IconFilePlus size="1.2em" aria-hidden />}
            data-testid="add-paper"
          >
            {t('papers.add')}
          </Button>
        )}
      </FileButton>
      {adding && (
        <PaperScopeDialog
          title={t('scope.titlePaper')}
          question={t('scope.textPaper')}
          confirm={t('papers.add')}
          onClose={() => setAdding(null)}
          onConfirm={(scope) => {
            const { files, ...of } = adding
            setAdding(null)
            uploads.add(files, { itemId, scope, ...of })
          }}
        />
      )}
      {removing && (
        <PaperScopeDialog
          title={t('papers.removeTitle')}
          text={t('papers.removeText', { name: removing.name })}
          question={isSeries && removing.shared ? t('scope.textPaperRemove') : null}
          confirm={t('papers.removeConfirm')}
          isRemoval
          onClose={() => setRemoving(null)}
          onConfirm={(scope) => void remove(removing, scope)}
        />
      )}
    </div>
  )
}

interface WaitingRowProps {
  readonly paper: WaitingPaper
  readonly isSeries: boolean
  readonly onChange: (wholeSeries: boolean) => void
  readonly onRemove: () => void
}

function WaitingRow({ paper, isSeries, onChange, onRemove }: WaitingRowProps) {
  const { t } = useTranslation('schedule')
  return (
    <div className={rowClasses['upload']} data-testid="waiting-paper">
      <IconFileCheck size="1.4em" aria-hidden className={classes['icon']} />
      <div className={rowClasses['what']}>
        <span className={rowClasses['name']}>{paper.name}</span>
        <span className={rowClasses['facts']}>{t('papers.waiting', { size: sizeText(paper.bytes) })}</span>
      </div>
      {isSeries && (
        <SegmentedControl
          size="sm"
          aria-label={t('papers.forSeries', { name: paper.name })}
          value={paper.wholeSeries ? 'series' : 'first'}
          onChange={(value) => onChange(value === 'series')}
          data={(['series', 'first'] as const).map((value) => ({ value, label: t(`papers.${value}`) }))}
        />
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('papers.drop', { name: paper.name })}
        onClick={onRemove}
      >
        <IconX size="1.2em" />
      </ActionIcon>
    </div>
  )
}
