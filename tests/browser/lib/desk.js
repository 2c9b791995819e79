// What somebody at the desk does: signs in, opens the form of a day, types, sends.

import { dayForm } from './demo.js';
import { go } from './pages.js';

/** Types account and password into the page to sign in, which must be open, and sends them. Gives the answer. */
export async function signInHere(page, { account, password }) {
  await page.getByLabel('Account').fill(account);
  await page.getByLabel('Password').fill(password);
  return go(page, () => page.getByRole('button', { name: 'Sign in' }).click());
}

/** Opens the page to sign in and signs in; throws when that is refused. */
export async function signIn(page, demo, role = 'reporter') {
  await page.goto(`${demo.url}/staff/sign-in`);
  const response = await signInHere(page, demo.signIns[role]);
  if (response.status() !== 200) throw new Error(`signing in as ${role} gave ${response.status()}`);
}

/** Opens the form of a day as its reader finds it: with their draft, if one was kept. */
export async function openForm(page, demo, date) {
  const response = await page.goto(demo.url + dayForm(date));
  if (response.status() !== 200) throw new Error(`the form of ${date} gave ${response.status()}`);
}

/** Opens the form of a day over what stands: a draft that an earlier step left behind is discarded. */
export async function openDay(page, demo, date) {
  await page.goto(`${demo.url}${dayForm(date)}/discard`);
  const discard = page.getByRole('button', { name: 'Discard it for good' });
  if (await discard.count()) await go(page, () => discard.click());
  await openForm(page, demo, date);
}

/** The field of this name in the form of a day, or on the page to sign in. */
export function field(page, name) {
  return page.locator(`main form [name="${name}"]`);
}

/** Types values by field name, in order: chooses where there is a choice, ticks where there is a box. Opens what is folded. */
export async function type(page, values) {
  for (const [name, value] of Object.entries(values)) {
    const input = field(page, name);
    await unfold(input.first());
    const kind = await input.first().evaluate((element) => element.type);
    if (kind === 'select-one') await input.selectOption(value);
    else if (kind === 'radio') await page.locator(`main form [name="${name}"][value="${value}"]`).check();
    else if (kind === 'checkbox') await input.setChecked(Boolean(value));
    else await input.fill(value);
  }
}

/** Opens the folded part of a form that holds the element, by its summary. */
async function unfold(element) {
  const folded = element.locator('xpath=ancestor::details[not(@open)]');
  if (await folded.count()) await folded.first().locator('summary').click();
}

/** Opens every folded part of the form. */
export async function unfoldAll(page) {
  const folded = page.locator('main form details:not([open]) > summary');
  for (let left = await folded.count(); left > 0; left -= 1) await folded.first().click();
}

const BUTTONS = {
  publish: /^Publish /,
  submit: /^Submit .* for review$/,
  draft: 'Save draft',
  check: 'Check without publishing',
  report: 'Add a report',
};

/** Presses a button of the form, `publish`, `submit`, `draft`, `check`, `report` or `row.N`, and gives the answer. */
export async function press(page, then) {
  const row = then.match(/^row\.(\d+)$/);
  const button = row
    ? page.getByRole('button', { name: 'Add a row to this report' }).nth(Number(row[1]))
    : page.getByRole('button', { name: BUTTONS[then], exact: typeof BUTTONS[then] === 'string' });
  return go(page, () => button.click());
}

/**
 * Everything that stands in the form of a day: `[[name, value], …]` by name, hidden fields too, buttons not. What is empty, or
 * what a row says by itself (it happened), is left out: a row that comes back asks only for what its measure takes, and a new
 * empty one stands at the end of its report. So is the draft that the page goes on from.
 */
export async function formValues(page) {
  const all = await page.locator('main form').first().evaluate((form) => {
    const named = [...form.elements].filter((element) => element.name && element.type !== 'submit');
    return named.map((element) => {
      const ticked = element.type === 'checkbox' || element.type === 'radio';
      return [element.name, ticked ? element.checked && element.value : element.value];
    });
  });
  const says = ([name, value]) => value && !(name.endsWith('.stage') && value === 'done') && !name.startsWith('draft_');
  return all.filter(says).sort(([one], [other]) => (one < other ? -1 : 1));
}

/** The same without what the server gives anew after a sign-in or a conflict: the submission's key and its base. */
export async function typedValues(page) {
  return (await formValues(page)).filter(([name]) => name !== 'key' && name !== 'base');
}

/**
 * The form that is open, as a browser would send it: `[[name, value], …]` with the button's own value behind.
 * Line breaks are those of the wire.
 */
export function formBody(page, then) {
  return page.locator('main form').first().evaluate((form, button) => {
    const fields = [...new FormData(form)].map(([name, value]) => [name, value.replace(/\r?\n/g, '\r\n')]);
    return new URLSearchParams([...fields, ['then', button]]).toString();
  }, then);
}

/** Sends a form's body as the context's browser would, without going to the answer; redirects are not followed. */
export function sendBody(context, demo, date, body) {
  return context.request.post(demo.url + dayForm(date), {
    data: body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: demo.url },
    maxRedirects: 0,
  });
}

/** One small report, for tests whose subject is another: what it takes to publish yesterday. */
export const SMALL_DAY = {
  'r0.source': 'Artsakh Ministry of Health',
  'r0.c3.amount': '>30',
};
