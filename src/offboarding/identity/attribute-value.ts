import { withoutPadding } from '../text/trim-invisible.ts'

/**
 * The value of an attribute, such as an employee number, as it is compared: without what cannot be seen around it. Otherwise two values are
 * the same only if they are, character by character: `00012` and `12`, `a7` and `A7` may be the numbers of two people.
 */
export const attributeValue = (text: string): string => withoutPadding(text)
