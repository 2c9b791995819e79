// What helps to type the form of a day: rows that Enter goes on to, amounts told as they are understood, those of a bulletin.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { field } from './lib/desk.js';
import { says } from './lib/keeper.js';
import { AMOUNT, FORM, amountOf, overALine } from './lib/over-a-line.js';
import { hasFocus, words, wordsOfEach } from './lib/pages.js';
import { recordVersion } from './lib/record.js';

const here = overALine();

describe('rows', () => {
  test('Enter goes on to the next row and adds one behind the last; from an empty last row it publishes nothing', async () => {
    const page = await here.atForm();
    const version = await recordVersion(here.demo);
    const rows = page.locator('[name^="r0.c"][name$=".amount"]');
    const count = await rows.count();
    await field(page, 'r0.c0.amount').fill('closed');
    await field(page, 'r0.c0.amount').press('Enter');
    assert.ok(await hasFocus(page.locator('[name^="r0.c1."]:not([type=hidden])').first()), 'the next row');
    const last = field(page, `r0.c${count - 1}.amount`);
    await last.press('Enter');
    assert.equal(await rows.count(), count, 'an empty last row adds none');
    await last.fill('12');
    await last.press('Enter');
    assert.equal(await rows.count(), count + 1);
    const added = page.locator(`[name^="r0.c${count}."]:not([type=hidden])`).first();
    assert.ok(await hasFocus(added), 'the new row');
    const ids = await page.locator('[id]').evaluateAll((all) => all.map((element) => element.id));
    assert.equal(new Set(ids).size, ids.length, 'no id stands twice');
    assert.equal(await page.getByRole('group', { name: `Row ${count + 1}` }).count(), 1);
    assert.equal(await recordVersion(here.demo), version);
    assert.equal(new URL(page.url()).pathname, FORM);
  });

  test('an amount is told as it is understood, also one that cannot be read', async () => {
    const page = await here.atForm();
    const echo = page.locator('#r0-c3-amount-echo');
    for (const [typed, understood] of [
      ['>30', 'Understood as: more than 30'],
      ['~5100', 'Understood as: about 5,100'],
      ['several dozen', 'In words only: “several dozen”'],
      ['30-35', 'Understood as: 30–35'],
    ]) {
      await field(page, AMOUNT).fill(typed);
      assert.equal(await words(echo), understood);
    }
    await field(page, AMOUNT).fill('more then 30');
    assert.match(await words(echo), /^“more then 30” cannot be read; write 30/);
    assert.match(await field(page, AMOUNT).getAttribute('aria-describedby'), /r0-c3-amount-echo/);
    await field(page, 'r0.c0.amount').fill('Closed');
    assert.equal(await words(page.locator('#r0-c0-amount-echo')), 'Understood as: closed');
    await field(page, AMOUNT).fill('');
    assert.equal(await echo.innerText(), '');
  });

  test('an amount of the bulletin goes into the field that the writer was at, in its own words', async () => {
    const page = await here.atForm();
    await page.locator('#bulletin').fill('On 9 May more than 30 people waited; about 660 without medicine, at 14:30.');
    const buttons = page.locator('.numbers').getByRole('button');
    assert.deepEqual(await wordsOfEach(buttons), ['9', 'more than 30', 'about 660']);
    await buttons.nth(1).click();
    assert.equal(await words(page.locator('.numbers [role=status]')), 'First go to the amount that it belongs to.');
    await field(page, AMOUNT).focus();
    await buttons.nth(1).focus();
    await page.keyboard.press('Enter');
    assert.equal(await amountOf(page), 'more than 30');
    assert.ok(await hasFocus(field(page, AMOUNT)), 'the writer goes on from there');
    assert.match(await words(page.locator('.numbers [role=status]')), /^“more than 30” was written into Row 4: People waiting for transfer, Amount/);
    assert.equal(await words(page.locator('#r0-c3-amount-echo')), 'Understood as: more than 30');
    await says(page, /^Saved at the desk/);
    const box = await buttons.first().boundingBox();
    assert.ok(box.height >= 44 && box.width >= 44, `${box.width} × ${box.height}`);
  });
});
