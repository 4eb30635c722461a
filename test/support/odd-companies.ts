import { orderLines, type Given } from './given.ts';
import { dayAfter, rhythmicLines } from './rhythms.ts';

const ordinary = (days: number, accounts = 60) => rhythmicLines({ accounts, from: '2024-01-01', days });
const repeated = (id: string, first: string, count: number, gap: number) =>
	orderLines(Array.from({ length: count }, (_, i) => [id, dayAfter(first, i * gap), 100] as const));

/** Histories that no model of silence was made for, by what is odd about them. */
export const ODD_COMPANIES: Readonly<Record<string, Given>> = {
	'odd accounts among ordinary ones': {
		rows: {
			order_lines: [
				...ordinary(900),
				...orderLines([['one', '2026-03-02', 500]]),
				...orderLines(['a', 'b', 'c'].map((part) => ['day', '2025-05-05', 70, { order_id: part }] as const)),
				...orderLines([
					['decade', '2016-05-02', 400],
					['decade', '2026-05-04', 400],
				]),
				...repeated('daily', '2025-03-01', 460, 1),
				...orderLines([
					['credits', '2025-02-03', -20],
					['credits', '2026-01-12', -30],
				]),
			],
		},
	},
	'four months of history': { rows: { order_lines: ordinary(122) } },
	'no live account': {
		// A credit in January keeps the data open long after the last order.
		rows: { order_lines: [...ordinary(540, 50), ...orderLines([['late', '2026-01-30', -5]])] },
	},
	'one account': { rows: { order_lines: repeated('only', '2024-01-15', 40, 21) } },
	'nobody ordered twice': {
		rows: {
			order_lines: orderLines(
				Array.from({ length: 45 }, (_, i) => [`n${i}`, dayAfter('2025-01-06', i * 9), 100] as const),
			),
		},
	},
	'everybody ordered twice': {
		rows: {
			order_lines: [
				...orderLines(
					Array.from({ length: 90 }, (_, i) => {
						const day = dayAfter('2025-01-06', (i % 45) * 4);
						return [`t${i % 45}`, i < 45 ? day : dayAfter(day, 20 + (i % 45)), 100] as const;
					}),
				),
				// A credit keeps the data open after the last order.
				...orderLines([['late', '2025-10-30', -5]]),
			],
		},
	},
	'all orders on one day': {
		rows: {
			order_lines: orderLines(Array.from({ length: 40 }, (_, i) => [`d${i}`, '2025-06-30', 10 + i] as const)),
		},
	},
	'credits only': {
		rows: {
			order_lines: orderLines([
				['A', '2025-01-31', -10],
				['B', '2025-02-28', -30],
			]),
		},
	},
	'orders by the clock': {
		rows: {
			order_lines: Array.from({ length: 40 }, (_, i) => repeated(`c${i}`, '2024-01-02', 32, 28)).flat(),
		},
	},
};
