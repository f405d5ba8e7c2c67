/**
 * The script of the page: filters and sorts the table of all rows. A browser lays out a hundred rows at a time, so that ten thousand
 * stay fluent; all that were found are printed. It is a text and not a function, because the policy of the page allows it by its hash, which
 * no build may change.
 */
export const SCRIPT = String.raw`
'use strict'
const table = document.querySelector('#every-row table')
if (table !== null) {
  const [form, search, outcome, shown, more] = ['filter', 'search', 'outcome', 'shown', 'more'].map((id) =>
    document.getElementById(id),
  )
  const STEP = 100
  const body = table.tBodies[0]
  const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const rows = [...body.rows].map((row, index) => ({ row, index, isThere: true, text: null }))
  let found = rows
  let limit = STEP
  let isPrinted = false

  const draw = () => {
    const visible = new Set(isPrinted ? found : found.slice(0, limit))
    for (const one of rows) {
      const isThere = visible.has(one)
      if (one.isThere !== isThere) one.row.hidden = !isThere
      one.isThere = isThere
    }
    shown.textContent = shown.dataset.text
      .replace('{shown}', String(visible.size))
      .replace('{all}', found.length === rows.length ? String(rows.length) : found.length + ' / ' + rows.length)
    more.hidden = found.length <= limit
  }

  const filter = () => {
    const words = plain(search.value).split(/\s+/).filter((word) => word !== '')
    found = rows.filter((one) => {
      if (outcome.value !== '' && one.row.dataset.outcome !== outcome.value) return false
      if (words.length === 0) return true
      one.text ??= plain([...one.row.cells].map((cell) => cell.textContent).join(' '))
      return words.every((word) => one.text.includes(word))
    })
    limit = STEP
    draw()
  }

  const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true })
  const keyOf = (cell) => {
    const times = cell.querySelectorAll('time')
    return times.length > 0 ? times[times.length - 1].dateTime : cell.textContent
  }
  const headings = [...table.tHead.rows[0].cells]
  const sortBy = (column) => {
    const isDown = headings[column].getAttribute('aria-sort') === 'ascending'
    for (const heading of headings) heading.removeAttribute('aria-sort')
    headings[column].setAttribute('aria-sort', isDown ? 'descending' : 'ascending')
    const keys = new Map(rows.map((one) => [one, keyOf(one.row.cells[column])]))
    rows.sort((a, b) => {
      const [one, other] = [keys.get(a), keys.get(b)]
      if (one === '' || other === '') return (one === '') - (other === '') || a.index - b.index
      return (isDown ? -1 : 1) * compare(one, other) || a.index - b.index
    })
    body.append(...rows.map(({ row }) => row))
    filter()
  }
  headings.forEach((heading, column) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.append(...heading.childNodes)
    heading.append(button)
    button.addEventListener('click', () => sortBy(column))
  })
  headings[0].setAttribute('aria-sort', 'ascending')

  form.addEventListener('submit', (event) => event.preventDefault())
  search.addEventListener('input', filter)
  outcome.addEventListener('change', filter)
  more.addEventListener('click', () => {
    const next = found[limit]
    limit += 10 * STEP
    draw()
    next.row.cells[0].tabIndex = -1
    next.row.cells[0].focus()
  })
  for (const [event, isNow] of [['beforeprint', true], ['afterprint', false]]) {
    addEventListener(event, () => {
      isPrinted = isNow
      draw()
    })
  }
  form.hidden = false
  draw()
}
`
