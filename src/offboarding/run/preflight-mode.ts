/**
 * How users are looked up before anyone is touched. `lookup`: each row's user by itself. `list`: by paging through the site's
 * users. `auto`: whichever takes fewer requests. `off`: not at all; identity is checked on what a deactivation answers.
 */
export const PREFLIGHT_MODES = ['auto', 'lookup', 'list', 'off'] as const
export type PreflightMode = (typeof PREFLIGHT_MODES)[number]

/** How many users the platform puts on a page (API reference, *users/list*). */
export const PAGE_SIZE = 20

/** Whether paging through a site of `users` takes fewer requests than to look up `rows`, the first page being there already. */
export const isListingCheaper = (rows: number, users: number): boolean =>
  Math.ceil(users / PAGE_SIZE) - 1 < rows
