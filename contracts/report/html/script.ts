/** The script of the page: filters by outcome, and buttons that copy a command. */
export const SCRIPT = `
const results = [...document.querySelectorAll('[data-outcome]')];
const sections = [...document.querySelectorAll('[data-group]')];
const filters = [...document.querySelectorAll('[data-filter]')];
const status = document.querySelector('#status');

function choose(filter) {
  const isShown = (result) =>
    filter === 'all' || result.dataset.outcome === filter || (filter === 'flaky' && 'flaky' in result.dataset);
  for (const result of results) result.hidden = !isShown(result);
  for (const section of sections) {
    section.hidden = !results.some((result) => section.contains(result) && !result.hidden);
  }
  for (const button of filters) button.setAttribute('aria-pressed', String(button.dataset.filter === filter));
  const shown = results.filter((result) => !result.hidden).length;
  status.textContent = shown + ' of ' + results.length + ' rules shown';
}

for (const button of filters) button.addEventListener('click', () => choose(button.dataset.filter));
for (const bar of document.querySelectorAll('.filters')) bar.hidden = false;

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without the permission, e.g. in a frame: as browsers did it before.
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}

for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    await copy(document.getElementById(button.dataset.copy).textContent);
    status.textContent = 'Copied';
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
}
`;
