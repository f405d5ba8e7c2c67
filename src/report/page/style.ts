/** The style of `report.html`, for wide and narrow screens, light and dark ones, and for paper. Nothing in it moves. */
export const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1a2029, #e8ebef); --paper: light-dark(#ffffff, #15191f);
  --card: light-dark(#f5f7f9, #1e242c); --line: light-dark(#d8dce2, #3a424d); --soft: light-dark(#545e6b, #a9b3bf);
  --good: light-dark(#17734a, #5fc68e); --bad: light-dark(#b3261e, #ff8f7d); --calm: light-dark(#5b6675, #9aa5b3);
  --next: light-dark(#1f5fbf, #7fb2ff); --focus: light-dark(#0b57d0, #a8c7fa) }
* { box-sizing: border-box }
[hidden] { display: none !important }
body { background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 82rem;
  padding: 2rem 1.5rem 4rem }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; overflow-wrap: anywhere; text-wrap: balance }
h2 { font-size: 1.25rem; margin: 2.75rem 0 .5rem }
h3 { font-size: 1.05rem; margin: 0 0 .25rem }
p { margin: 0 0 .75rem; max-width: 50rem }
a { color: var(--next) }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px }
.skip:not(:focus) { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; width: 1px }
.soft, .count { color: var(--soft) }
.count { font-weight: 400 }
.verdict { background: var(--card); border-inline-start: .3rem solid var(--good); font-size: 1.1rem; margin: 1.25rem 0;
  max-width: none; padding: .75rem 1rem }
.verdict.bad { border-color: var(--bad) }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere }
code.id { white-space: nowrap }
code.hash { overflow-wrap: normal }
time { font-variant-numeric: tabular-nums; white-space: nowrap }
.bar { border-radius: .3rem; display: block; height: 1.25rem; width: 100% }
.touched { --of: var(--good) } .foreseen { --of: var(--next) } .left_alone { --of: var(--calm) }
.attention, .not_done { --of: var(--bad) }
.bar rect { fill: var(--of); stroke: var(--paper); stroke-width: 2px; vector-effect: non-scaling-stroke }
.parts { display: flex; flex-wrap: wrap; gap: .25rem 2rem; list-style: none; margin: .5rem 0 1.25rem; padding: 0 }
.parts li::before { background: var(--of); border-radius: .15rem; content: ""; display: inline-block; height: .8rem;
  margin-inline-end: .5rem; width: .8rem }
.parts b { font-size: 1.4rem; font-variant-numeric: tabular-nums }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .75rem .4rem 0; text-align: start; vertical-align: top }
th:last-child, td:last-child { max-width: none; min-width: 0 !important; overflow-wrap: anywhere; padding-inline-end: 0 }
thead th { color: var(--soft); font-weight: 500 }
tbody th { font-weight: 400 }
td { max-width: 18rem; overflow-wrap: break-word }
.detail { overflow-wrap: anywhere }
.number { font-variant-numeric: tabular-nums; text-align: end; white-space: nowrap }
.cards th.number { padding-inline-end: 1.25rem; width: 1% }
.cards td.number { width: 1% }
.outcome { color: var(--of); font-weight: 600; overflow-wrap: normal }
.when { display: block; white-space: nowrap }
.detail { display: block }
.group { background: var(--card); border-radius: .5rem; margin: 0 0 1rem; padding: 1rem }
.group tr:last-child > * { border-bottom: 0 }
details > summary { color: var(--soft); cursor: pointer; white-space: nowrap; width: fit-content }
dl { margin: .25rem 0; display: grid; gap: .15rem 1rem; grid-template-columns: minmax(6rem, auto) 1fr }
dt { color: var(--soft); overflow-wrap: anywhere }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap }
.facts { display: block }
.facts div { border-bottom: 1px solid var(--line); display: grid; gap: 0 1rem; grid-template-columns: 12rem 1fr; padding: .4rem 0 }
figure { margin: 1rem 0 .5rem }
.chart { border-bottom: 1px solid var(--calm); display: block; height: 8rem; width: 100% }
.chart .bars { fill: var(--next) }
.chart .pause, .chart .gap { fill: var(--line); opacity: .55 }
.chart .gap { fill: var(--calm) }
.chart .limit { stroke: var(--bad); stroke-dasharray: 6 4; stroke-width: 2px; vector-effect: non-scaling-stroke }
.ends { color: var(--soft); display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between }
figcaption { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem }
.key::before { background: var(--next); content: ""; display: inline-block; height: .7rem; margin-inline-end: .4rem; width: .7rem }
.key.limit::before { background: none; border-top: 2px dashed var(--bad); height: 0; vertical-align: middle; width: 1.4rem }
.key.pause::before { background: var(--line) }
form { align-items: baseline; display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin: 0 0 .75rem }
form p { margin: 0 }
input, select, button { background: var(--paper); border: 1px solid var(--calm); border-radius: .3rem; color: inherit; font: inherit;
  max-width: 100%; padding: .35rem .6rem }
button { cursor: pointer }
thead button { background: none; border: 0; color: inherit; padding: 0; text-align: start }
thead button::after { color: var(--soft); content: " \\2195" }
[aria-sort=ascending] button::after { content: " \\2191" }
[aria-sort=descending] button::after { content: " \\2193" }
footer { margin-top: 3rem }
#every-row { overflow-x: auto }
@media screen and (max-width: 80rem) {
  .when { white-space: normal }
  th, td { padding-inline-end: .5rem }
}
@media screen and (max-width: 64rem) {
  .cards td.number, .cards th.number { width: auto }
  body { padding: 1.25rem 1rem 3rem }
  .cards, .cards tbody, .cards tr { display: block }
  .cards thead { display: flex; flex-wrap: wrap; gap: .25rem 1rem }
  .cards thead tr { display: contents }
  .cards thead th { border: 0; padding: 0 }
  .cards thead th:not(:has(button)) { display: none }
  .cards tbody tr { border-bottom: 1px solid var(--line); padding: .6rem 0 }
  .cards tbody th, .cards tbody td { border: 0; display: block; max-width: none; overflow-wrap: anywhere; min-height: 1.5em; padding: .1rem 0; padding-inline-start: 7.25rem;
    position: relative; text-align: start; white-space: normal }
  .cards tbody th::before, .cards tbody td::before { color: var(--soft); content: attr(data-label); font-size: .93em; inset-inline-start: 0;
    position: absolute; width: 7rem }
  .cards tbody td:has(> .long) { padding-block-start: 1.6em; padding-inline-start: 0 }
  .cards td:empty { display: none !important }
  .facts div { grid-template-columns: 1fr }
}
@media print {
  :root { color-scheme: light }
  @page { size: landscape; margin: 12mm }
  body { font-size: 9pt; max-width: none; padding: 0 }
  form, #more, .skip { display: none }
  thead { display: table-header-group }
  thead th button::after, [aria-sort] button::after { content: none }
  tr, .facts div { break-inside: avoid }
  h2, h3, .todo { break-after: avoid }
  .group { border: 1px solid var(--line) }
  .bar rect, .parts li::before, .chart *, .key::before { print-color-adjust: exact }
}
@media (forced-colors: active) { .bar rect, .parts li::before, .chart *, .key::before { forced-color-adjust: none } }
`
