import { Delivery } from '@diem-cau/signaling-contract/office'
import { Button, Select } from '@mantine/core'
import { IconRefresh, IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import { usePages } from '../../../api/loading/usePages.ts'
import { webhookQueries, webhooksApi } from '../../../api/office/webhooksApi.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { useFailureText } from '../../../ui/useFailureText.ts'
import classes from '../lists/admin.module.css'
import { BackLink } from '../lists/BackLink.tsx'
import { DataTable } from '../lists/DataTable.tsx'
import { ListStates } from '../lists/ListStates.tsx'
import { moment } from '../lists/moment.ts'
import { PageHead } from '../lists/PageHead.tsx'
import { eventKey } from './words.ts'

const tones = { waiting: 'wait', delivered: 'good', failed: 'bad' } as const satisfies Record<Delivery['state'], string>

/** What was sent to one webhook, what became of it, and sending it once more. */
export function DeliveriesPage() {
  const { t } = useTranslation('integrations')
  const failureText = useFailureText()
  const { webhookId = '' } = useParams()
  const [params] = useSearchParams()
  const [state, setState] = useState<Delivery['state'] | null>(null)
  const pages = usePages(webhookQueries.deliveries(webhookId, state))
  async function replay({ deliveryId }: Delivery) {
    try {
      await webhooksApi.replay(deliveryId)
      showToast(t('delivery.replayed'))
      pages.refresh()
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    }
  }
  return (
    <>
      <BackLink to="/admin/webhooks" text={t('delivery.back')} />
      <PageHead title={t('delivery.title', { name: params.get('name') ?? webhookId })}>
        <Button
          variant="default"
          leftSection={<IconRefresh size="1.2em" aria-hidden />}
          onClick={pages.refresh}
          data-testid="refresh-deliveries"
        >
          {t('delivery.refresh')}
        </Button>
      </PageHead>
      <div className={classes['filters']} role="search">
        <Select
          label={t('delivery.filter')}
          placeholder={t('delivery.all')}
          value={state}
          onChange={(value) => setState(Delivery.shape.state.safeParse(value).data ?? null)}
          data={Delivery.shape.state.options.map((value) => ({ value, label: t(`delivery.states.${value}`) }))}
          clearable
          clearButtonProps={{ 'aria-label': t('clear', { ns: 'admin' }) }}
        />
      </div>
      <ListStates
        pages={pages}
        empty={
          <Empty
            icon={<IconSend size="1em" stroke={1.4} />}
            title={t('delivery.empty')}
            text={t('delivery.emptyHint')}
          />
        }
        onClear={state === null ? null : () => setState(null)}
      >
        {(items) => (
          <DataTable
            label={t('webhooks.deliveries')}
            rows={items}
            keyOf={({ deliveryId }) => deliveryId}
            testId="delivery-row"
            dataOf={(delivery) => ({ 'data-state': delivery.state })}
            columns={[
              {
                key: 'event',
                title: t('delivery.event'),
                main: true,
                renderCell: ({ event, isReplay, messageId }) => (
                  <div className={classes['two']}>
                    <strong>{t(`events.${eventKey(event)}`)}</strong>
                    <span className={classes['dim']}>{isReplay ? t('delivery.isReplay') : messageId}</span>
                  </div>
                ),
              },
              {
                key: 'created',
                title: t('delivery.created'),
                short: true,
                renderCell: ({ createdAt }) => moment(createdAt),
              },
              {
                key: 'result',
                title: t('delivery.result'),
                renderCell: (delivery) => <Result delivery={delivery} />,
              },
              {
                key: 'do',
                title: t('webhooks.actions'),
                end: true,
                renderCell: (delivery) =>
                  delivery.state === 'waiting' ? null : (
                    <Button
                      variant="default"
                      size="compact-md"
                      onClick={() => void replay(delivery)}
                      aria-label={t('delivery.replayOf', { event: t(`events.${eventKey(delivery.event)}`) })}
                      data-testid="replay"
                    >
                      {t('delivery.replay')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </ListStates>
    </>
  )
}

function Result({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useTranslation('integrations')
  const { state, status, tries, nextTryAt, error, answer } = delivery
  const facts = [
    ...(status === null ? [] : [t('delivery.status', { status })]),
    ...(tries > 1 ? [t('delivery.tries', { count: tries })] : []),
    ...(state === 'waiting' && tries > 0 && nextTryAt !== null
      ? [t('delivery.nextTry', { time: moment(nextTryAt) })]
      : []),
  ]
  return (
    <div className={classes['two']}>
      <span>
        <StateBadge tone={tones[state]}>{t(`delivery.states.${state}`)}</StateBadge>
      </span>
      {facts.length > 0 && <span className={classes['dim']}>{facts.join(', ')}</span>}
      {error !== '' && state !== 'delivered' && <span className={classes['bad']}>{error}</span>}
      {answer !== '' && (
        <details className={classes['dim']}>
          <summary>{t('delivery.answer')}</summary>
          <pre className={classes['raw']}>{answer}</pre>
        </details>
      )}
    </div>
  )
}
