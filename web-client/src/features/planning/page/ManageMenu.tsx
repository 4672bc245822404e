import type { Plan } from '@diem-cau/signaling-contract/office'
import { ActionIcon, Menu } from '@mantine/core'
import { IconBan, IconCopy, IconDots, IconPlugConnected, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { CancelDialog } from './CancelDialog.tsx'
import { isEditable } from '../../plan/isEditable.ts'
import { RehearsalDialog } from './RehearsalDialog.tsx'

interface Props {
  readonly plan: Plan
  readonly onChange: (plan: Plan) => void
}

/** The other actions on a meeting, for those who manage it. */
export function ManageMenu({ plan, onChange }: Props) {
  const { t } = useTranslation('schedule')
  const [dialog, setDialog] = useState<'cancel' | 'rehearsal' | null>(null)
  const close = () => setDialog(null)
  return (
    <>
      <Menu position="bottom-end" width={300}>
        <Menu.Target>
          <ActionIcon variant="default" size="input-sm" aria-label={t('plan.more')} data-testid="plan-more">
            <IconDots size="1.3em" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {plan.phase === 'scheduled' && plan.rehearsalOf === null && (
            <Menu.Item
              leftSection={<IconPlugConnected size="1.2em" aria-hidden />}
              onClick={() => setDialog('rehearsal')}
              data-testid="add-rehearsal"
            >
              {t('plan.addRehearsal')}
            </Menu.Item>
          )}
          <Menu.Item
            component={Link}
            to={`/planning/new?copy=${plan.meetingId}`}
            leftSection={<IconCopy size="1.2em" aria-hidden />}
          >
            {t('plan.copyPlan')}
          </Menu.Item>
          {isEditable(plan) && (
            <Menu.Item
              color="red"
              leftSection={
                plan.phase === 'draft' ? <IconTrash size="1.2em" aria-hidden /> : <IconBan size="1.2em" aria-hidden />
              }
              onClick={() => setDialog('cancel')}
              data-testid="cancel-plan"
            >
              {t(plan.phase === 'draft' ? 'plan.removeDraft' : 'plan.cancelMeeting')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'cancel' && <CancelDialog plan={plan} onClose={close} onChange={onChange} />}
      {dialog === 'rehearsal' && <RehearsalDialog plan={plan} onClose={close} />}
    </>
  )
}
