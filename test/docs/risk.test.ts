import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RISK_LEVELS } from '../../src/lib/components/risk-levels.ts';
import { RISK_LISTS } from '../../src/lib/components/risk-lists.ts';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';
import { parseConfig } from '../../src/lib/server/sources/config.ts';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import { FEATURES, RUNGS } from '../../src/lib/server/warehouse/risk/risk-rungs.ts';
import { LIVE_DAYS } from '../../src/lib/server/warehouse/risk/risk-slices.ts';

const text = readFileSync(join(PACKAGE_ROOT, 'docs', 'risk.md'), 'utf8');

/** First cells of the table that has this head, without marks. */
function namesUnder(head: string): string[] {
	const table = text.slice(text.indexOf(`| ${head} |`)).split('\n\n')[0]!;
	return table
		.split('\n')
		.slice(2)
		.flatMap((row) => [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
}

it('the ladder of docs/risk.md is the one that is climbed', () => {
	for (const { rung, label } of RUNGS) expect(text).toContain(`| \`${rung}\` | ${label} |`);
	expect(namesUnder('rung')).toEqual(RUNGS.map(({ rung }) => rung));
});

it('its features are those that rungs read', () => {
	expect(namesUnder('feature').sort()).toEqual([...FEATURES].sort());
});

it('its lists, its measures and its numbers are those of the program', () => {
	expect(RISK_LISTS.filter(({ key }) => !text.includes(`\`${key}\``))).toEqual([]);
	expect(RISK_LEVELS.filter(({ key }) => !text.includes(`\`${key}\``))).toEqual([]);
	const columns = ['risk_backtest', 'risk_record'].flatMap((name) =>
		catalog()
			.answers.get(name)!
			.columns.map((column) => column.name),
	);
	expect(namesUnder('measure').filter((name) => !columns.includes(name))).toEqual([]);
	expect(text).toContain(`order in the ${LIVE_DAYS} days before`);
	expect(parseConfig('company: X\nrisk: { false_alert_budget: 0.2 }\n', 'vital-few.yaml').company).toBe('X');
});
