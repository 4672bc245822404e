import { encode } from 'uqr'
import { useMemo } from 'react'
import classes from './QrPicture.module.css'

/** A QR code as a picture: always dark on light, as cameras want it. */
export function QrPicture({
  text,
  label,
  testId,
}: {
  readonly text: string
  readonly label: string
  readonly testId: string
}) {
  const { size, path } = useMemo(() => {
    const { size, data } = encode(text, { ecc: 'M', border: 4 })
    const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
    return { size, path }
  }, [text])
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      className={classes['qr']}
      shapeRendering="crispEdges"
      data-testid={testId}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
