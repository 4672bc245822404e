import { Button, Text, TextInput } from '@mantine/core'
import { IconCheck, IconCopy, IconDeviceMobile, IconRefresh } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { useFailureText } from '../../ui/useFailureText.ts'
import { invitationQueries, invitationsApi } from '../../api/office/invitationsApi.ts'
import { showToast } from '../../ui/toasts.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { LoadFailed } from '../../ui/LoadFailed.tsx'
import classes from './FeedCard.module.css'

/**
 * Gives my meetings to the calendar of my phone, by a secret address. It is shown on demand: someone may look over the
 * shoulder.
 */
export function FeedCard() {
  const { t } = useTranslation('schedule')
  const failureText = useFailureText()
  const { hash } = useLocation()
  const card = useRef<HTMLElement>(null)
  const [shown, setShown] = useState(false)
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [copied, setCopied] = useState(false)
  const { data, failure, refresh, set } = useLoad(shown ? invitationQueries.myFeed : null)
  useEffect(() => {
    if (hash === '#feed') card.current?.scrollIntoView()
  }, [hash])
  const url = data ? new URL(data.url, location.origin).href : ''
  async function renew() {
    setBusy(true)
    try {
      set(await invitationsApi.renewMyFeed())
      setCopied(false)
      setAsking(false)
      showToast(t('feed.renewed'))
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }
  async function copy() {
    await navigator.clipboard.writeText(url)
    setCopied(true)
  }
  return (
    <section className={classes['card']} id="feed" ref={card} aria-labelledby="feed-title" data-testid="feed">
      <h2 id="feed-title" className={classes['title']}>
        <IconDeviceMobile size="1.3em" aria-hidden /> {t('feed.title')}
      </h2>
      <p className={classes['text']}>{t('feed.text')}</p>
      {!shown && (
        <Button variant="default" onClick={() => setShown(true)} data-testid="feed-show">
          {t('feed.show')}
        </Button>
      )}
      {failure !== null && <LoadFailed title={t('feed.failed')} failure={failure} onRetry={refresh} />}
      {data && (
        <>
          <TextInput
            label={t('feed.url')}
            value={url}
            readOnly
            onFocus={(event) => event.currentTarget.select()}
            description={t('feed.secret')}
            inputWrapperOrder={['label', 'input', 'description']}
            className={classes['url'] ?? ''}
            data-testid="feed-url"
          />
          <div className={classes['actions']}>
            <Button
              onClick={() => void copy()}
              leftSection={copied ? <IconCheck size="1.2em" aria-hidden /> : <IconCopy size="1.2em" aria-hidden />}
            >
              {copied ? t('plan.copied') : t('feed.copy')}
            </Button>
            <Button
              variant="default"
              onClick={() => setAsking(true)}
              leftSection={<IconRefresh size="1.2em" aria-hidden />}
              data-testid="feed-renew"
            >
              {t('feed.renew')}
            </Button>
          </div>
        </>
      )}
      <Dialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('feed.renewTitle')}
        cancel={t('common.cancel', { ns: 'translation' })}
        main={
          <Button color="red" loading={busy} onClick={() => void renew()} data-testid="feed-renew-confirm">
            {t('feed.renew')}
          </Button>
        }
      >
        <Text>{t('feed.renewText')}</Text>
      </Dialog>
    </section>
  )
}
