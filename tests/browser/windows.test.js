// Two windows of one day: each keeps its own text, and neither overwrites what the other one saved unseen.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { SMALL_DAY, field, press, type } from './lib/desk.js';
import { awake, kill, line as keeperLine, says, told, typeInto } from './lib/keeper.js';
import { AMOUNT, amountOf, overALine } from './lib/over-a-line.js';
import { openContext, words } from './lib/pages.js';
import { recordVersion } from './lib/record.js';

const here = overALine();

describe('two windows of one day', () => {
  test('the second is told, what both hold is kept apart, and nothing is overwritten unseen', async () => {
    const first = await here.atForm();
    const second = await here.context.newPage();
    await here.open(second);
    await told(second, 'This day is open in another window of this browser');
    await typeInto(first, AMOUNT, '30');
    await says(first, /^Saved at the desk/);
    await typeInto(second, AMOUNT, '31');
    await told(second, /^Saved at the desk/);
    assert.match(await words(keeperLine(second)), /^Not saved at the desk: a newer draft of this day was saved there by another window or device/);
    await kill(second);
    const third = await here.context.newPage();
    await here.open(third);
    assert.match(await told(third, 'Two versions of what you typed'), /: 31 \(in the form: 30\)/);
    assert.equal(await amountOf(third), '30');
    assert.equal(await amountOf(first), '30');
  });

  test('the second that was told by an answer replaces nothing by typing on, and with a button it does', async () => {
    const first = await here.atForm();
    const second = await here.context.newPage();
    await here.open(second);
    await typeInto(first, AMOUNT, '30');
    await says(first, /^Saved at the desk/);
    await field(second, 'r0.source').fill('Weekly');
    await press(second, 'check');
    await awake(second);
    await typeInto(second, AMOUNT, '31');
    await says(second, /^Not saved at the desk: a newer draft of this day was saved there by another window or device/);
    const other = await openContext(here.browser);
    const there = await here.atForm({ within: other });
    assert.equal(await amountOf(there), '30');
    assert.equal((await press(second, 'draft')).status(), 200);
    await here.open(there);
    assert.equal(await amountOf(there), '31');
    await other.close();
  });

  test('the second that publishes is shown both, and its text is kept', async () => {
    const first = await here.atForm();
    const second = await here.context.newPage();
    await here.open(second);
    await type(first, SMALL_DAY);
    await type(second, { 'r0.source': 'Weekly of the corridor', [AMOUNT]: '31' });
    assert.equal((await press(first, 'publish')).status(), 200);
    const version = await recordVersion(here.demo);
    assert.equal((await press(second, 'publish')).status(), 409);
    assert.equal(await recordVersion(here.demo), version);
    assert.equal(await amountOf(second), '31');
  });
});
