import { expect } from 'vitest';
import { ask, type Row } from '../../src/lib/server/warehouse/ask/ask.ts';
import {
	accountsOf,
	concentrationCurveOf,
	summaryOf,
	wholeWhaleCurveOf,
} from '../support/second-road/answers.ts';
import { bridgePartsOf, bridgeRowsOf, categoryPartsOf, fxOf } from '../support/second-road/bridge.ts';
import { concentrationOf } from '../support/second-road/concentration.ts';
import { monthOf, type RoadLevel, type RoadLine } from '../support/second-road/lines.ts';
import { revenueMonthsOf } from '../support/second-road/months.ts';
import { retentionRangeOf } from '../support/second-road/retention-range.ts';
import { lostIdsOf, stressRowOf, type Scenario } from '../support/second-road/stress.ts';
import { thinnedRanks, thinnedWhale } from '../support/second-road/thinned.ts';
import { holdersOf, type Holder } from '../support/second-road/windows.ts';
import { costOf, daysSince, identityOf, nobody } from './account-facts.ts';
import { LAST, questionsOf, type CheckedCompany, type Question } from './checked-company.ts';
import { dimensionRows } from './dimension-rows.ts';
import { effortRows } from './effort-rows.ts';
import { expectCohorts } from './expect-cohorts.ts';
import { expectEveryRow } from './expect-every-row.ts';
import { expectFinite } from './expect-finite.ts';
import { expectTrends } from './expect-trends.ts';
import { judgementsOf, summaryOfJudgements, type Judgements } from './judgements.ts';
import { tierRowsOf } from './tier-rows.ts';

interface Asked extends Question {
	/** Whether no filter leaves a part: only then is more than one thing asked. */
	isWhole: boolean;
	company: CheckedCompany;
	level: RoadLevel;
	/** Lines that the filters leave, and all of them. */
	lines: readonly RoadLine[];
	all: readonly RoadLine[];
	holders: readonly Holder[];
	everybody: readonly Holder[];
	judgements: Judgements;
	rows: Row[];
	/** The same question with further parameters; in pairs where one is given several times. */
	askMore: (parameters: Record<string, string>) => Promise<Row[]>;
	ask: (pairs: readonly [string, string][]) => Promise<Row[]>;
	where: string;
}

const column = (rows: readonly Row[], name: string) => rows.map((row) => row[name]);

/** What each answer is held to: its second road, for any window, level and segment. */
const CHECKS: Readonly<Record<string, (asked: Asked) => void | Promise<void>>> = {
	summary: ({ rows, holders, window, judgements, level, all, where }) =>
		expectEveryRow(
			rows,
			[
				{
					level,
					as_of: window.as_of,
					...(holders.length === 0 ? nobody(window) : summaryOf(holders, window)),
					...retentionRangeOf(holders, all, level, window),
					...summaryOfJudgements(holders, judgements),
				},
			],
			where,
		),
	concentration: ({ rows, holders, level, window, where }) =>
		expectEveryRow(
			rows,
			[
				{
					level,
					as_of: window.as_of,
					...concentrationOf(holders),
					...(holders.length === 0 && { credit_balance: null }),
				},
			],
			where,
		),
	accounts: ({ company, rows, holders, everybody, window, level, all, judgements, where }) => {
		const figures = accountsOf(holders, window, everybody);
		expectEveryRow(
			rows,
			holders.map((holder) => ({
				account_id: holder.id,
				...identityOf(holder.id, level, all, company),
				...figures.get(holder.id)!,
				category_count: holder.categories.size,
				days_since_order: daysSince(holder.last_order_on, window.as_of),
				...costOf(holder, company),
				...judgements.of(holder.id),
			})),
			where,
		);
	},
	concentration_curve: async ({ isWhole, rows, holders, judgements, askMore, where }) => {
		const wanted = [...concentrationCurveOf(holders)].map(([account_id, figures]) => ({
			account_id,
			name: account_id,
			...figures,
			tier: judgements.of(account_id)['tier'],
		}));
		expectEveryRow(rows, wanted, where);
		for (const points of isWhole ? [1, 3, 10] : [1]) {
			const thin = await askMore({ points: String(points) });
			expect(column(thin, 'account_id'), `${where}, ${points} points`).toEqual(thinnedRanks(holders, points));
		}
	},
	whale_curve: async ({ isWhole, company, rows, holders, askMore, where }) => {
		const wanted = [...wholeWhaleCurveOf(holders, company.order_cost)].map(([account_id, figures]) => ({
			account_id,
			name: account_id,
			...figures,
		}));
		expectEveryRow(rows, wanted, where);
		for (const points of isWhole ? [1, 10, 25] : []) {
			const thin = await askMore({ points: String(points) });
			const kept = thinnedWhale(
				wanted.map((row) => ({ id: row.account_id, amount: Number((row as Row)['amount']) })),
				points,
			);
			expect(column(thin, 'account_id'), `${where}, ${points} points`).toEqual(kept);
		}
	},
	growth_bridge: async ({ isWhole, company, rows, lines, level, window, askMore, where }) => {
		const owed = (own: readonly RoadLine[]) => fxOf(own, level, window, company.rateIn ?? (() => 1));
		const hasFx = company.rateIn !== undefined;
		const expectBridge = (found: Row[], wanted: Record<string, unknown>[], split: string) =>
			expectEveryRow(
				found,
				wanted.map((row) => ({ level, as_of: window.as_of, ...row })),
				`${where}${split}`,
			);
		expectBridge(rows, bridgeRowsOf(bridgePartsOf(lines, level, window, owed(lines)), hasFx, true), '');
		if (!isWhole) return;
		const values = [...new Set(lines.map((line) => company.segments.get(line.account_id) ?? null))];
		const parts = values.flatMap((value) => {
			const own = lines.filter((line) => (company.segments.get(line.account_id) ?? null) === value);
			return bridgePartsOf(own, level, window, owed(own), value);
		});
		expectBridge(await askMore({ by: 'segment' }), bridgeRowsOf(parts, hasFx, true), ', by segment');
		const categories = categoryPartsOf(lines, level, window);
		expectBridge(await askMore({ by: 'category' }), bridgeRowsOf(categories, hasFx, false), ', by category');
	},
	revenue_months: ({ rows, lines, all, level, window, where }) => {
		const isOpen = (month: number): boolean => month > LAST;
		// The open month follows the window's last one where that is the last complete one.
		const hasNext = window.to === LAST + 1 && all.some((line) => line.month > LAST);
		const months = { from: window.from, to: hasNext ? window.to + 1 : window.to };
		const wanted = lines.length === 0 ? [] : revenueMonthsOf(lines, level, months, all);
		expectEveryRow(
			rows,
			wanted.map((month) => {
				const isComplete = !isOpen(monthOf(String(month['month_on'])));
				return {
					level,
					as_of: window.as_of,
					...month,
					is_complete: isComplete,
					...(!isComplete && { growth_rate: null }),
				};
			}),
			where,
		);
	},
	tier_shares: ({ company, rows, holders, judgements, where }) =>
		expectEveryRow(rows, tierRowsOf(holders, judgements, company.order_cost), where),
	dimension_values: async ({ isWhole, company, rows, lines, level, holders, judgements, askMore, where }) => {
		const wanted = dimensionRows(company, lines, level, holders, judgements);
		expectEveryRow(rows, wanted, where);
		for (const dimension of isWhole ? ['category', 'tier', 'risk_level'] : [])
			expectEveryRow(
				await askMore({ dimension }),
				wanted.filter((row) => row['dimension'] === dimension),
				`${where}, ${dimension}`,
			);
	},
	cost_to_serve: ({ company, rows, lines, all, window, where }) =>
		expectEveryRow(rows, effortRows(company, lines, all, window), where),
	concentration_stress: async ({
		company,
		rows,
		lines,
		level,
		window,
		holders,
		judgements,
		ask: asked,
		isWhole,
		where,
	}) => {
		const silenceOf = (id: string): number | null => {
			const row = judgements.risk(id);
			return row?.['cadence_state'] === 'lapsed' ? null : ((row?.['p_silent'] ?? null) as number | null);
		};
		const of = { holders, lines, level, window, silenceOf };
		const expectScenarios = (found: Row[], scenarios: readonly Scenario[]) => {
			expectEveryRow(
				found,
				scenarios.map((scenario, i) => ({ position: i + 1, ...stressRowOf(scenario, of) })),
				where,
			);
			expect(
				found.map((row) => row['lost_account_ids']),
				where,
			).toEqual(scenarios.map((scenario) => lostIdsOf(scenario, of)));
		};
		const top = (count: number): Scenario => ({ scenario: `top:${count}`, top: count });
		expectScenarios(rows, [top(1), top(3), top(5)]);
		const ids = [...holders.slice(1, 3), ...holders.slice(-2)].map((holder) => holder.id);
		if (ids.length === 0 || !isWhole) return;
		const scenarios: Scenario[] = [
			{ scenario: 'accounts', ids },
			{
				scenario: 'segment=one:0.3',
				share: 0.3,
				isOf: (line) => company.segments.get(line.account_id) === 'one',
			},
			{ scenario: 'category=x:0.5', share: 0.5, isOf: (line) => line.category === 'x' },
			{
				scenario: 'segment=two:1',
				share: 1,
				isOf: (line) => company.segments.get(line.account_id) === 'two',
			},
			top(2),
		];
		const named = scenarios.slice(1).map(({ scenario }) => scenario);
		expectScenarios(await asked([...ids, ...named].map((lose) => ['lose', lose])), scenarios);
	},
};

/** Answers that {@link expectAnswer} can hold to a second road. */
export const CHECKED: readonly string[] = [
	...Object.keys(CHECKS),
	'cohorts',
	'cohort_curve',
	'concentration_trend',
];

/** Expects an answer of a company to be what the second road makes of its lines: in several windows, at both levels. */
export async function expectAnswer(name: string, company: CheckedCompany, isQuick = false): Promise<void> {
	for (const level of ['account', 'group'] as const) {
		if (name === 'cohorts' || name === 'cohort_curve') await expectCohorts(name, company, level);
		for (const question of name in CHECKS ? questionsOf(company, level, isQuick) : [])
			await expectQuestion(name, company, level, question);
		// The trend asks the statement of the concentration for every month end.
		if (name === 'concentration_trend' || (name === 'concentration' && !isQuick))
			await expectTrends(company, level);
	}
}

async function expectQuestion(
	name: string,
	company: CheckedCompany,
	level: RoadLevel,
	question: Question,
): Promise<void> {
	const { built, lines: all, segments } = company;
	const { window, parameters, segment } = question;
	const own = Object.entries({ level, ...parameters, ...(segment !== undefined && { segment }) });
	const askPairs = async (pairs: readonly [string, string][]) =>
		(await ask(built.warehouse, name, [...own, ...pairs])).rows;
	await expectFinite(built.warehouse, name, own, JSON.stringify({ level, ...parameters, segment }));
	const askMore = (more: Record<string, string>) => askPairs(Object.entries(more));
	const lines = segment === undefined ? all : all.filter((line) => segments.get(line.account_id) === segment);
	// They are the same for every mutant.
	const holdersIn = (of: readonly RoadLine[], which: string | undefined): readonly Holder[] => {
		const key = JSON.stringify([level, window, which]);
		const found = company.holders.get(key) ?? holdersOf(of, level, window);
		company.holders.set(key, found);
		return found;
	};
	const everybody = holdersIn(all, undefined);
	const holders = lines === all ? everybody : holdersIn(lines, segment);
	await CHECKS[name]!({
		...question,
		isWhole: segment === undefined,
		company,
		level,
		lines,
		all,
		holders,
		everybody,
		judgements: await judgementsOf(company, level, window.as_of),
		rows: await askMore({}),
		askMore,
		ask: askPairs,
		where: `${name} by ${level} ${JSON.stringify({ ...parameters, segment })}`,
	});
}
