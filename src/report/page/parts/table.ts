import { html, type Html } from '../../html.ts'

/** A column of a table. */
export interface Column<Row> {
  name: string
  cell: (row: Row) => Html
  isNumber?: boolean
}

/** The beginning of a table, to be followed by its rows and `</tbody></table>`. On a narrow screen each row is a card. */
export const tableHead = <Row>(columns: readonly Column<Row>[]): Html =>
  html`<table class="cards"><thead><tr>${columns.map(
    ({ name, isNumber }) => html`<th scope="col"${isNumber === true ? html` class="number"` : ''}>${name}`,
  )}</thead>
<tbody>
`

/** A row; its first cell is its heading. `about`: attributes of the row. */
export const tableRow = <Row>(columns: readonly Column<Row>[], row: Row, about: Html = html``): Html =>
  html`<tr${about}>${columns.map(({ name, cell, isNumber }, n) => {
    const kind = isNumber === true ? html` class="number"` : ''
    // The tags are closed, since a blank in an empty cell would keep the style from seeing that it is empty.
    return n === 0
      ? html`<th scope="row" data-label="${name}"${kind}>${cell(row)}</th>`
      : html`<td data-label="${name}"${kind}>${cell(row)}</td>`
  })}
`

/** The end of a table. */
export const TABLE_END: Html = html`</tbody></table>
`

/** A whole table. */
export const table = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Html =>
  html`${tableHead(columns)}${rows.map((row) => tableRow(columns, row))}${TABLE_END}`
