import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { expectSignIn } from '../../api/client/account.ts'
import { nextPage } from './nextPage.ts'
import classes from './SignInPage.module.css'

/** Leads through the common sign-in of the office, where there is one. Without an answer there is no button. */
export function OidcButton({ next }: { readonly next: string }) {
  const { t } = useTranslation()
  const [label, setLabel] = useState<string | null>(null)
  useEffect(() => {
    const abort = new AbortController()
    askOidc(abort.signal).then(setLabel, () => undefined)
    return () => abort.abort()
  }, [])
  if (label === null) return null
  return (
    <>
      <div className={classes['or']} aria-hidden>
        {t('signIn.or')}
      </div>
      <Button
        component="a"
        href="/api/oidc/start"
        variant="default"
        size="lg"
        fullWidth
        // Offices name their sign-in at length.
        styles={{
          root: { height: 'auto', minHeight: '3.125rem', paddingBlock: '0.6rem' },
          label: { whiteSpace: 'normal', textAlign: 'center', lineHeight: 1.35 },
        }}
        onClick={() => {
          expectSignIn()
          nextPage.set(next)
        }}
        data-testid="oidc"
      >
        {t('signIn.oidc', { label })}
      </Button>
    </>
  )
}

/** The answer is checked by hand: the schemas of the office would be too much for the first page. */
async function askOidc(signal: AbortSignal): Promise<string | null> {
  const answer = await fetch('/api/oidc', { signal })
  const info: unknown = answer.ok ? await answer.json() : null
  const enabled = typeof info === 'object' && info !== null && 'enabled' in info && info.enabled === true
  return enabled && 'label' in info && typeof info.label === 'string' ? info.label : null
}
