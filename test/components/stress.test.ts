import { describe, expect, it } from 'vitest';
import type { ConcentrationStressRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';
import { parseIds, toggleId, writeIds } from '../../src/lib/client/id-list.ts';
import { scenarioName, scenarios } from '../../src/routes/concentration/stress.ts';

const format = createFormat('en-GB', 'EUR');
const noun = { one: 'group', many: 'groups' };
const name = (scenario: string, lost_accounts: number) =>
	scenarioName({ scenario, lost_accounts } as ConcentrationStressRow, noun, format);

describe('accounts taken away by hand', () => {
	it('survive the address, whatever their ids hold', () => {
		const ids = ['A-1', 'with, comma', 'ü/%'];
		expect(parseIds(writeIds(ids))).toEqual(ids);
		expect(writeIds([])).toBeUndefined();
	});

	it('are put back when they are taken away again', () => {
		expect(toggleId(toggleId([], 'a'), 'b')).toEqual(['a', 'b']);
		expect(toggleId(['a', 'b'], 'a')).toEqual(['b']);
	});

	it('are asked for beside the largest', () => {
		expect(scenarios(['a'])).toEqual(['top:1', 'top:3', 'top:5', 'a']);
	});

	it('are named in words', () => {
		expect([name('top:1', 1), name('top:5', 5), name('accounts', 1), name('accounts', 4)]).toEqual([
			'the largest group',
			'the 5 largest',
			'1 chosen group',
			'4 chosen groups',
		]);
	});

	it('do not break on an address that was cut', () => {
		expect(parseIds('a,%E0%A4%A')).toEqual(['a', '%E0%A4%A']);
	});
});
