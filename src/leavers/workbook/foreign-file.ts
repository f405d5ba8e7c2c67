import { ListError } from '../list-error.ts'
import type { Spool } from './spool.ts'
import type { Zip } from './zip.ts'

const AS_XLSX = 'save it as "Excel Workbook (.xlsx)"'

/** What a ZIP is by its parts, and what to do; null for a workbook that can be read. */
const KINDS: readonly (readonly [part: RegExp, what: string])[] = [
  [
    /^xl\/workbook\.bin$/,
    `is a binary Excel workbook (.xlsb). In Excel, ${AS_XLSX}, and run again with that`,
  ],
  [/^index[/.]/, 'is a Numbers spreadsheet. In Numbers, File > Export To > Excel, and run again with that'],
  [
    /^content\.xml$/,
    `is a spreadsheet of LibreOffice or OpenOffice (.ods). In LibreOffice, File > Save As > "Excel 2007-365 (.xlsx)", and run again with that`,
  ],
  [/^word\//, 'is a Word document, not a leaver list. Copy the table in it to an Excel workbook'],
  [/^ppt\//, 'is a PowerPoint presentation, not a leaver list'],
]

/** Refuses a ZIP that is no workbook. Throws ListError. */
export function refuseOtherZip(zip: Zip, name: string): void {
  const paths = [...zip.paths]
  const kind = KINDS.find(([part]) => paths.some((path) => part.test(path)))?.[1]
  if (kind === undefined && zip.has('[Content_Types].xml')) return
  throw new ListError(
    `${name} ${kind ?? 'is a ZIP archive, not a leaver list. Unpack it, and run again with the list that is in it'}.`,
  )
}

/** Where the header of a file in Microsoft's older format says how its sectors are, and where its directory begins. */
const SECTOR_SHIFT = 30
const DIRECTORY = 48
const SECTORS_LOOKED_AT = 8

/** What a file in Microsoft's older format is: a workbook with a password is packed in one. Never returns. */
export function refuseOlderFormat(spool: Spool, name: string): never {
  const header = Buffer.concat([...spool.bytes(0, 512)])
  const size = header.length < 512 ? 512 : 2 ** Math.min(12, header.readUInt16LE(SECTOR_SHIFT))
  const start = header.length < 512 ? 0 : (header.readUInt32LE(DIRECTORY) + 1) * size
  const directory = Buffer.concat([...spool.bytes(start, start + SECTORS_LOOKED_AT * size)])
  const hasStream = (stream: string): boolean => directory.includes(Buffer.from(stream, 'utf16le'))
  if (hasStream('EncryptedPackage')) {
    throw new ListError(
      `${name} is a file with a password, so nobody else can read it. In Excel, File > Info > Protect Workbook > Encrypt with Password, take the password out, ${AS_XLSX}, and run again with that.`,
    )
  }
  throw new ListError(
    hasStream('Workbook') || hasStream('Book')
      ? `${name} is an Excel workbook of the old kind (.xls). In Excel or LibreOffice, ${AS_XLSX}, and run again with that.`
      : `${name} is a file of an older Microsoft program, not a leaver list. If there is a table in it, copy it to an Excel workbook.`,
  )
}
