import { zip, type ZipPart } from './zip.ts'

/** A sheet, with its XML from the `<sheetData>` on, and what stands before that. */
export interface WorkbookSheet {
  name: string
  state?: 'visible' | 'hidden' | 'veryHidden'
  rows: string
  before?: string
  behind?: string
}

interface WorkbookForm {
  sheets: readonly WorkbookSheet[]
  /** `<si>` elements. */
  strings?: readonly string[]
  /** Formats of numbers by ID, and the format of each style, the first of which is General. */
  formats?: Readonly<Record<number, string>>
  styles?: readonly number[]
  /** The numbers of the styles that strike what is in the cell through. */
  struck?: readonly number[]
  is1904?: boolean
  isPacked?: boolean
  others?: readonly ZipPart[]
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const EXTENSIONS =
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"'

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The parts of a workbook in the form that Excel writes. */
export function workbookParts(form: WorkbookForm): ZipPart[] {
  const { sheets, strings, styles = [0], isPacked = false, others = [] } = form
  const part = (path: string, xml: string): ZipPart => ({ path, bytes: Buffer.from(XML + xml), isPacked })
  const sst = (all: readonly string[]): string =>
    `<sst xmlns="${MAIN}" count="${all.length}" uniqueCount="${all.length}">${all.join('')}</sst>`
  return [
    part('[Content_Types].xml', contentTypesXml(sheets.length)),
    part('_rels/.rels', relationsXml([['rId1', 'officeDocument', 'xl/workbook.xml']])),
    part('xl/workbook.xml', workbookXml(form)),
    part(
      'xl/_rels/workbook.xml.rels',
      relationsXml([
        ...sheets.map(
          (_, index) => [`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`] as const,
        ),
        ['rId1001', 'styles', '/xl/styles.xml'],
        ...(strings === undefined ? [] : [['rId1002', 'sharedStrings', 'sharedStrings.xml'] as const]),
      ]),
    ),
    ...sheets.map((sheet, index) => part(`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet))),
    part('xl/styles.xml', stylesXml(form.formats ?? {}, styles, form.struck ?? [])),
    ...(strings === undefined ? [] : [part('xl/sharedStrings.xml', sst(strings))]),
    ...others,
  ]
}

function contentTypesXml(sheets: number): string {
  const overrides = [
    ['/xl/workbook.xml', 'sheet.main'],
    ...Array.from({ length: sheets }, (_, index) => [`/xl/worksheets/sheet${index + 1}.xml`, 'worksheet']),
    ['/xl/styles.xml', 'styles'],
    ['/xl/sharedStrings.xml', 'sharedStrings'],
  ].map(
    ([path, type]) =>
      `<Override PartName="${path}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`,
  )
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`
}

function relationsXml(relations: readonly (readonly [id: string, type: string, target: string])[]): string {
  const all = relations.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`
}

function workbookXml({ sheets, is1904 = false }: WorkbookForm): string {
  const all = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${index + 1}"/>`,
  )
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}" ${EXTENSIONS}><fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="27425"/><workbookPr ${is1904 ? 'date1904="1" ' : ''}defaultThemeVersion="166925"/><bookViews><workbookView activeTab="0"/></bookViews><sheets>${all.join('')}</sheets><calcPr calcId="191029"/></workbook>`
}

const sheetXml = ({ rows, before = '', behind = '' }: WorkbookSheet): string =>
  `<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}" ${EXTENSIONS} xr:uid="{00000000-0001-0000-0000-000000000000}"><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/>${before}<sheetData>${rows}</sheetData>${behind}<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>`

function stylesXml(
  formats: Readonly<Record<number, string>>,
  styles: readonly number[],
  struck: readonly number[],
): string {
  const codes = Object.entries(formats)
  return `<styleSheet xmlns="${MAIN}">${
    codes.length === 0
      ? ''
      : `<numFmts count="${codes.length}">${codes
          .map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${escapeXml(code)}"/>`)
          .join('')}</numFmts>`
  }<fonts count="${struck.length === 0 ? 1 : 2}"><font><sz val="11"/><name val="Calibri"/></font>${struck.length === 0 ? '' : '<font><strike/><sz val="11"/><name val="Calibri"/></font>'}</fonts><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${styles.length}">${styles
    .map(
      (id, index) =>
        `<xf numFmtId="${id}" fontId="${struck.includes(index) ? 1 : 0}" fillId="0" borderId="0" xfId="0"${id === 0 ? '' : ' applyNumberFormat="1"'}/>`,
    )
    .join('')}</cellXfs></styleSheet>`
}

/** A workbook in the form that Excel writes. */
export const workbook = (form: WorkbookForm): Buffer => zip(workbookParts(form))

const letters = (column: number): string =>
  column > 26
    ? letters(Math.floor((column - 1) / 26)) + letters(((column - 1) % 26) + 1)
    : String.fromCharCode(64 + column)

/** What is in a cell: a text, or the XML of anything else with its attributes: `['t="e"', '<v>#N/A</v>']`. Null for nothing. */
export type CellForm = string | readonly [attributes: string, content: string] | null

/** Rows as Excel writes them, `<row>` by `<row>`, and the texts in them as shared strings. `attributes`: of rows, by their number. */
export function sheetRows(
  table: readonly (readonly CellForm[])[],
  strings: string[],
  attributes: Readonly<Record<number, string>> = {},
  firstRow = 1,
): string {
  return table
    .map((cells, index) => {
      const row = firstRow + index
      const xml = cells.map((cell, at) => cellXml(`${letters(at + 1)}${row}`, cell, strings)).join('')
      return xml === ''
        ? ''
        : `<row r="${row}" ${attributes[row] ?? `spans="1:${cells.length}"`} x14ac:dyDescent="0.25">${xml}</row>`
    })
    .join('')
}

function cellXml(address: string, cell: CellForm, strings: string[]): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return `<c r="${address}" ${cell[0]}>${cell[1]}</c>`
  const space = /^\s|\s$|\n/.test(cell) ? ' xml:space="preserve"' : ''
  strings.push(`<si><t${space}>${escapeText(cell)}</t></si>`)
  return `<c r="${address}" t="s"><v>${strings.length - 1}</v></c>`
}

/** As Excel writes what XML cannot hold. */
const escapeText = (text: string): string =>
  Array.from(escapeXml(text.replace(/_x[0-9a-f]{4}_/gi, (match) => `_x005F${match}`)), (character) => {
    const code = character.charCodeAt(0)
    const isForbidden = (code < 0x20 && !'\t\n'.includes(character)) || code === 0xfffe || code === 0xffff
    return isForbidden ? `_x${code.toString(16).toUpperCase().padStart(4, '0')}_` : character
  }).join('')
