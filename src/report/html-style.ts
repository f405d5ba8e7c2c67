/** The style of `report.html`, for light and dark screens and for paper. */
export const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8dce2, #3a404a); --soft: light-dark(#5a6472, #a3adba);
  --good: light-dark(#1b7f4b, #5fc68e); --bad: light-dark(#b42318, #ff8a75); --back: light-dark(#f5f7f9, #21262d) }
* { box-sizing: border-box }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 75rem; padding: 2.5rem 1.5rem 4rem }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem }
p { margin: 0 0 .75rem; max-width: 48rem }
.soft { color: var(--soft) }
.verdict { border-inline-start: .3rem solid var(--good); background: var(--back); font-size: 1.05rem; margin: 1.25rem 0;
  padding: .75rem 1rem }
.verdict.bad { border-color: var(--bad) }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .75rem .4rem 0; text-align: start; vertical-align: top }
thead th { color: var(--soft); font-weight: 500 }
td { overflow-wrap: anywhere }
td > code { display: inline-block; min-width: min(12ch, 100%) }
th[scope=row] { font-weight: 600; white-space: nowrap }
.facts th[scope=row] { color: var(--soft); font-weight: 500; width: 12rem }
.number { font-variant-numeric: tabular-nums; text-align: end; white-space: nowrap; padding-inline-end: 1.5rem }
.time { font-variant-numeric: tabular-nums; white-space: nowrap }
code { font: .9em ui-monospace, monospace }
td strong { color: var(--bad); font-weight: 500; white-space: nowrap }
details { overflow-x: auto }
details > summary { cursor: pointer; font-size: 1.15rem; font-weight: 600; margin: 2.5rem 0 .5rem }
@media print { body { font-size: 10pt; max-width: none; padding: 0 } thead { display: table-header-group }
  tr { break-inside: avoid } }
`
