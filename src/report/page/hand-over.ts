import type { RowRecord } from '../../offboarding/run/run.ts'
import { html, type Html } from '../html.ts'

/** The title of the section about users whom the platform itself refused. */
export const HAND_OVER = 'To be handed over on the site first'

/** Whether a person has to do something on the site before the row can succeed. */
export const isToHandOver = ({ outcome, reasons }: Pick<RowRecord, 'outcome' | 'reasons'>): boolean =>
  outcome === 'refused' && reasons[0]?.code === 'platform_refused'

/** What to do about these users. The API does not tell which course somebody is an expert on, and cannot change it. */
export const HOW_TO_HAND_OVER: Html = html`<p>The platform refused these users, for the reason it gives. Where they are
experts on a course: open the course on the site, and put another expert in their place. When that is done, run
<code>retry.csv</code>, which has them all.</p>`
