import { WebhookEvent, WebhookUrl, type Webhook } from '@diem-cau/signaling-contract/office'
import { Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { webhooksApi } from '../../../api/office/webhooksApi.ts'
import { useMe } from '../../../api/stores/useMe.ts'
import classes from '../lists/admin.module.css'
import { FormDialog } from '../lists/FormDialog.tsx'
import { UnitFilter } from '../lists/UnitFilter.tsx'
import { ChoiceList } from './ChoiceList.tsx'
import { NameField } from './NameField.tsx'
import { eventKey } from './words.ts'

interface Props {
  /** Null: a new one. */
  readonly webhook: Webhook | null
  readonly onClose: () => void
  /** @param secret of a new one; null: it was edited */
  readonly onDone: (webhook: Webhook, secret: string | null) => void
}

/** Where to send what. */
export function WebhookDialog({ webhook, onClose, onDone }: Props) {
  const { t } = useTranslation('integrations')
  const me = useMe()
  const [name, setName] = useState(webhook?.name ?? '')
  const [url, setUrl] = useState(webhook?.url ?? '')
  const [unitCode, setUnitCode] = useState(webhook?.unit.code ?? me?.unit.code ?? null)
  const [events, setEvents] = useState<readonly WebhookEvent[]>(webhook?.events ?? WebhookEvent.options)
  const [enabled, setEnabled] = useState(webhook?.enabled ?? true)
  const [tried, setTried] = useState(false)
  const missing = t('missing', { ns: 'admin' })
  const isUrl = WebhookUrl.safeParse(url.trim()).success
  async function save() {
    setTried(true)
    if (name.trim() === '' || !isUrl || events.length === 0 || unitCode === null) return false
    const fields = { name, url: url.trim(), events: [...events] }
    if (webhook) {
      onDone(await webhooksApi.edit(webhook.webhookId, { ...fields, enabled, version: webhook.version }), null)
    } else {
      const made = await webhooksApi.add({ ...fields, unitCode })
      onDone(made.webhook, made.secret)
    }
    return true
  }
  return (
    <FormDialog
      title={webhook ? t('webhooks.editTitle', { name: webhook.name }) : t('webhooks.add')}
      submit={t('save', { ns: 'admin' })}
      onClose={onClose}
      onSubmit={save}
      testId="webhook-form"
    >
      <NameField label={t('webhooks.name')} value={name} onChange={setName} tried={tried} testId="webhook-name" />
      <TextInput
        type="url"
        label={t('webhooks.url')}
        description={t('webhooks.urlHint')}
        required
        value={url}
        maxLength={500}
        onChange={({ currentTarget }) => setUrl(currentTarget.value)}
        error={tried && !isUrl ? t('webhooks.urlWrong') : undefined}
        data-testid="webhook-url"
      />
      {!webhook && (
        <div>
          <UnitFilter
            required
            label={t('webhooks.unit')}
            value={unitCode}
            onChange={setUnitCode}
            error={tried && unitCode === null ? missing : undefined}
          />
          <p className={classes['dim']}>{t('webhooks.unitHint')}</p>
        </div>
      )}
      <ChoiceList
        label={t('webhooks.events')}
        options={WebhookEvent.options}
        chosen={events}
        onChange={setEvents}
        textOf={(event) => t(`events.${eventKey(event)}`)}
        error={tried && events.length === 0 ? t('webhooks.noEvents') : undefined}
        testId="event"
      />
      {webhook && (
        <Switch
          label={t('webhooks.enabled')}
          checked={enabled}
          onChange={({ currentTarget }) => setEnabled(currentTarget.checked)}
          data-testid="webhook-enabled"
        />
      )}
    </FormDialog>
  )
}
