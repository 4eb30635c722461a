import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PACKAGE_ROOT, SAMPLE_DIR } from '../../src/lib/server/package-root.ts';
import { COST_TO_SERVE_KEYS, SERVICE_RATE_KEYS } from '../../src/lib/server/sources/service-rates.ts';
import { TIER_KEYS } from '../../src/lib/server/sources/tier-schema.ts';
import {
	DEFAULT_TIER_MODEL,
	parseTierModel,
	readTierModel,
} from '../../src/lib/server/sources/tier-model.ts';

const text = readFileSync(join(PACKAGE_ROOT, 'docs', 'tiers.md'), 'utf8');

it('every key of tiers.yaml and of cost_to_serve is in docs/tiers.md', () => {
	const keys = [...Object.values(TIER_KEYS).flat(), ...COST_TO_SERVE_KEYS, ...SERVICE_RATE_KEYS];
	expect(keys.filter((key) => !text.includes(`\`${key}\``))).toEqual([]);
});

it('and every key of its tables can be written', () => {
	const written = [...text.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell]) =>
		[...cell!.matchAll(/`(\w+)`/g)].map(([, key]) => key!),
	);
	const known = Object.values(TIER_KEYS).flat();
	expect(written.filter((key) => !known.includes(key))).toEqual([]);
});

it('the file that it shows is the default model', () => {
	const [, shown] = /```yaml\n([\s\S]+?)```/.exec(text)!;
	const { version: _, valid_from: __, ...rules } = parseTierModel(shown!, 'tiers.yaml').versions[0]!;
	expect(DEFAULT_TIER_MODEL.versions[0]).toMatchObject(rules);
});

it('the sample has two versions, of which the newer one asks more of judgement', () => {
	const judged = readTierModel(SAMPLE_DIR).versions.map(({ criteria }) =>
		criteria.filter(({ kind }) => kind === 'judged').reduce((sum, { points }) => sum + points, 0),
	);
	expect(judged).toEqual([16, 30]);
});
