/**
 * The only script of the page: sorts, filters and folds rows, and switches between light and dark. Without it the page
 * shows everything but these tools. It makes elements and sets text; it never reads markup from text.
 */
export const pageScript = `'use strict';
(() => {
const make = (tag, words, name) => { const e = document.createElement(tag); if (words) e.textContent = words; if (name) e.className = name; return e; };
const root = document.documentElement;
const tools = document.getElementById('tools');
const theme = make('button', 'Light or dark', 'tool');
theme.type = 'button'; theme.id = 'theme';
theme.onclick = () => {
  const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = isDark ? 'light' : 'dark';
};
tools.append(theme);
for (const table of document.querySelectorAll('table.rows')) {
  const heads = [...table.tHead.rows[0].cells];
  const bodies = [...table.tBodies];
  if (bodies.length < 2 || !bodies[0].dataset.k) continue;
  const said = make('span'); said.setAttribute('aria-live', 'polite');
  const keys = new Map(bodies.map(body => [body, body.dataset.k.split(' ')]));
  heads.forEach((head, column) => {
    const button = make('button', head.textContent); button.type = 'button';
    head.textContent = ''; head.append(button);
    button.onclick = () => {
      const up = head.getAttribute('aria-sort') === 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', up ? 'descending' : 'ascending');
      const value = body => keys.get(body)[column];
      const order = bodies.map((body, at) => ({ body, at, v: value(body) })).sort((a, b) =>
        a.v === b.v ? a.at - b.at : a.v === '-' ? 1 : b.v === '-' ? -1 : up ? b.v - a.v : a.v - b.v);
      table.append(...order.map(each => each.body));
    };
  });
  if (!table.hasAttribute('data-filter')) continue;
  const bar = make('div', '', 'tools');
  const name = make('label', 'Filter rows '); const field = make('input'); field.type = 'search'; name.append(field);
  const fold = make('button', 'Open all', 'tool'); fold.type = 'button';
  const count = n => { said.textContent = n === bodies.length ? n + ' rows' : n + ' of ' + bodies.length + ' rows'; };
  let texts;
  field.oninput = () => {
    texts ??= bodies.map(body => body.textContent.toLowerCase());
    const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let n = 0;
    bodies.forEach((body, at) => { const hit = words.every(word => texts[at].includes(word)); body.hidden = !hit; if (hit) n++; });
    count(n);
  };
  fold.onclick = () => {
    const open = fold.textContent === 'Open all';
    for (const each of table.querySelectorAll('details')) each.open = open;
    fold.textContent = open ? 'Close all' : 'Open all';
  };
  count(bodies.length);
  bar.append(name, said, fold);
  table.parentElement.before(bar);
}
let opened = [];
addEventListener('beforeprint', () => { opened = [...document.querySelectorAll('details.fold:not([open])')]; for (const each of opened) each.open = true; });
addEventListener('afterprint', () => { for (const each of opened) each.open = false; });
})();`;
