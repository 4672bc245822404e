import type { Paper } from '@diem-cau/signaling-contract/office'
import { ActionIcon, Button, FileButton, Modal, Progress, Text } from '@mantine/core'
import { IconFilePlus, IconFileUpload, IconPlayerPause, IconPlayerPlay, IconTrash, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../i18n/useFailureText.ts'
import { papersApi } from '../../office/papersApi.ts'
import { showToast } from '../../office/toasts.ts'
import { paperEndings } from '../../office/uploadPaper.ts'
import classes from './PapersField.module.css'
import { PaperRows } from './PaperRows.tsx'
import { sizeText } from './timeText.ts'
import type { PaperUploads, RunningUpload } from './usePaperUploads.ts'

interface Props {
  readonly uploads: PaperUploads
  readonly papers: readonly Paper[]
  /** Null: of the meeting as a whole. */
  readonly itemId: string | null
  readonly onChange: () => void
}

/** Papers of one item of the agenda or of the whole meeting, and those on their way up. */
export function PapersField({ uploads, papers, itemId, onChange }: Props) {
  const { t } = useTranslation('schedule')
  const failureText = useFailureText()
  const [asked, setAsked] = useState<Paper | null>(null)
  async function remove(paper: Paper) {
    setAsked(null)
    try {
      await papersApi.removePaper(paper.paperId)
      showToast(t('papers.removed', { name: paper.name }))
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    }
    onChange()
  }
  const running = uploads.running.filter((upload) => upload.target.itemId === itemId)
  return (
    <div className={classes['root']}>
      <PaperRows
        papers={papers.filter((paper) => paper.itemId === itemId)}
        // oxlint-disable-next-line react/no-unstable-nested-components -- called as a function
        actions={(paper) => (
          <>
            <FileButton accept={paperEndings} onChange={(file) => file && uploads.add([file], itemId, paper.paperId)}>
              {(props) => (
                <ActionIcon {...props} variant="subtle" color="gray" size="lg" aria-label={t('papers.newVersion', { name: paper.name })} title={t('papers.newVersion', { name: paper.name })}>
                  <IconFileUpload size="1.2em" />
                </ActionIcon>
              )}
            </FileButton>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('papers.remove', { name: paper.name })} onClick={() => setAsked(paper)}>
              <IconTrash size="1.2em" />
            </ActionIcon>
          </>
        )}
      />
      {running.map((upload) => (
        <UploadRow key={upload.id} upload={upload} />
      ))}
      <FileButton accept={paperEndings} multiple onChange={(files) => uploads.add(files, itemId)}>
        {(props) => (
          <Button {...props} variant="subtle" size="compact-md" className={classes['add'] ?? ''} leftSection={<IconFilePlus size="1.2em" aria-hidden />} data-testid="add-paper">
            {t('papers.add')}
          </Button>
        )}
      </FileButton>
      <Modal opened={asked !== null} onClose={() => setAsked(null)} title={t('papers.removeTitle')} centered closeButtonProps={{ 'aria-label': t('common.close', { ns: 'translation' }) }}>
        <Text mb="lg">{t('papers.removeText', { name: asked?.name ?? '' })}</Text>
        <Button color="red" onClick={() => asked && void remove(asked)} data-testid="paper-remove-confirm">
          {t('papers.removeConfirm')}
        </Button>
      </Modal>
    </div>
  )
}

function UploadRow({ upload }: { readonly upload: RunningUpload }) {
  const { t } = useTranslation('schedule')
  const failureText = useFailureText()
  const { file, sent, state } = upload
  const percent = Math.floor((sent / file.size) * 100)
  return (
    <div className={classes['upload']} data-testid="upload" data-state={state}>
      <div className={classes['what']}>
        <span className={classes['name']}>{file.name}</span>
        {state === 'failed' ? (
          <span className={classes['failed']} role="alert">
            {t('papers.failed', { name: file.name, text: failureText(upload.failure) })}
          </span>
        ) : (
          <>
            <Progress.Root size="lg">
              <Progress.Section value={percent} aria-label={t('papers.progress', { name: file.name })} />
            </Progress.Root>
            <span className={classes['facts']}>
              {state === 'paused' ? t('papers.paused', { percent }) : state === 'waiting' ? t('papers.waitForLine') : t('papers.uploading', { done: sizeText(sent), all: sizeText(file.size) })}
            </span>
          </>
        )}
      </div>
      {state === 'failed' ? (
        <Button variant="default" size="compact-md" onClick={upload.retry}>
          {t('papers.retry')}
        </Button>
      ) : state === 'paused' ? (
        <ActionIcon variant="subtle" size="lg" aria-label={t('papers.resume', { name: file.name })} onClick={upload.resume} data-testid="upload-resume">
          <IconPlayerPlay size="1.2em" />
        </ActionIcon>
      ) : (
        <ActionIcon variant="subtle" size="lg" aria-label={t('papers.pause', { name: file.name })} onClick={upload.pause} data-testid="upload-pause">
          <IconPlayerPause size="1.2em" />
        </ActionIcon>
      )}
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('papers.cancel', { name: file.name })} onClick={upload.cancel}>
        <IconX size="1.2em" />
      </ActionIcon>
    </div>
  )
}
