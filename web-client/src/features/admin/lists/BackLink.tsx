import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from 'react-router'

/** Leads back to the list that one came from. */
export function BackLink({ to, text }: { readonly to: string; readonly text: string }) {
  return (
    <div>
      <Button
        component={Link}
        to={to}
        variant="subtle"
        ml={-12}
        leftSection={<IconArrowLeft size="1.2em" aria-hidden />}
      >
        {text}
      </Button>
    </div>
  )
}
