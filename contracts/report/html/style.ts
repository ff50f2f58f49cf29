/** The style of the page: light and dark by the reader's setting, one column on a phone. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #1b1f24; --soft: #57606a; --line: #d0d7de; --code: #eef1f4;
  --pass: #116329; --fail: #b3121d; --known: #7a4b00; --skip: #57606a; --link: #0550ae;
  --expected: #116329; --got: #b3121d;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --card: #161b22; --text: #e6edf3; --soft: #9da7b3; --line: #3d444d; --code: #0d1117;
    --pass: #56d364; --fail: #ff8179; --known: #e3b341; --skip: #9da7b3; --link: #79c0ff;
    --expected: #56d364; --got: #ff8179;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; overflow-wrap: anywhere; }
p { margin: .25rem 0; overflow-wrap: anywhere; }
a { color: var(--link); }
code, pre { font: .875rem/1.45 ui-monospace, monospace; }
pre { margin: 0; padding: .5rem .75rem; background: var(--code); border: 1px solid var(--line);
  border-radius: .375rem; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 24rem; overflow: auto; }
.soft { color: var(--soft); }
.verdict { font-size: 1.15rem; font-weight: 600; }
.note { border-left: .25rem solid var(--known); background: var(--card); padding: .5rem .75rem; margin: .5rem 0; }
.note.bad { border-color: var(--fail); }
.pass { color: var(--pass); } .known, .flaky { color: var(--known); } .skip { color: var(--skip); }
.fail, .fixed, .error { color: var(--fail); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; background: var(--card); font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .6rem; border: 1px solid var(--line); text-align: right; }
th:first-child, td.words { text-align: left; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .125rem .75rem; margin: .5rem 0; }
dt { font-weight: 600; } dd { margin: 0; }
.filters { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem; align-items: center;
  padding: .5rem 0; background: var(--page); }
button { font: inherit; color: var(--text); background: var(--card); border: 1px solid var(--line);
  border-radius: 1rem; min-height: 2.25rem; padding: .25rem .8rem; cursor: pointer; }
button[aria-pressed=true] { background: var(--text); color: var(--page); border-color: var(--text); }
button:focus-visible, summary:focus-visible, .scroll:focus-visible, pre:focus-visible, a:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px; }
details { background: var(--card); border: 1px solid var(--line); border-radius: .375rem; margin: .375rem 0; }
summary { cursor: pointer; padding: .5rem .75rem; overflow-wrap: anywhere; }
.badge { display: inline-block; min-width: 3.5rem; font-weight: 700; }
.body { padding: 0 .75rem .75rem; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; margin: .5rem 0; }
.sides > div { min-width: 0; }
.label { font-size: .875rem; font-weight: 600; margin: .5rem 0 .125rem; }
.expected { color: var(--expected); } .got { color: var(--got); }
.copy { display: grid; grid-template-columns: 1fr auto; gap: .5rem; align-items: start; }
.copy pre { min-width: 0; }
@media (max-width: 40rem) {
  .sides, .copy { grid-template-columns: 1fr; }
  .copy button { justify-self: start; }
}
@media print {
  .filters, button { display: none; }
  pre { max-height: none; }
}
`;
