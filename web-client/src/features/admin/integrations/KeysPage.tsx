import type { ApiKey } from '@diem-cau/signaling-contract/office'
import { Button } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { keyQueries, keysApi } from '../../../api/office/keysApi.ts'
import { useNow } from '../../../time/useNow.ts'
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
import { KeyDialog } from './KeyDialog.tsx'
import { ShownOnce } from './ShownOnce.tsx'
import { scopeKey } from './words.ts'

type Doing =
  | { readonly kind: 'add' }
  | { readonly kind: 'revoke'; readonly key: ApiKey }
  | { readonly kind: 'secret'; readonly name: string; readonly secret: string }

/** Keys of programs: what each may, until when, and whether it is used. */
export function KeysPage() {
  const { t } = useTranslation('integrations')
  const { data, failure, refresh } = useLoad(keyQueries.list)
  const [doing, setDoing] = useState<Doing | null>(null)
  const now = useNow(60_000)
  const close = () => setDoing(null)
  const addButton = (
    <Button
      leftSection={<IconPlus size="1.2em" aria-hidden />}
      onClick={() => setDoing({ kind: 'add' })}
      data-testid="add-key"
    >
      {t('keys.add')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('keys.title')} intro={t('keys.intro')}>
        {data && data.keys.length > 0 && addButton}
      </PageHead>
      {failure !== null && <LoadFailed title={t('failed', { ns: 'admin' })} failure={failure} onRetry={refresh} />}
      {!data && failure === null && <Skeletons heights={rowHeights} />}
      {data?.keys.length === 0 && (
        <Empty icon={<IconKey size="1em" stroke={1.4} />} title={t('keys.empty')} text={t('keys.emptyHint')}>
          {addButton}
        </Empty>
      )}
      {data && data.keys.length > 0 && (
        <DataTable
          label={t('keys.title')}
          rows={data.keys}
          keyOf={({ keyId }) => keyId}
          testId="key-row"
          columns={[
            {
              key: 'name',
              title: t('keys.name'),
              main: true,
              renderCell: ({ name, prefix, unit }) => (
                <div className={classes['two']}>
                  <strong>{name}</strong>
                  <span className={classes['dim']}>
                    {unit.name} · {prefix}…
                  </span>
                </div>
              ),
            },
            {
              key: 'scopes',
              title: t('keys.scopes'),
              renderCell: ({ scopes, grants }) => (
                <div className={classes['two']}>
                  <span>{scopes.map((scope) => t(`scopes.${scopeKey(scope)}`)).join(', ')}</span>
                  <span className={classes['dim']}>
                    {grants
                      .map(({ role, unit }) =>
                        t('keys.grant', { role: t(`person.roleNames.${role}`, { ns: 'admin' }), unit: unit.name }),
                      )
                      .join('; ')}
                  </span>
                </div>
              ),
            },
            { key: 'state', title: t('keys.state'), renderCell: (key) => <State of={key} now={now} /> },
            {
              key: 'do',
              title: t('keys.actions'),
              end: true,
              short: true,
              renderCell: (key) =>
                key.revokedAt === null ? (
                  <Button
                    variant="default"
                    size="compact-md"
                    onClick={() => setDoing({ kind: 'revoke', key })}
                    aria-label={t('keys.revokeTitle', { name: key.name })}
                    data-testid="revoke-key"
                  >
                    {t('keys.revoke')}
                  </Button>
                ) : null,
            },
          ]}
        />
      )}
      {doing?.kind === 'add' && (
        <KeyDialog
          onClose={close}
          onDone={({ key, secret }) => {
            refresh()
            setDoing({ kind: 'secret', name: key.name, secret })
          }}
        />
      )}
      {doing?.kind === 'revoke' && (
        <ConfirmDialog
          title={t('keys.revokeTitle', { name: doing.key.name })}
          text={t('keys.revokeText')}
          onClose={close}
          onConfirm={async () => {
            const { keyId, name } = doing.key
            await keysApi.revoke(keyId)
            showToast(t('keys.revokedDone', { name }))
            refresh()
            close()
          }}
        />
      )}
      {doing?.kind === 'secret' && (
        <ShownOnce
          title={t('secret.keyTitle', { name: doing.name })}
          text={t('secret.keyText')}
          secret={doing.secret}
          onClose={close}
        />
      )}
    </>
  )
}

function State({ of: key, now }: { readonly of: ApiKey; readonly now: number }) {
  const { t } = useTranslation('integrations')
  const { revokedAt, expiresAt, lastUsedAt, lastIp, createdAt, createdBy } = key
  const isOver = expiresAt <= now
  const [tone, word, text] =
    revokedAt !== null
      ? (['plain', 'gone', t('keys.revoked', { time: moment(revokedAt) })] as const)
      : isOver
        ? (['bad', 'over', t('keys.expired', { time: moment(expiresAt) })] as const)
        : (['good', 'good', t('keys.until', { time: moment(expiresAt) })] as const)
  return (
    <div className={classes['two']}>
      <span>
        <StateBadge tone={tone}>{t(`keys.${word}`)}</StateBadge> {text}
      </span>
      <span className={classes['dim']}>
        {lastUsedAt === null ? t('keys.unused') : t('keys.used', { time: moment(lastUsedAt), ip: lastIp })}
      </span>
      <span className={classes['dim']}>{t('keys.created', { name: createdBy, time: moment(createdAt) })}</span>
    </div>
  )
}
