import { describe, expect, it } from 'vitest';
import { chanceAlive } from '../../src/lib/server/models/buy-till-you-die.ts';
import { fitBuyTillYouDie, type BuyTillYouDieFit } from '../../src/lib/server/models/fit-buy-till-you-die.ts';
import type { PurchaseHistories } from '../../src/lib/server/models/purchase-histories.ts';
import { seededRandom } from '../../src/lib/server/models/seeded-random.ts';
import { dayOf, historiesBy } from '../support/event-log.ts';
import { describeWithData } from '../support/real-data.ts';
import { cdnowEvents, groceryEvents, onlineRetailEvents } from '../support/real-events.ts';

describeWithData('the CDNOW sample', ['cdnow_sample/cdnow_sample.csv'], ([file]) => {
	const data = historiesBy(cdnowEvents(file as string), dayOf('1997-09-30'));

	it('gives the published BG/NBD: .2426, 4.4136, .7929, 2.4259 at −9582.4292', () => {
		const fit = fitBuyTillYouDie('bg', data).fit as BuyTillYouDieFit;
		expect(fit).toMatchObject({ accounts: 2357, has_dropout: true, note: null });
		expect(fit?.log_likelihood).toBeCloseTo(-9582.4292, 4);
		[fit?.r, fit?.alpha, fit?.a, fit?.b].forEach((v, i) =>
			expect(v).toBeCloseTo([0.2426, 4.4136, 0.7929, 2.4259][i] as number, 3),
		);
	});

	it('gives the published P(alive) of its most frequent customer, .96885, and a mean of .8134', () => {
		const fit = fitBuyTillYouDie('bg', data).fit as BuyTillYouDieFit;
		expect(chanceAlive(fit, { repeats: 26, last: 30.857, age: 31 })).toBeCloseTo(0.96885, 4);
		const alive = data.events.map((_, i) => {
			const [repeats, last, age] = [data.repeats[i], data.last[i], data.age[i]];
			return chanceAlive(fit, { repeats: repeats as number, last: last as number, age: age as number });
		});
		expect(alive.reduce((sum, p) => sum + p, 0) / alive.length).toBeCloseTo(0.8134, 4);
	});

	it('gives the published MBG/NBD: .525, 6.183, .891, 1.614 at −9582.1357', () => {
		const { fit } = fitBuyTillYouDie('mbg', data);
		expect(fit?.log_likelihood).toBeCloseTo(-9582.1357, 4);
		[fit?.r, fit?.alpha, fit?.a, fit?.b].forEach((v, i) =>
			expect(v).toBeCloseTo([0.5248, 6.1831, 0.8914, 1.614][i] as number, 3),
		);
	});

	it('has random gaps: k is 1', () => {
		expect(fitBuyTillYouDie('mbg', data, { k: 'likeliest' }).fit?.k).toBe(1);
	});
});

describeWithData('the grocery log', ['grocery/BTYDplus_groceryElog.csv'], ([file]) => {
	const data = historiesBy(groceryEvents(file as string), dayOf('2006-12-31'));

	it('gives the published MBG/NBD: 1.257, 6.038, .368, .716 at −15,781.94, and BG/NBD at −15,836.57', () => {
		const { fit } = fitBuyTillYouDie('mbg', data);
		expect(fit?.log_likelihood).toBeCloseTo(-15781.939, 2);
		[fit?.r, fit?.alpha, fit?.a, fit?.b].forEach((v, i) =>
			expect(v).toBeCloseTo([1.257, 6.038, 0.368, 0.716][i] as number, 2),
		);
		expect(fitBuyTillYouDie('bg', data).fit?.log_likelihood).toBeCloseTo(-15836.566, 2);
	});

	it('gives the published MBG/CNBD-2: 1.329, 2.813, .425, .790 at −14,978', () => {
		const { fit } = fitBuyTillYouDie('mbg', data, { k: 2 });
		expect(fit?.log_likelihood).toBeCloseTo(-14978, 0);
		[fit?.r, fit?.alpha, fit?.a, fit?.b].forEach((v, i) =>
			expect(v).toBeCloseTo([1.329, 2.813, 0.425, 0.79][i] as number, 2),
		);
		expect(fitBuyTillYouDie('bg', data, { k: 2 }).fit?.log_likelihood).toBeCloseTo(-15054, 0);
	});

	it('is not trapped by the random-gap fit when it looks for the likeliest k after three months', () => {
		const early = historiesBy(groceryEvents(file as string), dayOf('2006-04-01'));
		const likeliest = fitBuyTillYouDie('mbg', early, { k: 'likeliest' }).fit;
		for (const k of [1, 2, 3]) {
			const fixed = fitBuyTillYouDie('mbg', early, { k }).fit?.log_likelihood as number;
			expect(likeliest?.log_likelihood).toBeGreaterThan(fixed - 0.01);
		}
	});

	it('is regular: the likeliest k is 2', () => {
		expect(fitBuyTillYouDie('mbg', data, { k: 'likeliest' }).fit?.k).toBe(2);
	});
});

describeWithData('the online retail lines', ['online_retail/online_retail.csv.gz'], ([file]) => {
	it('have no detectable dropout, which is said', () => {
		const { fit } = fitBuyTillYouDie(
			'mbg',
			historiesBy(onlineRetailEvents(file as string), dayOf('2011-09-09')),
		);
		expect(fit?.has_dropout).toBe(false);
		expect(fit?.note).toMatch(/no detectable dropout/);
	});
});

/** Histories drawn from an MBG/NBD with r 1, alpha 6, a .5, b 1.5, watched for 26 to 78 weeks. */
function drawn(accounts: number, seed: number): PurchaseHistories {
	const random = seededRandom(seed);
	const rows = Array.from({ length: accounts }, () => {
		const rate = random.gamma(1) / 6;
		const stay = random.gamma(1.5);
		const leave = random.gamma(0.5) / stay;
		const age = (26 * 7 + random.integer(52 * 7)) / 7;
		const chance = leave / (1 + leave);
		let [repeats, last, logGaps] = [0, 0, 0];
		while (random.uniform() >= chance) {
			const gap = random.gamma(1) / rate;
			if (last + gap > age) break;
			[repeats, last, logGaps] = [repeats + 1, last + gap, logGaps + Math.log(gap)];
		}
		return { repeats, last, age, logGaps };
	});
	return {
		repeats: rows.map((h) => h.repeats),
		last: rows.map((h) => h.last),
		age: rows.map((h) => h.age),
		logGaps: rows.map((h) => h.logGaps),
	};
}

describe('a fit', () => {
	it('finds the parameters that twenty thousand accounts were drawn from, in well under a second', () => {
		const data = drawn(20_000, 7);
		const started = performance.now();
		const { fit } = fitBuyTillYouDie('mbg', data);
		const took = performance.now() - started;
		expect(took).toBeLessThan(2000);
		[fit?.r, fit?.alpha, fit?.a, fit?.b].forEach((v, i) => {
			const truth = [1, 6, 0.5, 1.5][i] as number;
			expect(Math.abs((v as number) / truth - 1)).toBeLessThan(0.12);
		});
	});

	it('does not depend on the order of the accounts', () => {
		const data = drawn(500, 11);
		const reversed = Object.fromEntries(
			Object.entries(data).map(([name, column]) => [name, [...column].toReversed()]),
		) as unknown as PurchaseHistories;
		expect(fitBuyTillYouDie('mbg', reversed)).toEqual(fitBuyTillYouDie('mbg', data));
	});

	it('is null with its reason for one account, and where nobody has ordered twice', () => {
		const lonely = { repeats: [3], last: [20], age: [30], logGaps: [5] };
		expect(fitBuyTillYouDie('mbg', lonely)).toEqual({
			fit: null,
			reason: '1 account has ordered; a fit needs 30',
		});
		const zeros = new Array<number>(100).fill(0);
		const once = { repeats: zeros, last: zeros, age: zeros.map((_, i) => i), logGaps: zeros };
		expect(fitBuyTillYouDie('mbg', once)).toEqual({
			fit: null,
			reason: 'there are 0 repeat orders; a fit needs 30',
		});
	});
});
