/**
 * How users are looked up before anyone is touched. `lookup`: one request for each row. `list`: by paging through the site's
 * users. `auto`: whichever takes fewer requests. `off`: not at all; the answer to the deactivation then shows who the user is.
 */
export const PREFLIGHT_MODES = ['auto', 'lookup', 'list', 'off'] as const
export type PreflightMode = (typeof PREFLIGHT_MODES)[number]

/** How many users the platform puts on a page (API reference, *users/list*). */
export const PAGE_SIZE = 20

/**
 * Whether paging through a site with `users` users takes fewer requests than looking up `rows` rows. The first page is not
 * counted: it has been read already.
 */
export const isListingCheaper = (rows: number, users: number): boolean =>
  Math.ceil(users / PAGE_SIZE) - 1 < rows
