import classes from './Brand.module.css'

interface Props {
  readonly size?: 'normal' | 'large'
}

/** The mark and name of the product. */
export function Brand({ size = 'normal' }: Props) {
  return (
    <span className={classes['root']} data-size={size}>
      <img src="/favicon.svg" alt="" className={classes['mark']} />
      <span lang="vi">Điểm Cầu</span>
    </span>
  )
}
