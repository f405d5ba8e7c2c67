import { describe, expect, test } from 'vitest'
import { html, verbatim } from '../../src/report/html.ts'

describe('html', () => {
  test('makes text of whatever is put in', () => {
    const name = `<img src=x onerror="alert('&')">`
    expect(html`<td title="${name}">${name}`.text).toBe(
      '<td title="&#60;img src=x onerror=&#34;alert(&#39;&#38;&#39;)&#34;&#62;">' +
        '&#60;img src=x onerror=&#34;alert(&#39;&#38;&#39;)&#34;&#62;',
    )
  })

  test('leaves what is HTML already as it is', () => {
    expect(html`<tr>${[1, 2].map((n) => html`<td>${n}`)}${verbatim('<td>3')}`.text).toBe(
      '<tr><td>1<td>2<td>3',
    )
  })

  test('keeps a backslash that a list holds', () => {
    expect(html`<td>${'C:\\new\\table'}`.text).toBe('<td>C:\\new\\table')
  })
})
