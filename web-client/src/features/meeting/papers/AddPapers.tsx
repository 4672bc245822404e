import '../../../ui/styles/conduct.css'
import { Button, FileButton, NativeSelect } from '@mantine/core'
import { IconFilePlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { paperEndings } from '../../../api/office/uploadPaper.ts'
import { useConduct } from '../scope/useConduct.ts'
import { useMeetingScope } from '../scope/MeetingContext.ts'
import { UploadRow } from '../../uploads/UploadRow.tsx'
import { usePaperUploads } from '../../uploads/usePaperUploads.ts'
import classes from './PapersPanel.module.css'

/**
 * Adds papers to a meeting that is under way, for those whom the server lets (SPEC 11.8): to which point, and how far
 * they are.
 */
export function AddPapers({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation(['papers', 'schedule'])
  const { client, detail } = useMeetingScope()
  const agenda = useConduct((conduct) => conduct.agenda)
  const [itemId, setItemId] = useState('')
  const uploads = usePaperUploads(detail.meetingId, onDone, (text, options) =>
    client.toasts.show(text, options?.kind === 'failed' ? 'warn' : 'info'),
  )
  return (
    <section className={classes['group']} aria-label={t('schedule:papers.add')} data-testid="add-papers">
      {agenda.length > 0 && (
        <NativeSelect
          label={t('addTo')}
          value={itemId}
          onChange={(event) => setItemId(event.currentTarget.value)}
          data={[
            { value: '', label: t('general') },
            ...agenda.map((item, n) => ({ value: String(item.itemId), label: `${n + 1}. ${item.title}` })),
          ]}
        />
      )}
      <FileButton
        accept={paperEndings}
        multiple
        onChange={(files) => uploads.add(files, { itemId: itemId === '' ? null : itemId })}
      >
        {(props) => (
          <Button
            {...props}
            variant="default"
            leftSection={<IconFilePlus size="1.2em" aria-hidden />}
            data-testid="add-paper"
          >
            {t('schedule:papers.add')}
          </Button>
        )}
      </FileButton>
      {uploads.running.map((upload) => (
        <UploadRow key={upload.id} upload={upload} />
      ))}
    </section>
  )
}
