import { seededRandom } from '../../src/lib/server/models/seeded-random.ts';
import { orderLines, type GivenRow } from './given.ts';

/** A day so many days after another. */
export function dayAfter(day: string, count: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

export interface Rhythms {
	accounts: number;
	/** First day, and days from it, in which accounts order. */
	from: string;
	days: number;
	/** Share of the accounts that leave on the way. */
	leaving?: number;
	seed?: number;
}

/** Order lines of accounts that each have a rhythm of their own: gaps of gamma length about 5 to 60 days; some leave. */
export function rhythmicLines({ accounts, from, days, leaving = 0.4, seed = 11 }: Rhythms): GivenRow[] {
	const random = seededRandom(seed);
	const lines: [string, string, number][] = [];
	for (let i = 0; i < accounts; i++) {
		const id = `r${String(i).padStart(3, '0')}`;
		const mean = 5 + random.integer(56);
		const k = 1 + random.integer(4);
		const worth = 50 + random.integer(2000);
		const end = random.uniform() < leaving ? random.integer(days) : days;
		for (
			let day = random.integer(Math.min(mean, days));
			day < end;
			day += Math.max(1, Math.round((mean * random.gamma(k)) / k))
		) {
			lines.push([id, dayAfter(from, day), Math.round(worth * (0.5 + random.uniform()))]);
		}
	}
	return orderLines(lines);
}
