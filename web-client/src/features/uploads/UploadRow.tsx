import { ActionIcon, Button, Progress } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../ui/useFailureText.ts'
import classes from './UploadRow.module.css'
import { sizeText } from '../../time/timeText.ts'
import type { RunningUpload } from './usePaperUploads.ts'

/** A paper on its way up: its progress, and the actions on it. */
export function UploadRow({ upload }: { readonly upload: RunningUpload }) {
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
              {state === 'paused'
                ? t('papers.paused', { percent })
                : state === 'waiting'
                  ? t('papers.waitForLine')
                  : t('papers.uploading', { done: sizeText(sent), all: sizeText(file.size) })}
            </span>
          </>
        )}
      </div>
      {state === 'failed' ? (
        <Button variant="default" size="compact-md" onClick={upload.retry}>
          {t('papers.retry')}
        </Button>
      ) : state === 'paused' ? (
        <ActionIcon
          variant="subtle"
          size="lg"
          aria-label={t('papers.resume', { name: file.name })}
          onClick={upload.resume}
          data-testid="upload-resume"
        >
          <IconPlayerPlay size="1.2em" />
        </ActionIcon>
      ) : (
        <ActionIcon
          variant="subtle"
          size="lg"
          aria-label={t('papers.pause', { name: file.name })}
          onClick={upload.pause}
          data-testid="upload-pause"
        >
          <IconPlayerPause size="1.2em" />
        </ActionIcon>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('papers.cancel', { name: file.name })}
        onClick={upload.cancel}
      >
        <IconX size="1.2em" />
      </ActionIcon>
    </div>
  )
}
