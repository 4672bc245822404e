import { Email, OutboxMail } from '@diem-cau/signaling-contract/office'
import { Button, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconMail, IconMailForward, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { invitationQueries, invitationsApi } from '../../../api/office/invitationsApi.ts'
import { useMay, useMe } from '../../../api/stores/useMe.ts'
import { showToast } from '../../../ui/toasts.ts'
import { usePages } from '../../../api/loading/usePages.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { Callout } from '../../../ui/Callout.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import classes from '../lists/admin.module.css'
import { DataTable } from '../lists/DataTable.tsx'
import { FormDialog } from '../lists/FormDialog.tsx'
import { ListStates } from '../lists/ListStates.tsx'
import { moment } from '../lists/moment.ts'
import { PageHead } from '../lists/PageHead.tsx'
import { SearchField } from '../lists/SearchField.tsx'

type State = OutboxMail['state']
const states = OutboxMail.shape.state.options
const tones = { waiting: 'wait', sent: 'good', failed: 'bad', dropped: 'plain' } as const satisfies Record<
  State,
  string
>

/** Lists the mail that goes out, and what became of it. */
export function OutboxPage() {
  const { t } = useTranslation('admin')
  const failureText = useFailureText()
  const mayTest = useMay('account.manage')
  const [query, setQuery] = useState('')
  const [q] = useDebouncedValue(query.trim(), 250)
  const [state, setState] = useState<State | null>(null)
  const [testing, setTesting] = useState(false)
  const pages = usePages(invitationQueries.outbox({ ...(q ? { q } : {}), ...(state ? { state } : {}) }))
  async function retry(mail: OutboxMail) {
    try {
      const retried = await invitationsApi.retryMail(mail.mailId)
      pages.update((items) => items.map((other) => (other.mailId === retried.mailId ? retried : other)))
      showToast(t('mail.retried'))
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    }
  }
  const filtered = q !== '' || state !== null
  const clear = () => {
    setQuery('')
    setState(null)
  }
  return (
    <>
      <PageHead title={t('outbox')} intro={t('mail.intro')}>
        <Button variant="default" leftSection={<IconRefresh size="1.2em" aria-hidden />} onClick={pages.refresh}>
          {t('mail.refresh')}
        </Button>
        {mayTest && (
          <Button
            leftSection={<IconMailForward size="1.2em" aria-hidden />}
            onClick={() => setTesting(true)}
            data-testid="test-mail"
          >
            {t('mail.test')}
          </Button>
        )}
      </PageHead>
      {pages.last?.configured === false && (
        <Callout
          kind="hint"
          title={t('mail.notConfigured')}
          text={t('mail.notConfiguredText')}
          testId="mail-not-configured"
        />
      )}
      <div className={classes['filters']} role="search">
        <SearchField label={t('mail.search')} value={query} onChange={setQuery} />
        <Select
          label={t('mail.state')}
          placeholder={t('all')}
          value={state}
          onChange={(value) => setState(OutboxMail.shape.state.safeParse(value).data ?? null)}
          data={states.map((value) => ({ value, label: t(`mail.states.${value}`) }))}
          clearable
          clearButtonProps={{ 'aria-label': t('clear') }}
        />
      </div>
      <ListStates
        pages={pages}
        empty={<Empty icon={<IconMail size="1em" stroke={1.4} />} title={t('mail.empty')} text={t('mail.emptyHint')} />}
        onClear={filtered ? clear : null}
      >
        {(items) => (
          <DataTable
            label={t('outbox')}
            rows={items}
            keyOf={({ mailId }) => mailId}
            testId="mail-row"
            dataOf={({ state }) => ({ 'data-state': state })}
            columns={[
              {
                key: 'to',
                title: t('mail.to'),
                main: true,
                renderCell: ({ to, toName }) => (
                  <div className={classes['two']}>
                    <strong>{toName || to}</strong>
                    {toName && <span className={classes['dim']}>{to}</span>}
                  </div>
                ),
              },
              {
                key: 'subject',
                title: t('mail.subject'),
                renderCell: ({ kind, subject }) => (
                  <div className={classes['two']}>
                    <span>{subject}</span>
                    <span className={classes['dim']}>{t(`mail.kinds.${kind}`)}</span>
                  </div>
                ),
              },
              { key: 'state', title: t('mail.state'), renderCell: (mail) => <MailState mail={mail} /> },
              { key: 'created', title: t('mail.created'), renderCell: ({ createdAt }) => moment(createdAt) },
              {
                key: 'do',
                title: t('actions'),
                end: true,
                renderCell: (mail) =>
                  mail.state === 'failed' ? (
                    <Button
                      variant="default"
                      size="compact-md"
                      onClick={() => void retry(mail)}
                      aria-label={t('mail.retryOf', { name: mail.toName || mail.to })}
                      data-testid="retry-mail"
                    >
                      {t('mail.retry')}
                    </Button>
                  ) : null,
              },
            ]}
          />
        )}
      </ListStates>
      {testing && (
        <TestDialog
          onClose={() => setTesting(false)}
          onDone={() => {
            setTesting(false)
            pages.refresh()
            showToast(t('mail.testDone'))
          }}
        />
      )}
    </>
  )
}

function MailState({ mail: { state, tries, nextTryAt, lastError, sentAt } }: { readonly mail: OutboxMail }) {
  const { t } = useTranslation('admin')
  return (
    <div className={classes['two']}>
      <span>
        <StateBadge tone={tones[state]}>{t(`mail.states.${state}`)}</StateBadge>
      </span>
      {sentAt !== null && <span className={classes['dim']}>{t('mail.sentAt', { time: moment(sentAt) })}</span>}
      {state === 'waiting' && tries > 0 && (
        <span className={classes['dim']}>
          {[
            t('mail.tries', { count: tries }),
            ...(nextTryAt === null ? [] : [t('mail.nextTry', { time: moment(nextTryAt) })]),
          ].join(', ')}
        </span>
      )}
      {lastError !== '' && state !== 'sent' && <span className={classes['bad']}>{lastError}</span>}
    </div>
  )
}

function TestDialog({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: () => void }) {
  const { t } = useTranslation('admin')
  const me = useMe()
  const [to, setTo] = useState(me?.email ?? '')
  const [tried, setTried] = useState(false)
  const right = Email.safeParse(to.trim()).success
  async function send() {
    setTried(true)
    if (!right) return false
    await invitationsApi.testMail(to.trim())
    onDone()
    return true
  }
  return (
    <FormDialog
      title={t('mail.test')}
      submit={t('mail.test')}
      onClose={onClose}
      onSubmit={send}
      testId="test-mail-form"
    >
      <TextInput
        type="email"
        label={t('mail.testTo')}
        value={to}
        maxLength={254}
        onChange={(event) => setTo(event.currentTarget.value)}
        error={tried && !right ? t('emailWrong') : undefined}
        data-autofocus
        data-testid="test-mail-to"
      />
    </FormDialog>
  )
}
