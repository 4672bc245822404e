import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { showToast } from '../../../ui/toasts.ts'

export interface RowAction {
  readonly text: string
  readonly onClick: () => void | Promise<void>
  readonly danger?: boolean
  readonly testId?: string
}

/** The menu of actions on one row. */
export function RowMenu({ name, items }: { readonly name: string; readonly items: readonly RowAction[] }) {
  const { t } = useTranslation('admin')
  const failureText = useFailureText()
  const run = async (action: RowAction) => {
    try {
      await action.onClick()
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    }
  }
  return (
    <Menu position="bottom-end" withinPortal width={260}>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={t('actionsOf', { name })} data-testid="row-menu">
          <IconDots size="1.3em" aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map((action) => (
          <Menu.Item
            key={action.text}
            {...(action.danger ? { color: 'red' } : {})}
            onClick={() => void run(action)}
            data-testid={action.testId}
          >
            {action.text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
