/** The formats of tables to take away: Excel for people, CSV for other programs. */
export type TableKind = 'xlsx' | 'csv'
