import type { Webhook } from '@diem-cau/signaling-contract/office'
import { Button } from '@mantine/core'
import { IconPlus, IconWebhook } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { webhookQueries, webhooksApi } from '../../../api/office/webhooksApi.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { showToast } from '../../../ui/toasts.ts'
import classes from '../lists/admin.module.css'
import { ConfirmDialog } from '../lists/ConfirmDialog.tsx'
import { DataTable } from '../lists/DataTable.tsx'
import { rowHeights } from '../lists/ListStates.tsx'
import { moment } from '../lists/moment.ts'
import { PageHead } from '../lists/PageHead.tsx'
import { RowMenu } from '../lists/RowMenu.tsx'
import { ShownOnce } from './ShownOnce.tsx'
import { WebhookDialog } from './WebhookDialog.tsx'
import { eventKey } from './words.ts'

type Doing =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit' | 'remove' | 'renew'; readonly webhook: Webhook }
  | { readonly kind: 'secret'; readonly name: string; readonly secret: string }

/** Programs that are told what happens here. */
export function WebhooksPage() {
  const { t } = useTranslation('integrations')
  const navigate = useNavigate()
  const { data, failure, refresh } = useLoad(webhookQueries.list)
  const [doing, setDoing] = useState<Doing | null>(null)
  const close = () => setDoing(null)
  const addButton = (
    <Button
      leftSection={<IconPlus size="1.2em" aria-hidden />}
      onClick={() => setDoing({ kind: 'add' })}
      data-testid="add-webhook"
    >
      {t('webhooks.add')}
    </Button>
  )
  const deliveriesOf = ({ webhookId, name }: Webhook) =>
    void navigate(`/admin/webhooks/${encodeURIComponent(webhookId)}?name=${encodeURIComponent(name)}`)
  return (
    <>
      <PageHead title={t('webhooks.title')} intro={t('webhooks.intro')}>
        {data && data.webhooks.length > 0 && addButton}
      </PageHead>
      {failure !== null && <LoadFailed title={t('failed', { ns: 'admin' })} failure={failure} onRetry={refresh} />}
      {!data && failure === null && <Skeletons heights={rowHeights} />}
      {data?.webhooks.length === 0 && (
        <Empty
          icon={<IconWebhook size="1em" stroke={1.4} />}
          title={t('webhooks.empty')}
          text={t('webhooks.emptyHint')}
        >
          {addButton}
        </Empty>
      )}
      {data && data.webhooks.length > 0 && (
        <DataTable
          label={t('webhooks.title')}
          rows={data.webhooks}
          keyOf={({ webhookId }) => webhookId}
          testId="webhook-row"
          columns={[
            {
              key: 'name',
              title: t('webhooks.name'),
              main: true,
              renderCell: ({ name, url }) => (
                <div className={classes['two']}>
                  <strong>{name}</strong>
                  <span className={classes['dim']}>{url}</span>
                </div>
              ),
            },
            { key: 'unit', title: t('webhooks.unit'), renderCell: ({ unit }) => unit.name },
            {
              key: 'events',
              title: t('webhooks.events'),
              renderCell: ({ events }) => events.map((event) => t(`events.${eventKey(event)}`)).join(', '),
            },
            { key: 'state', title: t('webhooks.state'), renderCell: (webhook) => <State webhook={webhook} /> },
            {
              key: 'do',
              title: t('webhooks.actions'),
              end: true,
              renderCell: (webhook) => (
                <RowMenu
                  name={webhook.name}
                  items={[
                    { text: t('webhooks.deliveries'), onClick: () => deliveriesOf(webhook), testId: 'deliveries' },
                    {
                      text: t('webhooks.test'),
                      onClick: async () => {
                        await webhooksApi.test(webhook.webhookId)
                        showToast(t('webhooks.tested'))
                        deliveriesOf(webhook)
                      },
                      testId: 'test-webhook',
                    },
                    { text: t('webhooks.edit'), onClick: () => setDoing({ kind: 'edit', webhook }), testId: 'edit' },
                    {
                      text: t('webhooks.renew'),
                      onClick: () => setDoing({ kind: 'renew', webhook }),
                      testId: 'renew-secret',
                    },
                    {
                      text: t('webhooks.remove'),
                      onClick: () => setDoing({ kind: 'remove', webhook }),
                      danger: true,
                      testId: 'remove',
                    },
                  ]}
                />
              ),
            },
          ]}
        />
      )}
      {(doing?.kind === 'add' || doing?.kind === 'edit') && (
        <WebhookDialog
          webhook={doing.kind === 'edit' ? doing.webhook : null}
          onClose={close}
          onDone={({ name }, secret) => {
            refresh()
            if (secret === null) {
              showToast(t('webhooks.saved', { name }))
              close()
            } else setDoing({ kind: 'secret', name, secret })
          }}
        />
      )}
      {doing?.kind === 'renew' && (
        <ConfirmDialog
          title={t('webhooks.renewTitle', { name: doing.webhook.name })}
          text={t('webhooks.renewText')}
          onClose={close}
          onConfirm={async () => {
            const { webhook, secret } = await webhooksApi.renewSecret(doing.webhook.webhookId)
            refresh()
            setDoing({ kind: 'secret', name: webhook.name, secret })
          }}
        />
      )}
      {doing?.kind === 'remove' && (
        <ConfirmDialog
          title={t('webhooks.removeTitle', { name: doing.webhook.name })}
          text={t('webhooks.removeText')}
          onClose={close}
          onConfirm={async () => {
            const { webhookId, name } = doing.webhook
            await webhooksApi.remove(webhookId)
            showToast(t('webhooks.removed', { name }))
            refresh()
            close()
          }}
        />
      )}
      {doing?.kind === 'secret' && (
        <ShownOnce
          title={t('secret.title', { name: doing.name })}
          text={t('secret.text')}
          secret={doing.secret}
          onClose={close}
        />
      )}
    </>
  )
}

function State({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation('integrations')
  const { enabled, switchedOffAt, waiting, failed, lastDeliveredAt } = webhook
  const isOff = !enabled && switchedOffAt !== null
  return (
    <div className={classes['two']}>
      <span>
        <StateBadge tone={enabled ? 'good' : isOff ? 'bad' : 'plain'}>
          {t(enabled ? 'webhooks.on' : 'webhooks.off')}
        </StateBadge>
      </span>
      {isOff && <span className={classes['bad']}>{t('webhooks.switchedOff', { time: moment(switchedOffAt) })}</span>}
      <span className={classes['dim']}>
        {[
          lastDeliveredAt === null
            ? t('webhooks.neverDelivered')
            : t('webhooks.lastDelivered', { time: moment(lastDeliveredAt) }),
          ...(waiting > 0 ? [t('webhooks.waiting', { count: waiting })] : []),
          ...(failed > 0 ? [t('webhooks.failed', { count: failed })] : []),
        ].join(', ')}
      </span>
    </div>
  )
}
