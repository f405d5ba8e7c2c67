import { SaxesParser } from 'saxes'
import { ListError } from '../list-error.ts'
import { damaged } from './zip.ts'

/** The longest text, tag or comment, in characters, and the deepest nesting. */
const MAX_PIECE = 2 * 1024 * 1024
const MAX_DEPTH = 100

/**
 * What is done with the parts of an XML document. Names of elements are without their prefix, which programs choose as they like. An
 * attribute that has one is asked for as `:id`.
 */
export interface XmlHandlers {
  open?: (name: string, attribute: (name: string) => string | undefined) => void
  close?: (name: string) => void
  text?: (text: string) => void
}

/**
 * Reads an XML document as it streams by, and yields what its handlers `emit`, many at a time. Throws ListError for one that is not well
 * formed, has a document type or entities of its own, or has something endless in it. `name` is the workbook's, for messages.
 */
export async function* readXml<Item>(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  handle: (emit: (item: Item) => void) => XmlHandlers,
): AsyncGenerator<readonly Item[]> {
  let items: Item[] = []
  const progress = { isMade: false }
  const write = createParser(
    name,
    progress,
    handle((item) => items.push(item)),
  )
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let unbroken = 0
  for await (const chunk of bytes) {
    write(() => decoder.decode(chunk, { stream: true }))
    unbroken = progress.isMade ? 0 : unbroken + chunk.length
    progress.isMade = false
    if (unbroken > MAX_PIECE) throw damaged(name, 'a text without an end')
    if (items.length === 0) continue
    yield items
    items = []
  }
  write(() => decoder.decode(), true)
  if (items.length > 0) yield items
}

/** Reads an XML document to its end. */
export async function handleXml(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  handlers: XmlHandlers,
): Promise<void> {
  const nothing = readXml<never>(bytes, name, () => handlers)
  while ((await nothing.next()).done !== true);
}

function createParser(
  name: string,
  progress: { isMade: boolean },
  handlers: XmlHandlers,
): (decode: () => string, isEnd?: boolean) => void {
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false })
  let depth = 0
  parser.on('doctype', () => {
    throw damaged(name, 'a document type, which no workbook has')
  })
  parser.on('opentag', ({ name: tag, attributes }) => {
    progress.isMade = true
    depth += 1
    if (depth > MAX_DEPTH) throw damaged(name, 'too deep a nesting')
    handlers.open?.(local(tag), (attribute) => attributeOf(attributes, attribute))
  })
  parser.on('closetag', ({ name: tag }) => {
    progress.isMade = true
    depth -= 1
    handlers.close?.(local(tag))
  })
  const { text } = handlers
  if (text !== undefined) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  return (decode, isEnd = false) => {
    try {
      parser.write(decode())
      if (isEnd) parser.close()
    } catch (error) {
      throw error instanceof ListError ? error : damaged(name, error)
    }
  }
}

/** Whether an element that switches something on, such as `<strike/>`, does so: `<strike val="0"/>` does not. */
export const isOn = (attribute: (name: string) => string | undefined): boolean =>
  !['0', 'false'].includes(attribute('val') ?? '1')

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

const attributeOf = (attributes: Record<string, string>, name: string): string | undefined =>
  name.startsWith(':')
    ? Object.entries(attributes).find(([key]) => key.endsWith(name))?.[1]
    : attributes[name]
