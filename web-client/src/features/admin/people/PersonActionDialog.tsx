import type { Person } from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import { peopleApi } from '../../../api/office/peopleApi.ts'
import { showToast } from '../../../ui/toasts.ts'
import { ConfirmDialog } from '../lists/ConfirmDialog.tsx'
import type { FirstPassword } from '../lists/SecretDialog.tsx'

export type PersonAction = 'resetPassword' | 'removeTotp' | 'signOut' | 'disable'

interface Props {
  readonly action: PersonAction
  readonly person: Person
  readonly onClose: () => void
  readonly onChange: (person: Person) => void
  readonly onPassword: (secret: FirstPassword) => void
}

/** Does something to an account at once, after asking the administrator again. */
export function PersonActionDialog({ action, person, onClose, onChange, onPassword }: Props) {
  const { t } = useTranslation('admin')
  const { accountId, name, login, version } = person
  const show = (title: string, text: string, onConfirm: () => Promise<void>) => (
    <ConfirmDialog title={title} text={text} onClose={onClose} onConfirm={onConfirm} />
  )
  switch (action) {
    case 'resetPassword':
      return show(t('person.resetPassword'), t('person.resetText', { name }), async () => {
        const { password } = await peopleApi.renewPassword(accountId)
        onChange({ ...person, mustChangePassword: true })
        onPassword({ name, login, password })
      })
    case 'removeTotp':
      return show(t('person.removeTotp'), t('person.removeTotpText', { name }), async () => {
        await peopleApi.removeTotp(accountId)
        onChange({ ...person, totp: false })
        showToast(t('person.totpRemoved', { name }))
      })
    case 'signOut':
      return show(t('person.signOut'), t('person.signOutText', { name }), async () => {
        await peopleApi.signOutEverywhere(accountId)
        onClose()
        showToast(t('person.signedOut', { name }))
      })
    case 'disable':
      return show(t('person.disable'), t('person.disableText', { name }), async () => {
        onChange(await peopleApi.editPerson(accountId, { version, disabled: true }))
        showToast(t('person.disabledDone', { name }))
      })
    default:
      return action satisfies never
  }
}
